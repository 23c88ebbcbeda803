// Identities of the national house: in order of their number, so that rows written one after the other lie beside one
// another in every index, and the same for the same seed, so that a seed that was stopped goes on with the same rows.

const EPOCH = Date.parse('2023-11-01T00:00:00Z')
const HEX = Array.from({ length: 65_536 }, (_, n) => n.toString(16).padStart(4, '0'))

/** What is numbered. Each kind counts for itself from 0. */
export type Numbered = 'unit' | 'event' | 'version' | 'member' | 'officer' | 'placement' | 'move' | 'office' | 'absence' | 'programme' | 'class' | 'place' | 'session' | 'nomination' | 'mark' | 'completion' | 'head-count' | 'plan' | 'import'
  | 'agreement' | 'party' | 'text' | 'clause' | 'use' | 'confirmation' | 'document' | 'scan' | 'procedure'

/** Makes the identity of the n-th of a kind (a UUID of version 7; 0 <= n < 2^44): 4096 of them share a millisecond. */
export function identities(seed: number): (kind: Numbered, n: number) => string {
  const salts = new Map<Numbered, number>()
  let block = -1, time = ''
  return (kind, n) => {
    let salt = salts.get(kind)
    if (salt === undefined) salts.set(kind, salt = mix([...kind].reduce((h, c) => mix(h ^ c.charCodeAt(0)), seed ^ 0x5eed)))
    const at = Math.floor(n / 4096)
    if (at !== block) {
      const hex = (EPOCH + at).toString(16).padStart(12, '0')
      block = at
      time = `${hex.slice(0, 8)}-${hex.slice(8)}-7`
    }
    const a = mix(salt ^ n), b = mix(a + salt)
    return `${time}${HEX[n & 4095]!.slice(1)}-${HEX[0x8000 | (a & 0x3fff)]}-${HEX[a >>> 16]}${HEX[b & 0xffff]}${HEX[b >>> 16]}`
  }
}

/** Below every identity of number n and above every one of n - 1, whatever the kind: the bound of a half-open range. */
export function boundBefore(n: number): string {
  const hex = (EPOCH + Math.floor(n / 4096)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${HEX[n & 4095]!.slice(1)}-0000-000000000000`
}

/** A whole number of 32 bits that depends on every bit of x. */
export function mix(x: number): number {
  let h = x | 0
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97)
  return (h ^ (h >>> 15)) >>> 0
}
