// As much of XML as office files need: elements cut out of a stream, attributes, texts.

export interface Element {
  /** The attributes as they are written. */
  attributes: string
  /** What stands between its tags, names without their prefix; '' for an empty element. */
  content: string
}

/** Signs of one element at most; a row of a sheet, or one text of it, is far from it. */
const MOST = 8_000_000
/** Signs of one tag at most. */
const MOST_OF_TAG = 32_000

/** All elements of that name that lie directly within `inside`, as they are complete, some at a time. They must not nest. */
export async function* wholeElements(pieces: AsyncIterable<Uint8Array>, name: string, inside: string): AsyncGenerator<Element[]> {
  const decoder = new TextDecoder()
  let text = ''
  let prefix: string | null = null
  for await (const piece of pieces) {
    text += decoder.decode(piece, { stream: true })
    if (prefix === null) {
      const start = new RegExp(`<(\\w+:)?${inside}[\\s/>]`).exec(text)
      if (!start) {
        // Nothing before it is wanted, but its tag may be cut in two.
        if (text.length > 1 << 20) text = text.slice(-200)
        continue
      }
      prefix = start[1] ?? ''
      text = text.slice(start.index + 1)
    }
    const { elements, rest, begun } = cut(text, prefix, name)
    text = rest
    if (elements.length > 0) yield elements
    if (!begun && text.includes(`</${prefix}${inside}`)) return
    if (text.length > MOST) throw new Error(`an element ${name} does not end`)
  }
  const { elements, rest } = cut(text + decoder.decode(), prefix ?? '', name)
  if (elements.length > 0) yield elements
  if (prefix === null || !rest.includes(`</${prefix}${inside}`) && !/^[\w:]+[^<>]*\/>/.test(rest)) throw new Error(`the part ends within ${inside}`)
}

/** begun: what is left begins with an element that goes on. */
function cut(text: string, prefix: string, name: string): { elements: Element[]; rest: string; begun: boolean } {
  const elements: Element[] = []
  const tag = `<${prefix}${name}`
  const closing = `</${prefix}${name}>`
  let at = 0
  for (;;) {
    const start = text.indexOf(tag, at)
    if (start < 0) return { elements, rest: text.slice(at), begun: false }
    const after = text.charCodeAt(start + tag.length)
    // <rowBreaks is no <row.
    if (after === after && after !== 32 && after !== 62 && after !== 47 && after !== 9 && after !== 10 && after !== 13) {
      at = start + tag.length
      continue
    }
    const open = text.indexOf('>', start)
    if ((open < 0 ? text.length : open) - start > MOST_OF_TAG) throw new Error(`a tag ${name} does not end`)
    if (open < 0) return { elements, rest: text.slice(start), begun: true }
    if (text.charCodeAt(open - 1) === 47) {
      elements.push({ attributes: text.slice(start + tag.length, open - 1), content: '' })
      at = open + 1
      continue
    }
    const close = text.indexOf(closing, open)
    if (close < 0) return { elements, rest: text.slice(start), begun: true }
    elements.push({ attributes: text.slice(start + tag.length, open), content: bare(text.slice(open + 1, close), prefix) })
    at = close + closing.length
  }
}

// Prefixes, comments and CDATA are rare; where they are, they are taken out first.
function bare(xml: string, prefix: string): string {
  let plain = xml
  if (plain.includes('<!')) plain = leftOut(leftOut(plain, '<!--', '-->'), '<![CDATA[', ']]>', (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;'))
  return prefix === '' ? plain : plain.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</')
}

/** The text with every piece from one mark to the next other one made into something else, or left out. Looks at each sign
 * once: a pattern would look for the end of each of a million beginnings. */
export function leftOut(text: string, from: string, to: string, made: (inner: string) => string = () => ''): string {
  let out = ''
  for (let at = 0; ;) {
    const start = text.indexOf(from, at)
    const end = start < 0 ? -1 : text.indexOf(to, start + from.length)
    if (end < 0) return out + text.slice(at)
    out += text.slice(at, start) + made(text.slice(start + from.length, end))
    at = end + to.length
  }
}

/** The attributes of every element of that name in a small document, under whatever prefix. */
export function elementsOf(xml: string, name: string): Record<string, string>[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}((?:\\s+[\\w:.-]+\\s*=\\s*(?:"[^"]*"|'[^']*'))*)\\s*/?>`, 'g'))].map(([, attributes]) => attributesOf(attributes!))
}

export function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [, name, double, single] of text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) found[name!] = plainText(double ?? single ?? '')
  return found
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The text with its entities written out. */
export function plainText(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Excel's own way to write signs that XML forbids: _x000D_. */
export function decodeEscapes(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text
}

/** The column (from 0) of a cell's name: AB12 is 27; -1 where it is none. */
export function columnOf(ref: string): number {
  let column = 0
  for (let i = 0; i < ref.length; i++) {
    const code = ref.charCodeAt(i) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}
