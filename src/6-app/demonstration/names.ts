// Plausible people, by how common their family names are; nobody of them exists.
import type { Chance } from './random.ts'

const common = ['Nguyễn', 'Nguyễn', 'Nguyễn', 'Nguyễn', 'Trần', 'Trần', 'Lê', 'Lê', 'Phạm', 'Phạm', 'Hoàng', 'Huỳnh', 'Phan', 'Vũ', 'Võ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương', 'Lý', 'Đinh', 'Trịnh', 'Mai', 'Lương', 'Tạ', 'Cao']
const mountain = ['Giàng', 'Vàng', 'Lò', 'Lù', 'Sùng', 'Thào', 'Hoàng', 'Lý', 'Nông', 'Hà', 'Tráng', 'Cư']
const delta = ['Thạch', 'Danh', 'Kim', 'Châu', 'Sơn']
const maleMiddle = ['Văn', 'Văn', 'Hữu', 'Đức', 'Minh', 'Quang', 'Quốc', 'Thanh', 'Ngọc', 'Xuân', 'Công', 'Đình', 'Tuấn', 'Trọng', 'Anh']
const femaleMiddle = ['Thị', 'Thị', 'Thị', 'Thị Thu', 'Thị Bích', 'Thị Kim', 'Thị Ngọc', 'Thúy', 'Mỹ', 'Ngọc', 'Thanh', 'Phương', 'Hồng', 'Thị Hồng']
const maleGiven = ['An', 'Bình', 'Cường', 'Dũng', 'Đạt', 'Đông', 'Giang', 'Hà', 'Hải', 'Hiếu', 'Hòa', 'Hùng', 'Huy', 'Khánh', 'Kiên', 'Lâm', 'Long', 'Minh', 'Nam', 'Nghĩa', 'Phong', 'Phúc', 'Quân', 'Quý', 'Sơn', 'Thắng', 'Thành', 'Tiến', 'Toàn', 'Trung', 'Tuấn', 'Vinh']
const femaleGiven = ['An', 'Anh', 'Châu', 'Chi', 'Diễm', 'Dung', 'Giang', 'Hà', 'Hằng', 'Hạnh', 'Hiền', 'Hoa', 'Hồng', 'Huệ', 'Hương', 'Lan', 'Liên', 'Linh', 'Loan', 'Mai', 'My', 'Nga', 'Ngân', 'Ngọc', 'Nhung', 'Oanh', 'Phượng', 'Quyên', 'Thảo', 'Thủy', 'Trang', 'Tuyết', 'Uyên', 'Vân', 'Yến']

export type Region = 'mountain' | 'delta' | 'other'

export interface MadePerson { name: string; female: boolean; born: string; citizenId: string; phone: string }

/** A name as people of the region have it. */
export function madeName(c: Chance, region: Region): { family: string; middle: string; given: string; female: boolean } {
  const female = c.percent(54)
  const family = region === 'mountain' && c.percent(35) ? c.pick(mountain) : region === 'delta' && c.percent(12) ? c.pick(delta) : c.pick(common)
  return { family, middle: c.pick(female ? femaleMiddle : maleMiddle), given: c.pick(female ? femaleGiven : maleGiven), female }
}

/** The birth province in the citizen number goes by the region; serial makes the number unique. */
export function madePerson(c: Chance, region: Region, serial: number): MadePerson {
  const { family, middle, given, female } = madeName(c, region)
  const name = `${family} ${middle} ${given}`
  const year = c.between(1968, 2004)
  const born = `${year}-${String(c.between(1, 12)).padStart(2, '0')}-${String(c.between(1, 28)).padStart(2, '0')}`
  const province = { mountain: '010', delta: '089', other: '001' }[region]
  const sexDigit = (year >= 2000 ? 2 : 0) + (female ? 1 : 0)
  const citizenId = `${province}${sexDigit}${String(year % 100).padStart(2, '0')}${String(serial).padStart(6, '0')}`
  const phone = `0${c.pick(['32', '33', '35', '37', '86', '96', '97', '98', '70', '77', '81', '83', '90', '93'])}${String((serial * 7919 + 1234567) % 10_000_000).padStart(7, '0')}`
  return { name, female, born, citizenId, phone }
}

