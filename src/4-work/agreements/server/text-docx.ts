// The words of a DOCX in order, with the numbers that Word writes itself: in most agreements "Điều 5." and "a)" stand nowhere in
// the file but as the level of a list.
import { openZip } from '#platform/sheets/zip'
import { sourceOf } from '#platform/sheets/source'
import { attributesOf, plainText } from '#platform/sheets/xml'

/** Unpacked signs of the document's own part; a hundred pages are two millions. */
const MOST = 24_000_000
const TAG = /<(\/?)(?:[\w-]+:)?(\w+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>([^<]*)/g

/** Its paragraphs, blank ones too. Throws on what is no DOCX, or one that is too long. */
export async function readDocx(bytes: Uint8Array): Promise<string[]> {
  const parts = await openZip(sourceOf(bytes))
  const document = parts.get('word/document.xml')
  if (!document) throw new Error('no document in it')
  const own = async (name: string) => (await parts.get(name)?.text(MOST / 4)) ?? ''
  const numbers = numbering(await own('word/numbering.xml'), await own('word/styles.xml'))
  return paragraphs(await document.text(MOST), numbers)
}

function paragraphs(xml: string, number: (style: string | null, list: string | null, level: number | null) => string): string[] {
  const found: string[] = []
  let line = '', style: string | null = null, list: string | null = null, level: number | null = null, spare = 0
  for (const [, closing, name, attributes, empty, text] of xml.matchAll(TAG)) {
    // What Word drew for older programs once more.
    if (name === 'Fallback') spare += closing ? -1 : empty ? 0 : 1
    if (spare > 0) continue
    if (name === 'p' && (closing || empty)) {
      const mark = line.trim() === '' ? '' : number(style, list, level)
      found.push(...(mark ? `${mark} ${line}` : line).split('\n'))
      line = ''
      style = list = level = null
    } else if (!closing) {
      if (name === 't') line += plainText(text!)
      else if (name === 'tab' || name === 'noBreakHyphen') line += name === 'tab' ? ' ' : '-'
      else if (name === 'br' || name === 'cr') line += '\n'
      else if (name === 'pStyle') style = valueOf(attributes!)
      else if (name === 'numId') list = valueOf(attributes!)
      else if (name === 'ilvl') level = Number(valueOf(attributes!))
    }
  }
  return [...found, ...(line ? [line] : [])]
}

function valueOf(attributes: string): string | null {
  return Object.entries(attributesOf(attributes)).find(([name]) => /(?:^|:)val$/.test(name))?.[1] ?? null
}

interface Level { start: number; format: string; text: string }

/** Counts the lists of a document as Word does: a level goes up by one and begins those below it anew. */
function numbering(xml: string, styles: string): (style: string | null, list: string | null, level: number | null) => string {
  const kinds = new Map<string, Level[]>(), lists = new Map<string, string>()
  let kind = '', list = '', at: Level | null = null
  for (const [, closing, name, attributes] of xml.matchAll(TAG)) {
    if (closing) { if (name === 'lvl') at = null; continue }
    const id = (end: string) => Object.entries(attributesOf(attributes!)).find(([key]) => key.endsWith(end))?.[1] ?? ''
    if (name === 'abstractNum') kinds.set(kind = id('abstractNumId'), [])
    else if (name === 'lvl') kinds.get(kind)?.splice(Number(id('ilvl')), 0, at = { start: 1, format: 'decimal', text: '' })
    else if (name === 'num') list = id('numId')
    else if (name === 'abstractNumId') lists.set(list, valueOf(attributes!) ?? '')
    else if (at && name === 'start') at.start = Number(valueOf(attributes!))
    else if (at && name === 'numFmt') at.format = valueOf(attributes!) ?? 'decimal'
    else if (at && name === 'lvlText') at.text = valueOf(attributes!) ?? ''
  }
  const styled = listsOfStyles(styles)
  const counts = new Map<string, number[]>()
  return (style, ownList, ownLevel) => {
    const given = style === null ? undefined : styled.get(style)
    const named = ownList ?? given?.list ?? null
    const levels = named === null || named === '0' ? undefined : kinds.get(lists.get(named) ?? '')
    const depth = ownLevel ?? given?.level ?? 0
    if (!levels?.[depth]) return ''
    const key = lists.get(named!)!
    const count = counts.get(key) ?? []
    counts.set(key, count)
    for (let i = 0; i <= depth; i++) count[i] ??= levels[i]!.start - (i === depth ? 1 : 0)
    count[depth]!++
    count.length = depth + 1
    return levels[depth]!.text.replace(/%([1-9])/g, (_, n: string) => written(count[Number(n) - 1] ?? 1, levels[Number(n) - 1]?.format ?? 'decimal')).replace(/[\uf000-\uf0ff•●▪■o]$/u, '-')
  }
}

function listsOfStyles(xml: string): Map<string, { list: string; level: number }> {
  const found = new Map<string, { list: string; level: number }>()
  let style = ''
  for (const [, closing, name, attributes] of xml.matchAll(TAG)) {
    if (closing) continue
    if (name === 'style') style = Object.entries(attributesOf(attributes!)).find(([key]) => key.endsWith('styleId'))?.[1] ?? ''
    else if (name === 'numId') found.set(style, { list: valueOf(attributes!) ?? '', level: found.get(style)?.level ?? 0 })
    else if (name === 'ilvl') found.set(style, { list: found.get(style)?.list ?? '', level: Number(valueOf(attributes!)) })
  }
  return found
}

const ROMAN: [number, string][] = [[100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']]

function written(n: number, format: string): string {
  const letter = () => String.fromCharCode(97 + ((n - 1) % 26))
  const roman = () => { let left = Math.min(Math.max(n, 1), 399), out = ''; for (const [value, sign] of ROMAN) while (left >= value) { out += sign; left -= value } return out }
  return format === 'lowerLetter' ? letter() : format === 'upperLetter' ? letter().toUpperCase() : format === 'upperRoman' ? roman() : format === 'lowerRoman' ? roman().toLowerCase() : String(n)
}
