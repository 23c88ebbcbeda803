// A DOCX by its insides, for the tests.
import { strToU8, zipSync } from 'fflate'

export function docxOf(body: string, parts: Record<string, string> = {}): Uint8Array {
  return zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8(`<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`), ...Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])) }, { level: 6 })
}

/** Lines, each a paragraph. */
export function docxOfLines(...lines: string[]): Uint8Array {
  return docxOf(lines.map((line) => `<w:p><w:r><w:t xml:space="preserve">${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</w:t></w:r></w:p>`).join(''))
}
