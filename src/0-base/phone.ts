// Vietnamese telephone numbers as offices type them, brought to the national form 0xxxxxxxxx.
// Numbers of eleven digits (016x, 012x, 018x, 019x) ended on 2018-09-15 to 2018-11-15; their prefixes
// are mapped to today's before the number is judged, since the library knows only today's.

import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** What was mended in a number. */
export type PhoneRepair = 'phone-as-number' | 'plus84' | 'phone-dots' | 'phone-old-prefix' | 'phone-zero-lost' | 'phone-first-of-several'

/** A number in national form (digits only, leading zero) with what was mended, or null where no valid number can be read. */
export interface ReadPhone {
  phone: string
  repairs: PhoneRepair[]
}

/** Old prefix of eleven-digit mobile numbers → today's. */
const OLD_PREFIXES: Record<string, string> = {
  '0120': '070', '0121': '079', '0122': '077', '0126': '076', '0128': '078',
  '0123': '083', '0124': '084', '0125': '085', '0127': '081', '0129': '082',
  '0162': '032', '0163': '033', '0164': '034', '0165': '035', '0166': '036', '0167': '037', '0168': '038', '0169': '039',
  '0186': '056', '0188': '058', '0199': '059',
}

// The library's small table also passes hotlines and numbers of seven or eight digits.
const PERSONAL = /^(?:0[35789]\d{8}|02\d{9})$/

/** Reads a Vietnamese number from a cell; null when it is not one. A cell with several numbers gives the first valid one. */
export function readPhone(raw: string | number): ReadPhone | null {
  if (typeof raw === 'number') {
    if (!Number.isSafeInteger(raw) || raw <= 0) return null
    const read = readOne(String(raw))
    return read && { phone: read.phone, repairs: ['phone-as-number', ...read.repairs.filter((r) => r !== 'phone-zero-lost')] }
  }
  const whole = readOne(raw)
  if (whole) return whole
  const parts = raw.split(/[/;,\n|]|\s-\s|\s(?:hoặc|và|or)\s/i).filter((part) => /\d/.test(part))
  if (parts.length < 2) return null
  for (const part of parts) {
    const read = readOne(part)
    if (read) return { phone: read.phone, repairs: [...read.repairs, 'phone-first-of-several'] }
  }
  return null
}

function readOne(raw: string): ReadPhone | null {
  const repairs: PhoneRepair[] = []
  const typed = raw.normalize('NFKC').trim().replace(/^'/, '').replace(/^(\d+)\.0$/, '$1')
  if (!/^[\d\s.+()\-–/]+$/.test(typed)) return null
  let digits = typed.replace(/\D/g, '')
  if (/^\(?\s*\+/.test(typed) || digits.startsWith('00') || (digits.startsWith('84') && digits.length >= 11)) {
    digits = digits.replace(/^00/, '')
    if (!digits.startsWith('84')) return null
    digits = '0' + digits.slice(2).replace(/^0/, '')
    repairs.push('plus84')
  } else if (digits !== typed) {
    repairs.push('phone-dots')
  }
  if (!digits.startsWith('0')) {
    digits = '0' + digits
    repairs.push('phone-zero-lost')
  }
  const today = digits.length === 11 ? OLD_PREFIXES[digits.slice(0, 4)] : undefined
  if (today) {
    digits = today + digits.slice(4)
    repairs.push('phone-old-prefix')
  }
  if (!PERSONAL.test(digits)) return null
  return isGiven(digits) ? { phone: digits, repairs } : null
}

// Whether a mobile number may exist hangs on its first digits alone: the library is asked once for each of them, not a
// million times. The test of this file asks it for all.
const mobile = new Map<string, boolean>()

function isGiven(digits: string): boolean {
  const valid = () => {
    const parsed = parsePhoneNumberFromString(digits, 'VN')
    return parsed !== undefined && parsed.isValid() && parsed.country === 'VN'
  }
  if (digits[1] === '2') return valid()
  const start = digits.slice(0, 6)
  let answer = mobile.get(start)
  if (answer === undefined) mobile.set(start, answer = valid())
  return answer
}
