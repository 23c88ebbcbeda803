// Identities made where the record is made, so that a write that is sent twice is one write.

/** A UUID of version 7: sorts by the time it was made. */
export function newId(at: number = Date.now()): string {
  if (used + 10 > chances.length) {
    crypto.getRandomValues(chances)
    used = 0
  }
  const time = Math.floor(at).toString(16).padStart(12, '0')
  let hex = ''
  for (const end = used + 10; used < end; used++) hex += HEX[chances[used]!]
  const variant = (parseInt(hex[4]!, 16) & 0x3 | 0x8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-${variant}${hex.slice(5, 8)}-${hex.slice(8)}`
}

// Asked for some hundred ids at a time: an import makes four million, and each asking costs more than the rest of it.
const chances = new Uint8Array(2000)
let used = chances.length
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text)
}