interface Trade { prefix: string; words: readonly string[]; field: string; sector: 'state' | 'private' | 'foreign' | 'public' }
const trades: readonly Trade[] = [
  { prefix: 'Công ty TNHH May', words: ['Hoa Ban', 'Thành Công', 'Việt Thịnh', 'Phú Cường', 'Sao Mai', 'An Phát', 'Minh Tâm', 'Đại Dương', 'Hưng Thịnh', 'Bình Minh'], field: 'garment', sector: 'private' },
  { prefix: 'Công ty TNHH Điện tử', words: ['Samil', 'Hanwool', 'Kyoto', 'Daesung', 'Nihon Denko', 'Yamaguchi', 'Taishin'], field: 'electronics', sector: 'foreign' },
  { prefix: 'Công ty Cổ phần Thủy sản', words: ['Cửu Long', 'Biển Xanh', 'Hạ Long', 'Tiền Phong', 'Sông Hậu', 'Nam Việt', 'Bảy Núi'], field: 'food', sector: 'private' },
  { prefix: 'Công ty Cổ phần Xây dựng', words: ['Số 1', 'Số 5', 'Hoàng Liên', 'Thăng Long', 'Tây Bắc', 'Đồng Tháp Mười', 'Hồng Hà', 'An Thịnh'], field: 'construction', sector: 'private' },
  { prefix: 'Công ty Cổ phần Khoáng sản', words: ['Sin Quyền', 'Bản Phiệt', 'Quý Sa', 'Mường Hum', 'Núi Pháo'], field: 'mining', sector: 'state' },
  { prefix: 'Công ty TNHH Cơ khí', words: ['Đông Anh', 'Quang Trung', 'Trường Thành', 'Hòa Phát', 'Ngô Gia Tự', 'Việt Nhật'], field: 'mechanics', sector: 'private' },
  { prefix: 'Bệnh viện Đa khoa', words: ['Hồng Đức', 'Tâm Đức', 'Phúc Lâm', 'Hữu Nghị', 'Hạnh Phúc', 'Bình An'], field: 'health', sector: 'public' },
  { prefix: 'Trường Cao đẳng', words: ['Nghề Kỹ thuật', 'Kinh tế', 'Y tế', 'Du lịch', 'Công nghệ'], field: 'education', sector: 'public' },
  { prefix: 'Công ty TNHH Thương mại và Dịch vụ', words: ['Toàn Thắng', 'Mai Linh', 'Kim Ngân', 'Đức Việt', 'Hải Yến', 'Tân Tiến', 'Gia Hưng'], field: 'services', sector: 'private' },
  { prefix: 'Hợp tác xã Vận tải', words: ['Quyết Thắng', 'Đồng Tâm', 'Hợp Nhất', 'Tự Lực', 'Thống Nhất'], field: 'transport', sector: 'private' },
  { prefix: 'Công ty Cổ phần Chế biến Nông sản', words: ['Suối Giàng', 'Yên Sơn', 'Lúa Vàng', 'Thiên Hương', 'Phú Sa'], field: 'food', sector: 'private' },
  { prefix: 'Khách sạn', words: ['Mường Hoa', 'Sông Hồng', 'Đại Nam', 'Bông Sen', 'Biển Ngọc', 'Thái Bình'], field: 'tourism', sector: 'private' },
]

/** A workplace in a place; never twice the same name with the same `taken`. */
export function madeWorkplace(c: Chance, place: string, taken: Set<string>): { name: string; field: string; sector: string } {
  for (;;) {
    const trade = c.pick(trades)
    const name = `${trade.prefix} ${c.pick(trade.words)}${c.percent(70) || taken.size > 400 ? ` ${place}` : ''}${c.percent(25) ? ` ${c.between(2, 9)}` : ''}`
    if (taken.has(name)) continue
    taken.add(name)
    return { name, field: trade.field, sector: trade.sector }
  }
}
