// What an official paper says, as data. Two writers draw it, one as PDF and one as DOCX; neither knows what the paper is about.
// The parts are those of Decree 30/2020, appendix I, which QĐ 933/QĐ-TLĐ of 2024 takes over for all levels of the union.

/** Part of a line; a plain string stands upright. */
export type Run = string | { bold: string } | { italic: string }

export interface Column {
  title: string
  /** Share of the width; `mm`: as wide as told. */
  width: { share: number } | { mm: number }
  align?: 'left' | 'center'
}

export interface Signer {
  /** TM. BAN THƯỜNG VỤ / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH: a line each. */
  capacity: readonly string[]
  /** '' where the name is written by hand. */
  name: string
  /** (Ký, ghi rõ họ tên), where the paper is no letter of the organ. */
  note?: string
}

export type Block =
  /** The organ at the left, the name of the State at the right, below them number and place with day. */
  | { kind: 'letterhead'; above: string | null; organ: string; number: string | null; dateline: string | null }
  /** Name of the paper in capitals; what it is about under it. */
  | { kind: 'title'; name: string; about: readonly string[]; note?: string }
  /** Who decides, and the words that open what is decided. */
  | { kind: 'centred'; line: readonly Run[]; size?: 'large' }
  /** What the paper rests on, each in italics with its semicolon, the last with a full stop. */
  | { kind: 'basis'; lines: readonly string[] }
  | { kind: 'paragraph'; line: readonly Run[] }
  /** Facts one under the other, without the indent of a paragraph. */
  | { kind: 'facts'; of: readonly (readonly [label: string, value: string])[] }
  /** `signed`: rows are high enough for a signature. Without rows there is nothing to list, and the table says so. */
  | { kind: 'table'; columns: readonly Column[]; rows: readonly (readonly string[])[]; signed?: true; empty?: string }
  | { kind: 'signature'; recipients: readonly string[]; signer: Signer }
  /** Two who sign side by side. */
  | { kind: 'signatures'; signers: readonly [Signer, Signer] }
  /** A code to be read by a camera, with what is written beside it; the one who signs stands at the right. */
  | { kind: 'sealed'; address: string; lines: readonly string[]; dateline?: string; signer: Signer }
  /** What follows stands on a page of its own, numbered anew. */
  | { kind: 'page' }

export interface Paper {
  /** What readers of the file show, and what is read aloud first. */
  title: string
  /** When the file was made. */
  madeAt: Date
  /** A certificate lies across and has a frame; a book of many columns lies across; a letter stands. */
  dress: 'office' | 'book' | 'certificate'
  blocks: readonly Block[]
}

/** Số: 12/QĐ-LĐLĐ; room for the pen where the clerk has not numbered it yet. */
export function writeNumber(number: string | null, notation: string): string {
  return `Số: ${number?.trim() || '\u00a0'.repeat(8)}/${notation}`
}

/** Lào Cai, ngày 05 tháng 02 năm 2026. Days below 10 and months below 3 with a nought, as the decree asks; room for the pen without a day. */
export function writeDateline(place: string, day: string | null): string {
  const gap = '\u00a0'.repeat(6)
  if (!day) return `${place}, ngày ${gap}tháng ${gap}năm ${'\u00a0'.repeat(8)}`
  return `${place}, ${writeLongDay(day)}`
}

/** ngày 05 tháng 02 năm 2026. */
export function writeLongDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const nought = (n: number, below: number) => (n < below ? `0${n}` : String(n))
  return `ngày ${nought(date, 10)} tháng ${nought(month, 3)} năm ${year}`
}

/** The head of the organ signs for its body; a deputy signs in the place of the head. null: left open for the pen. */
export function signing(body: string, signer: { name: string; title: string } | null): Signer {
  return { capacity: [`TM. ${body.toLocaleUpperCase('vi')}`, (signer?.title ?? 'Chủ tịch').toLocaleUpperCase('vi')], name: signer?.name ?? '' }
}

/** Each begins as a basis does and ends with a semicolon, the last with a full stop. */
export function writeBasis(lines: readonly string[]): string[] {
  return lines.map((line, i) => `${/^(Căn cứ|Theo|Xét|Thực hiện|Trên cơ sở) /u.test(line) ? '' : 'Căn cứ '}${line.replace(/[;.,\s]+$/, '')}${i < lines.length - 1 ? ';' : '.'}`)
}
