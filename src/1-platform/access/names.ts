// The names by which one signs in: a user name, an e-mail address, or a telephone number in any spelling. The three
// cannot be mistaken for each other: an address has an @, a user name has a letter and none.
import { readPhone } from '#base/phone'
import { refuse, type Verdict } from '#base/refusal'
import { fold, splitName } from '#base/vietnamese/text'

export interface SignInName { kind: 'username' | 'email' | 'phone'; value: string }

/** What was typed, as it stands in the table; a text that is none of the three is kept as a user name that nobody has. */
export function readSignInName(typed: string): SignInName {
  const value = typed.normalize('NFC').trim().toLowerCase()
  if (value.includes('@')) return { kind: 'email', value }
  const phone = readPhone(value)
  return phone ? { kind: 'phone', value: phone.phone } : { kind: 'username', value }
}

/** Three to forty of a-z, 0-9 and . _ -, beginning with a letter or digit, with at least one letter. */
export function mayBeUsername(username: string): Verdict {
  return /^[a-z0-9][a-z0-9._-]{2,39}$/.test(username) && /[a-z]/.test(username)
    || refuse('username', 'username', 'Tên đăng nhập gồm 3–40 chữ thường không dấu, chữ số hoặc . _ -, có ít nhất một chữ cái.', 'A user name has 3–40 small letters, digits or . _ -, with at least one letter.')
}

/** The user name that offices give: Nguyễn Văn An is annv, the next one annv2. */
export function usernameFor(fullName: string, taken: (username: string) => boolean = () => false): string {
  const { family, middle, given } = splitName(fullName)
  const initials = `${family} ${middle}`.split(/\s+/).map((word) => fold(word)[0] ?? '').join('')
  const base = (fold(given) + initials).replace(/[^a-z0-9]/g, '').slice(0, 30).padEnd(3, 'x')
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}${n}`
    if (!taken(name)) return name
  }
}
