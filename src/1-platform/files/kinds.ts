// Which files are taken in as evidence. The type is read from the bytes, never believed from the name.
import { refuse, type Verdict } from '#base/refusal'

export const largestFile = 20 * 1024 * 1024

export const fileKinds = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
} as const
export type FileKind = keyof typeof fileKinds

/** What the bytes are; null: nothing that is taken in (a .docx or .xlsx with macros is not). */
export function sniff(bytes: Uint8Array): FileKind | null {
  const starts = (...head: number[]) => head.every((byte, i) => bytes[i] === byte)
  if (starts(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (!starts(0x50, 0x4b, 0x03, 0x04)) return null
  const names = zipNames(bytes)
  if (!names.includes('[Content_Types].xml') || names.some((name) => /vbaProject\.bin$/i.test(name))) return null
  if (names.includes('word/document.xml')) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  if (names.includes('xl/workbook.xml')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return null
}

/** Names in the central directory of a zip; empty where it has none that can be read. */
function zipNames(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  // The directory's end may be followed by a comment of at most 65,535 bytes.
  while (end >= 0 && end > bytes.length - 65_558 && view.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return []
  const names: string[] = []
  let at = view.getUint32(end + 16, true)
  for (let n = view.getUint16(end + 10, true); n > 0 && at + 46 <= bytes.length && view.getUint32(at, true) === 0x02014b50; n--) {
    const length = view.getUint16(at + 28, true)
    names.push(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length)))
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return names
}

/** The name is only a label, but it is shown and offered for download, so it must be a plain one: no sign in it turns others round. */
export function mayName(name: string): Verdict {
  if (name.trim() !== '' && name.length <= 200 && !/[/\\]/.test(name) && !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name) && !/^\.+$/.test(name.trim())) return true
  return refuse('file-name', 'file', 'Tên tệp không hợp lệ: không chứa đường dẫn, dài nhất 200 ký tự.', 'This file name cannot be used: no folders in it, at most 200 characters.')
}

/** May this be stored? */
export function mayStore(name: string, bytes: Uint8Array): Verdict {
  const field = 'file'
  const named = mayName(name)
  if (named !== true) return named
  if (bytes.length === 0) return refuse('file-empty', field, 'Tệp rỗng.', 'The file is empty.')
  if (bytes.length > largestFile) return refuse('file-size', field, 'Tệp lớn hơn 20 MB.', 'The file is larger than 20 MB.')
  const kind = sniff(bytes)
  if (kind === null) return refuse('file-kind', field, 'Chỉ nhận tệp PDF, JPG, PNG, DOCX, XLSX (không có macro).', 'Only PDF, JPG, PNG, DOCX and XLSX files without macros are taken in.')
  const ending = name.toLowerCase().split('.').at(-1)!
  if (!(fileKinds[kind] as readonly string[]).includes(ending)) return refuse('file-ending', field, `Nội dung tệp là ${fileKinds[kind][0].toUpperCase()} nhưng tên tệp là .${ending}.`, `The file holds ${fileKinds[kind][0].toUpperCase()} but is named .${ending}.`)
  return true
}
