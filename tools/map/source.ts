/**
 * What is known about the source's 64 shapes, and what is wrong with them.
 * Every shape was compared, by where it lies and what it borders on, with the 63 provinces of before 1 July 2025;
 * the source's own names are not to be trusted, hence the table is keyed on Natural Earth's `adm1_code`.
 */
import type { Point } from './topology.ts'

/** Natural Earth `adm1_code` → code of the province before 1 July 2025. A comment marks a wrong or misspelt name. */
export const SHAPES: Record<string, string> = {
  'VNM-462': '01', // "Ha Noi": with Hà Tây, as since 2008
  'VNM-512': '02',
  'VNM-511': '04',
  'VNM-451': '06', // "Đông Bắc" (a region): it is Bắc Kạn
  'VNM-457': '08',
  'VNM-5483': '10', // with Than Uyên, which is Lai Châu's since 2004: see THAN_UYEN
  'VNM-450': '11', // with the south bank of the Đà, which is Lai Châu's: see DA_RIVER
  'VNM-453': '12', // "Lai Chau"
  'VNM-455': '14', // "Son La"
  'VNM-458': '15',
  'VNM-459': '17',
  'VNM-452': '19',
  'VNM-454': '20',
  'VNM-429': '22', // with Cát Bà, which is Hải Phòng's: see MOVED_ISLANDS
  'VNM-470': '24',
  'VNM-469': '25',
  'VNM-464': '26',
  'VNM-463': '27',
  'VNM-460': '30',
  'VNM-4600': '31',
  'VNM-461': '33', // "Đồng Bằng Sông Hồng" (a region): it is Hưng Yên
  'VNM-471': '34',
  'VNM-467': '35',
  'VNM-468': '36',
  'VNM-466': '37',
  'VNM-456': '38',
  'VNM-475': '40',
  'VNM-474': '42', // "Ha Tinh"
  'VNM-476': '44',
  'VNM-489': '45',
  'VNM-490': '46', // "Thừa Thiên - Huế": Huế since 1 January 2025
  'VNM-491': '48',
  'VNM-487': '49', // "Quàng Nam"
  'VNM-488': '51',
  'VNM-485': '52',
  'VNM-482': '54',
  'VNM-479': '56',
  'VNM-481': '58',
  'VNM-496': '60',
  'VNM-486': '62',
  'VNM-478': '64',
  'VNM-477': '66', // "Dak Lak"
  'VNM-4835': '67',
  'VNM-480': '68',
  'VNM-484': '70',
  'VNM-444': '72',
  'VNM-483': '74',
  'VNM-497': '75', // "Đông Nam Bộ" (a region): it is Đồng Nai
  'VNM-495': '77',
  'VNM-501': '79', // "Hồ Chí Minh city"
  'VNM-503': '80',
  'VNM-4834': '82',
  'VNM-504': '83',
  'VNM-509': '84',
  'VNM-510': '86',
  'VNM-500': '87', // "Ð?ng Tháp", a broken encoding
  'VNM-498': '89',
  'VNM-502': '91',
  'VNM-499': '92', // "Can Tho"
  'VNM-505': '93', // "Hau Giang"
  'VNM-508': '94', // with Côn Đảo, which is Bà Rịa - Vũng Tàu's: see MOVED_ISLANDS
  'VNM-506': '95',
  'VNM-507': '96',
}

/** The source's shape without a name: eleven islands all along the coast. */
export const MINOR_ISLANDS = 'VNM+99?'

/** Islands that the source gives to nobody or to the wrong province: a point on (or in the box of) each, and its old province. */
export const MOVED_ISLANDS: { island: string; from: string; at: Point; to: string }[] = [
  { island: 'Hòn Khoai', from: MINOR_ISLANDS, at: [104.837, 8.432], to: '96' },
  { island: 'Thổ Chu', from: MINOR_ISLANDS, at: [103.47, 9.296], to: '91' },
  { island: 'Nam Du', from: MINOR_ISLANDS, at: [104.36, 9.679], to: '91' },
  { island: 'Hòn Sơn', from: MINOR_ISLANDS, at: [104.638, 9.805], to: '91' },
  { island: 'Cù Lao Xanh', from: MINOR_ISLANDS, at: [109.354, 13.618], to: '52' },
  { island: 'Lý Sơn', from: MINOR_ISLANDS, at: [109.12, 15.381], to: '51' },
  { island: 'Cù Lao Chàm', from: MINOR_ISLANDS, at: [108.519, 15.952], to: '49' },
  { island: 'Hòn Mê', from: MINOR_ISLANDS, at: [105.931, 19.371], to: '38' },
  { island: 'Bạch Long Vĩ', from: MINOR_ISLANDS, at: [107.738, 20.131], to: '31' },
  { island: 'Hạ Mai', from: MINOR_ISLANDS, at: [107.466, 20.726], to: '22' },
  { island: 'Đảo Trần', from: MINOR_ISLANDS, at: [107.969, 21.236], to: '22' },
  { island: 'Cát Bà', from: 'VNM-429', at: [107.01, 20.79], to: '31' },
  { island: 'islets of Lan Hạ bay, north', from: 'VNM-429', at: [107.13, 20.79], to: '31' },
  { island: 'islets of Lan Hạ bay, south', from: 'VNM-429', at: [107.14, 20.75], to: '31' },
  { island: 'Đình Vũ', from: 'VNM-429', at: [106.79, 20.83], to: '31' },
  { island: 'Vũ Yên', from: 'VNM-429', at: [106.75, 20.86], to: '31' },
  { island: 'Côn Đảo', from: 'VNM-508', at: [106.6, 8.69], to: '77' },
]

/**
 * The border of Lai Châu and Điện Biên, in the source along the river Đà. In fact it runs south of it: Mù Cả, Tà Tổng,
 * Mường Mô and Nậm Nhùn are Lai Châu's, Mường Nhé, Nậm Pồ and Mường Lay are Điện Biên's. Drawn to about 5 km.
 */
export const DA_RIVER: Point[] = [
  [102.33, 22.57],
  [102.36, 22.49],
  [102.4, 22.42],
  [102.46, 22.34],
  [102.53, 22.26],
  [102.61, 22.23],
  [102.67, 22.17],
  [102.69, 22.22],
  [102.74, 22.2],
  [102.76, 22.12],
  [102.82, 22.07],
  [102.92, 22.06],
  [102.98, 22.03],
  [103.06, 22.06],
  [103.11, 22.08],
  [103.19, 22.06],
  [103.27, 22.05],
]

/**
 * Than Uyên and Tân Uyên, split from Lào Cai to Lai Châu on 1 January 2004 (Nghị quyết 22/2003/QH11): the border follows
 * the ridge of Hoàng Liên Sơn from Fansipan to the corner with Mù Cang Chải (Yên Bái). Drawn to about 5 km.
 */
export const THAN_UYEN: { ridge: Point[]; inside: Point } = {
  ridge: [
    [103.78, 22.31],
    [103.81, 22.26],
    [103.86, 22.21],
    [103.9, 22.16],
    [103.93, 22.1],
    [103.94, 22.04],
    [103.985, 21.97],
  ],
  inside: [103.77, 22.17],
}
