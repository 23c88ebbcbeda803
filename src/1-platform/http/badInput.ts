// What of an input has not the shape that its route declares, told like any other refusal: at its field, in both
// languages. Zod's own sentences are English and speak of types; these speak to whoever filled in the form.
import { refuse, type Refusal } from '#base/refusal'
import { text, type Text } from '#base/text'

/** An issue of a Standard Schema; Zod's carry more, which is read where it is there. */
export interface Issue {
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
  readonly code?: string
  readonly format?: string; readonly origin?: string; readonly expected?: string
  readonly minimum?: number | bigint; readonly maximum?: number | bigint; readonly inclusive?: boolean
  readonly values?: readonly unknown[]
}

/** One refusal for each field, its first fault; `field` is the path joined by dots: `content.targets.0.share`. */
export function badInput(issues: readonly Issue[], input: unknown): Refusal[] {
  const found = new Map<string, Refusal>()
  for (const issue of issues) {
    const path = (issue.path ?? []).map((step) => (typeof step === 'object' ? step.key : step))
    const field = path.join('.')
    if (found.has(field)) continue
    const { code, words } = fault(issue, valueAt(input, path))
    found.set(field, refuse(code, field || null, words.vi, words.en))
  }
  return [...found.values()]
}

const malformed = { code: 'malformed', words: text('Giá trị này chưa đúng dạng.', 'This value is not in the right form.') }
const required = { code: 'required', words: text('Cần điền mục này.', 'This is needed.') }

const formats: Record<string, Text> = {
  date: text('Ngày này không có thật hoặc chưa đúng dạng.', 'This is no date.'),
  datetime: text('Thời điểm này chưa đúng.', 'This is no moment in time.'),
  email: text('Địa chỉ thư điện tử chưa đúng.', 'This is no e-mail address.'),
  uuid: text('Mã này không đúng.', 'This is no identifier.'),
}
const types: Record<string, Text> = {
  number: text('Cần một số.', 'A number is needed.'),
  int: text('Cần một số nguyên.', 'A whole number is needed.'),
  boolean: text('Cần chọn có hoặc không.', 'Yes or no is needed.'),
  array: text('Cần một danh sách.', 'A list is needed.'),
  file: text('Cần một tệp.', 'A file is needed.'),
}

function fault(issue: Issue, value: unknown): { code: string; words: Text } {
  const missing = value === undefined || value === null || value === '' || Number.isNaN(value)
  if (missing && issue.code !== 'custom') return required
  switch (issue.code) {
    case 'invalid_format': return { code: 'malformed', words: formats[issue.format ?? ''] ?? malformed.words }
    case 'invalid_type': return { code: 'malformed', words: types[issue.expected ?? ''] ?? malformed.words }
    case 'too_small': return few(issue, value)
    case 'too_big': return many(issue)
    case 'invalid_value': return issue.values?.length
      ? { code: 'not-listed', words: text(`Chọn một trong: ${issue.values.join(', ')}.`, `One of these is needed: ${issue.values.join(', ')}.`) } : malformed
    default: return malformed
  }
}

function few({ origin, minimum, inclusive = true }: Issue, value: unknown): { code: string; words: Text } {
  const least = String(minimum)
  if (origin === 'string') return typeof value === 'string' && value.trim() === '' ? required : { code: 'too-short', words: text(`Cần ít nhất ${least} ký tự.`, `At least ${least} characters are needed.`) }
  if (origin === 'array') return { code: 'too-few', words: text(`Cần ít nhất ${least} mục.`, `At least ${least} are needed.`) }
  return { code: 'too-small', words: inclusive ? text(`Không nhỏ hơn ${least}.`, `Not less than ${least}.`) : text(`Phải lớn hơn ${least}.`, `More than ${least} is needed.`) }
}

function many({ origin, maximum, inclusive = true }: Issue): { code: string; words: Text } {
  const most = String(maximum)
  if (origin === 'string') return { code: 'too-long', words: text(`Nhiều nhất ${most} ký tự.`, `At most ${most} characters.`) }
  if (origin === 'array') return { code: 'too-many', words: text(`Nhiều nhất ${most} mục.`, `At most ${most}.`) }
  return { code: 'too-large', words: inclusive ? text(`Không lớn hơn ${most}.`, `Not more than ${most}.`) : text(`Phải nhỏ hơn ${most}.`, `Less than ${most} is needed.`) }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined), input)
}

/** Why a request was not even read: its status, and the one line about the whole. Other errors: null. */
export function unreadable(error: { statusCode?: number; code?: string }): { status: number; refusal: Refusal } | null {
  switch (error.statusCode) {
    case 400: return { status: 400, refusal: refuse('unreadable', null, 'Không đọc được nội dung gửi lên: JSON sai cú pháp.', 'What was sent cannot be read: it is not well-formed JSON.') }
    case 401: return { status: 401, refusal: refuse('sign-in', null, 'Bạn cần đăng nhập.', 'Please sign in.') }
    case 413: return { status: 413, refusal: refuse('too-large', null, 'Nội dung gửi lên quá lớn (nhiều nhất 4 MB; kèm tệp 25 MB; tệp nhập dữ liệu 256 MB).', 'What was sent is too large (at most 4 MB; with files 25 MB; a file to be imported 256 MB).') }
    case 415: return { status: 415, refusal: refuse('unreadable', null, 'Chỉ nhận JSON hoặc biểu mẫu có tệp (multipart).', 'Only JSON or a form with files (multipart) is taken.') }
    default: return null
  }
}
