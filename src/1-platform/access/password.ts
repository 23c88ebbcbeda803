// Passwords: argon2id by Node's own crypto, kept as a PHC string; the rule for a new one; one-time passwords.
// Long rather than intricate: at least ten characters and nothing that everyone tries first.
import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { refuse, type Verdict } from '#base/refusal'
import { fold } from '#base/vietnamese/text'

// 19 MiB and two passes: about 35 ms on one core, the least that OWASP advises.
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const derive = promisify(argon2)

/** $argon2id$v=19$m=…,t=…,p=…$salt$hash */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await derive('argon2id', { message: compose(password), nonce: salt, tagLength: 32, ...cost })
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${bare(salt)}$${bare(hash)}`
}

/** True when the password made this hash, whatever cost it was made with; false for a text that is no hash. */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const read = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash)
  if (!read) return false
  const expected = Buffer.from(read[5]!, 'base64')
  const found = await derive('argon2id', {
    message: compose(password), nonce: Buffer.from(read[4]!, 'base64'), tagLength: expected.length,
    memory: Number(read[1]), passes: Number(read[2]), parallelism: Number(read[3]),
  })
  return timingSafeEqual(found, expected)
}

// The same ắ comes composed from one keyboard and in pieces from another.
function compose(password: string): string {
  return password.normalize('NFC')
}

function bare(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Twelve characters in three groups, without those that are misread on paper; 59 bits. */
export function oneTimePassword(): string {
  return Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')).join('-')
}

export const shortestPassword = 10
export const longestPassword = 200

// Written folded, without what stands before the first and after the last letter: "MatKhau@2026" is tried as matkhau.
const obvious = new Set([
  'password', 'passw0rd', 'p@ssw0rd', 'p@ssword', 'matkhau', 'congdoan', 'congdoanvietnam', 'congdoanvn', 'lotrinh', 'tongliendoan', 'liendoanlaodong',
  'vietnam', 'hanoi', 'saigon', 'hochiminh', 'admin', 'administrator', 'quantri', 'qwerty', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcd',
  'abcdef', 'abcdefghij', 'iloveyou', 'anhyeuem', 'emyeuanh', 'welcome', 'letmein', 'chutich', 'xinchao', 'khongbiet', 'test',
])
const digits = /^(?:0?1234567890*|0123456789|0?987654321|1122334455|12345(?:12345)+|123(?:123)+1?|1q2w3e4r5t.*)[a-z]?$/

/** May this be the new password of an account that is called so? Ten characters or more, not obvious, not its own name. */
export function mayBePassword(password: string, names: readonly (string | null | undefined)[] = [], field = 'newPassword'): Verdict {
  const length = [...compose(password)].length
  if (length < shortestPassword) return refuse('password-short', field, `Mật khẩu cần ít nhất ${shortestPassword} ký tự.`, `A password needs at least ${shortestPassword} characters.`)
  if (length > longestPassword) return refuse('password-long', field, `Mật khẩu dài nhất ${longestPassword} ký tự.`, `A password has at most ${longestPassword} characters.`)
  const folded = fold(password).replaceAll(' ', '')
  const core = folded.replace(/^[^a-z]+|[^a-z]+$/g, '')
  const own = names.flatMap((name) => (name ? [fold(name).replaceAll(' ', ''), fold(name.split('@')[0]!).replaceAll(' ', '')] : []))
  if (obvious.has(core) || digits.test(folded) || new Set(folded).size < 4 || own.includes(folded) || (core !== '' && own.includes(core))) {
    return refuse('password-obvious', field, 'Mật khẩu này quá dễ đoán. Hãy dùng một câu ngắn mà chỉ bạn biết.', 'This password is too easy to guess. Use a short sentence that only you know.')
  }
  return true
}
