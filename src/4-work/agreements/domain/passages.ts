// An agreement's text taken apart as a Vietnamese lawyer reads it: Chương, Mục, Điều, Khoản, điểm. The text itself is kept as
// it was read; a passage is a span [start, end) of it, so that whatever is said about a passage can be shown in the text.

export const passageKinds = ['chapter', 'section', 'article', 'item', 'point', 'paragraph'] as const
export type PassageKind = (typeof passageKinds)[number]

/** A span of a text: signs from `start`, `end` not included. */
export interface Span { start: number; end: number }

export interface Passage extends Span {
  kind: PassageKind
  /** As it calls itself: "Điều 5", "2", "a"; '' for a paragraph without a mark. */
  label: string
  /** Where it stands: "Chương II, Điều 5, khoản 2". */
  path: string
}

interface Mark { kind: PassageKind; label: string; rank: number }

const RANK: Record<PassageKind, number> = { chapter: 0, section: 1, article: 2, item: 3, point: 4, paragraph: 5 }
const NUMERAL = '(?:[IVXLC]+|\\d{1,3})'
const MARKS: [PassageKind, RegExp][] = [
  ['chapter', new RegExp(`^(?:chương|phần)\\s+(?:thứ\\s+)?(${NUMERAL})(?=[\\s.:–-]|$)`, 'iu')],
  ['section', new RegExp(`^mục\\s+(${NUMERAL})(?=[\\s.:–-]|$)`, 'iu')],
  // "Điều 98 Bộ luật Lao động" at the beginning of a printed line is no article of this agreement.
  ['article', /^(?:Điều|ĐIỀU|điều)\s+(\d{1,3}[a-zđ]?)(?=\s*[.:)–-]|\s*$|\s+(?!Bộ luật|Luật|Nghị định|Thông tư|Thỏa ước|Quy)\p{Lu})/u],
  // 12.000 đồng and 8.30 at the beginning of a line are no items: an item is followed by a word.
  ['item', /^(?:khoản\s+)?(\d{1,2}(?:\.\d{1,2}){0,2})\s*[.)/]\s+(?=\p{L}|["“(])/iu],
  ['item', /^(\d{1,2}\.\d{1,2})\s+(?=\p{Lu})/u],
  ['point', /^(?:điểm\s+)?([a-zđ])\s*[.)]\s+(?=\S)/iu],
  ['point', /^([-–•+*])\s+(?=\S)/u],
]
/** A heading alone on its line is followed by its title on the next one. */
const TITLE = /^\P{Ll}*\p{Lu}\P{Ll}*$/u

/** The mark with which a line begins; null: it goes on with what stands before it, or stands by itself. */
export function markOf(line: string): Mark | null {
  for (const [kind, pattern] of MARKS) {
    const label = pattern.exec(line)?.[1]
    if (label !== undefined) return { kind, label, rank: RANK[kind] }
  }
  return null
}

/** The passages in order; they never overlap, and together hold every sign of the text that is not blank. */
export function passagesOf(text: string): Passage[] {
  const passages: Passage[] = []
  const above: Mark[] = []
  let untitled = false
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end)
    const mark = markOf(line)
    const last = passages.at(-1)
    if (mark === null && untitled && last && TITLE.test(line)) {
      last.end = end
      untitled = false
      continue
    }
    if (mark) {
      while (above.length > 0 && above.at(-1)!.rank >= mark.rank) above.pop()
      above.push(mark)
    }
    const kind = mark?.kind ?? 'paragraph'
    untitled = (kind === 'chapter' || kind === 'section') && line.length < 14
    passages.push({ kind, label: mark ? named(mark) : '', path: above.map(named).join(', '), start, end })
  }
  return passages
}

/** Lines that are not blank, without the blanks at both ends. */
function* linesOf(text: string): Generator<Span> {
  for (let start = 0; start < text.length;) {
    const stop = text.indexOf('\n', start)
    const end = stop < 0 ? text.length : stop
    const line = text.slice(start, end)
    const trimmed = line.trim()
    if (trimmed !== '') {
      const from = start + line.indexOf(trimmed)
      yield { start: from, end: from + trimmed.length }
    }
    start = end + 1
  }
}

const NAMES: Partial<Record<PassageKind, string>> = { chapter: 'Chương', section: 'Mục', article: 'Điều', item: 'khoản', point: 'điểm' }

function named({ kind, label }: Mark): string {
  return /^[-–•+*]$/.test(label) ? 'gạch đầu dòng' : `${NAMES[kind]} ${label}`
}

/** Headings say nothing that could be coded. */
export function isHeading({ kind }: Pick<Passage, 'kind'>): boolean {
  return kind === 'chapter' || kind === 'section'
}

/** The first line of an article that goes on in items: they say what it is about, one by one. */
export function isTitle(passage: Pick<Passage, 'kind' | 'path'>, next: Pick<Passage, 'path'> | undefined): boolean {
  return passage.kind === 'article' && next !== undefined && next.path.startsWith(`${passage.path},`)
}

/** The lines of a page joined to paragraphs: what begins with a mark or after a full stop begins anew, all else goes on. */
export function joinLines(lines: readonly string[]): string {
  const out: string[] = []
  for (const raw of lines) {
    const line = raw.replace(/\s+/g, ' ').trim()
    if (line === '') continue
    const last = out.at(-1)
    const goesOn = last !== undefined && markOf(line) === null && !/[.;:!?…]["”)]*$/.test(last) && !TITLE.test(line) && !TITLE.test(last) && !isShortHeading(last)
    if (goesOn) out[out.length - 1] = last.endsWith('-') && /^\p{Ll}/u.test(line) ? last + line : `${last} ${line}`
    else out.push(line)
  }
  return out.join('\n')
}

// "Điều 5. Tiền lương" is a title; a sentence that begins with it is longer.
function isShortHeading(line: string): boolean {
  return (markOf(line)?.rank ?? 9) <= RANK.article && line.length < 60
}
