// Identity numbers of Vietnamese citizens. Twelve digits since 2016 (Decree 137/2015/NĐ-CP, now
// Decree 70/2024/NĐ-CP; codes of Circular 59/2021/TT-BCA): three for the province where the birth
// was registered, one for century and sex, two for the year of birth, six random. The older card had
// nine digits that say nothing. A number of nine digits cannot be turned into one of twelve.
// Real rosters carry province codes that were never issued and century digits that ignore the
// century, so both are told, not refused; sex and year of birth are what the number is checked by.

export type IdentityRepair = 'id-as-number' | 'id-spaced' | 'id-zero-lost' | 'old-9-digit-id'

export interface CitizenNumber {
  kind: 'citizen'
  number: string
  /** Where the birth was registered, by the 63 provinces of before 2025-07-01; null for a code never issued. */
  province: string | null
  female: boolean
  /** Last two digits of the year of birth. */
  yearOfCentury: number
  /** Full year of birth as century digit and year say it together. */
  yearOfBirth: number
}

export interface OldNumber {
  kind: 'old'
  number: string
}

const PROVINCES: Record<string, string> = {
  '001': 'Hà Nội', '002': 'Hà Giang', '004': 'Cao Bằng', '006': 'Bắc Kạn', '008': 'Tuyên Quang', '010': 'Lào Cai',
  '011': 'Điện Biên', '012': 'Lai Châu', '014': 'Sơn La', '015': 'Yên Bái', '017': 'Hòa Bình', '019': 'Thái Nguyên',
  '020': 'Lạng Sơn', '022': 'Quảng Ninh', '024': 'Bắc Giang', '025': 'Phú Thọ', '026': 'Vĩnh Phúc', '027': 'Bắc Ninh',
  '030': 'Hải Dương', '031': 'Hải Phòng', '033': 'Hưng Yên', '034': 'Thái Bình', '035': 'Hà Nam', '036': 'Nam Định',
  '037': 'Ninh Bình', '038': 'Thanh Hóa', '040': 'Nghệ An', '042': 'Hà Tĩnh', '044': 'Quảng Bình', '045': 'Quảng Trị',
  '046': 'Thừa Thiên Huế', '048': 'Đà Nẵng', '049': 'Quảng Nam', '051': 'Quảng Ngãi', '052': 'Bình Định', '054': 'Phú Yên',
  '056': 'Khánh Hòa', '058': 'Ninh Thuận', '060': 'Bình Thuận', '062': 'Kon Tum', '064': 'Gia Lai', '066': 'Đắk Lắk',
  '067': 'Đắk Nông', '068': 'Lâm Đồng', '070': 'Bình Phước', '072': 'Tây Ninh', '074': 'Bình Dương', '075': 'Đồng Nai',
  '077': 'Bà Rịa - Vũng Tàu', '079': 'Thành phố Hồ Chí Minh', '080': 'Long An', '082': 'Tiền Giang', '083': 'Bến Tre',
  '084': 'Trà Vinh', '086': 'Vĩnh Long', '087': 'Đồng Tháp', '089': 'An Giang', '091': 'Kiên Giang', '092': 'Cần Thơ',
  '093': 'Hậu Giang', '094': 'Sóc Trăng', '095': 'Bạc Liêu', '096': 'Cà Mau',
}

/** Reads an identity number from a cell, giving back the zeros that a number cell lost; null when it is none. */
export function readIdentity(raw: string | number): { id: CitizenNumber | OldNumber; repairs: IdentityRepair[] } | null {
  const repairs: IdentityRepair[] = []
  let digits: string
  if (typeof raw === 'number') {
    if (!Number.isSafeInteger(raw) || raw <= 0) return null
    digits = String(raw)
    repairs.push('id-as-number')
  } else {
    const typed = raw.normalize('NFKC').trim().replace(/^'/, '').replace(/^(\d+)\.0$/, '$1')
    if (!/^[\d\s.\-–]+$/.test(typed)) return null
    digits = typed.replace(/\D/g, '')
    if (digits !== typed) repairs.push('id-spaced')
  }
  const padded = withLostZeros(digits)
  if (padded === null) return null
  if (padded !== digits && typeof raw !== 'number') repairs.push('id-zero-lost')
  if (padded.length === 9) return { id: { kind: 'old', number: padded }, repairs: [...repairs, 'old-9-digit-id'] }
  return { id: citizenNumber(padded), repairs }
}

/** The twelve-digit number taken apart. */
function citizenNumber(number: string): CitizenNumber {
  const century = Number(number[3])
  const yearOfCentury = Number(number.slice(4, 6))
  return {
    kind: 'citizen',
    number,
    province: PROVINCES[number.slice(0, 3)] ?? null,
    female: century % 2 === 1,
    yearOfCentury,
    yearOfBirth: 1900 + 100 * Math.floor(century / 2) + yearOfCentury,
  }
}

// A text that still begins with 0 lost nothing at the front: ten digits with a 0 are a torn number.
// Two zeros are given back only before codes 001 to 009, the only ones that can lose two.
function withLostZeros(digits: string): string | null {
  if (digits.length === 12 || digits.length === 9) return digits
  if (digits.startsWith('0')) return null
  if (digits.length === 11) return '0' + digits
  if (digits.length === 10 && PROVINCES['00' + digits[0]]) return '00' + digits
  if (digits.length === 8) return '0' + digits
  return null
}
