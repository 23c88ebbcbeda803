// What the generator knows of the country: how its unions are spread, and names for places below the province. Names of
// districts and communes are made up; the real ones of three provinces are in the demonstration.
import type { Chance } from '../demonstration/random.ts'
import type { Region } from '../demonstration/names.ts'

/** Share of the country's unions by province (code since 2025-07-01), relative; the industrial ones hold most. */
const shares: Record<string, number> = {
  '01': 10, '04': 0.5, '08': 1.2, '11': 0.6, '12': 0.5, '14': 0.8, '15': 1, '19': 2.2, '20': 0.8, '22': 2.5, '24': 5, '25': 3, '31': 5, '33': 3, '37': 3, '38': 3, '40': 2.5,
  '42': 1.5, '44': 1.2, '46': 1.2, '48': 2.5, '51': 2, '52': 2, '56': 2, '66': 1.5, '68': 1.5, '75': 6.5, '79': 14.5, '80': 3, '82': 2.5, '86': 2, '91': 0, '92': 2.5, '96': 1.2,
}
/** Communes, wards and special zones of each province (../shared/domain/FACTS.md, 1.4); not all have a union of their own. */
const communes: Record<string, number> = {
  '01': 126, '04': 56, '08': 124, '11': 45, '12': 38, '14': 75, '15': 99, '19': 92, '20': 65, '22': 54, '24': 99, '25': 148, '31': 114, '33': 104, '37': 129, '38': 166, '40': 130,
  '42': 69, '44': 78, '46': 40, '48': 94, '51': 96, '52': 135, '56': 65, '66': 102, '68': 124, '75': 95, '79': 168, '80': 96, '82': 102, '86': 124, '91': 102, '92': 103, '96': 64,
}
const mountain = new Set(['04', '08', '11', '12', '14', '15', '19', '20'])
const delta = new Set(['82', '86', '91', '92', '96'])

/** The fixed part of An Giang, which stands for one province in thirty-four, and of the central unions together. */
const EXAMPLE = { code: '91', share: 1 / 34 }
const CENTRAL = 0.12

export const regionOf = (province: string): Region => mountain.has(province) ? 'mountain' : delta.has(province) ? 'delta' : 'other'
export const communesOf = (province: string): number => communes[province]!

/** Share of all unions of the country, by province code. */
export function shareOfProvince(code: string): number {
  if (code === EXAMPLE.code) return EXAMPLE.share
  const sum = Object.values(shares).reduce((a, b) => a + b)
  return (shares[code]! / sum) * (1 - EXAMPLE.share - CENTRAL)
}
/** Share of one of `unions` central unions. */
export const shareOfUnion = (unions: number): number => CENTRAL / unions

const first = ['An', 'Bình', 'Cẩm', 'Châu', 'Đại', 'Đông', 'Gia', 'Hải', 'Hòa', 'Hưng', 'Kim', 'Lộc', 'Long', 'Minh', 'Mỹ', 'Nam', 'Ngọc', 'Phú', 'Phước', 'Quảng', 'Sơn', 'Tam', 'Tân', 'Tây', 'Thanh', 'Thạnh', 'Thới', 'Tiên', 'Trung', 'Tuy', 'Vạn', 'Vĩnh', 'Xuân', 'Yên']
const second = ['An', 'Bình', 'Châu', 'Cường', 'Dương', 'Điền', 'Giang', 'Hà', 'Hải', 'Hiệp', 'Hòa', 'Hội', 'Hưng', 'Khánh', 'Lâm', 'Lập', 'Lộc', 'Long', 'Lương', 'Mỹ', 'Nghĩa', 'Ninh', 'Phong', 'Phú', 'Phúc', 'Sơn', 'Tân', 'Thành', 'Thạnh', 'Thịnh', 'Thọ', 'Thuận', 'Tiến', 'Trạch', 'Trị', 'Trung', 'Xuân']

/** A name for a place that none in `taken` has. */
export function madePlace(c: Chance, taken: Set<string>): string {
  for (;;) {
    const [a, b] = [c.pick(first), c.pick(second)]
    const name = `${a} ${b}`
    if (a === b || taken.has(name)) continue
    taken.add(name)
    return name
  }
}

export const industries = ['Giáo dục', 'Y tế', 'Xây dựng', 'Công Thương', 'Giao thông vận tải', 'Nông nghiệp', 'Viên chức', 'Dệt may', 'Cao su', 'Du lịch']
export const companies = ['Thăm dò Khai thác', 'Dịch vụ Kỹ thuật', 'Thương mại', 'Xây lắp', 'Vận tải', 'Cơ khí', 'Đầu tư', 'Điện lực', 'Hóa chất', 'Tư vấn Thiết kế']
