// The first passwords in the letters of a PDF, as whoever opens it reads them.
import { inflateSync } from 'node:zlib'

/** Every text is tried with every font of the file: only with its own does it read as a password. */
export function firstPasswordsOf(pdf: Uint8Array): string[] {
  const file = Buffer.from(pdf), text = file.toString('latin1')
  const streams = [...text.matchAll(/(?<!end)stream\r?\n/g)].map((found) => {
    const from = found.index + found[0].length, to = text.indexOf('endstream', from)
    try {
      return inflateSync(file.subarray(from, to)).toString('latin1')
    } catch {
      return text.slice(from, to)
    }
  })
  const fonts = streams.filter((stream) => stream.includes('begincmap')).map(lettersOf)
  const said = streams.filter((stream) => /T[jJ]/.test(stream)).flatMap((stream) => [...stream.matchAll(/BT([^]*?)ET/g)].map((block) => [...block[1]!.matchAll(/<([0-9A-Fa-f]+)>|\(((?:\\[^]|[^\\)])*)\)/g)].map((m) => m[1] ?? hexOf(m[2]!)).join('')))
  const found = said.flatMap((codes) => fonts.flatMap((letters) => (codes.match(/.{4}/g) ?? []).map((code) => letters.get(code.toUpperCase()) ?? '').join('').match(/[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/g) ?? []))
  return [...new Set(found)]
}

/** Which letter a glyph is, from the map that PDF readers copy text by. */
function lettersOf(cmap: string): Map<string, string> {
  const read = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')
  return new Map([...cmap.matchAll(/<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,})>/g)].map((m) => [m[1]!.toUpperCase(), read(m[2]!)]))
}

/** A string in brackets, with its escapes. */
function hexOf(raw: string): string {
  const plain = raw.replace(/\\(?:([0-7]{1,3})|([^]))/g, (_, octal: string | undefined, other: string) => octal ? String.fromCharCode(Number.parseInt(octal, 8)) : ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[other] ?? other))
  return Buffer.from(plain, 'latin1').toString('hex')
}
