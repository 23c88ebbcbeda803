// What readers of files hand over, brought to one form: NFC, one sign a place, without the running heads of printed pages.
import { fromLegacy } from '#base/vietnamese/legacy'
import { joinLines } from './passages.ts'

/** Signs that are no words, or that would count as two in one place and as one in another. */
const UNKEPT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\ud800-\udfff]/g

/** One line as it is kept. */
export function cleanLine(line: string): string {
  // The soft hyphen is a letter in TCVN3, so it is decoded first.
  return fromLegacy(line.replace(/[^\S\n]+/g, ' ').trim()).text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '\ufffd').replace(UNKEPT, '').trim()
}

export function cleanLines(lines: readonly string[]): string {
  return lines.map(cleanLine).filter((line) => line !== '').join('\n')
}

/** The pages of a printed text as one: page numbers and lines that head or foot three pages or more are left out. */
export function joinPages(pages: readonly (readonly string[])[]): string {
  const kept = pages.map((page) => page.map(cleanLine).filter((line) => line !== ''))
  const edges = kept.flatMap((page) => [...new Set([page[0], page.at(-1)])].filter((line) => line !== undefined))
  const running = new Set(edges.filter((line) => line.length < 120 && edges.filter((other) => other === line).length >= 3))
  const isRunning = (line: string) => running.has(line) || /^(?:trang|page)?\s*[-–]?\s*\d{1,4}\s*(?:[-–/]\s*\d{0,4})?$/iu.test(line)
  return joinLines(kept.flatMap((page) => page.filter((line, i) => !((i === 0 || i === page.length - 1) && isRunning(line)))))
}

/** Whether what was read of a page are words at all. */
export function hasWords(lines: readonly string[]): boolean {
  return lines.join(' ').replace(/\P{L}/gu, '').length >= 20
}
