// Hundreds of thousands of small things kept as bytes and numbers: as objects and strings they took five to ten times the room.

/** Texts in the order in which they came. */
export class Texts {
  readonly #ends = new Numbers()
  #bytes = new Uint8Array(1 << 16)
  get length() { return this.#ends.length }

  push(text: string): void {
    const from = this.#from(this.length)
    // A unit of UTF-16 is at most three bytes.
    if (from + text.length * 3 > this.#bytes.length) this.#bytes = wider(this.#bytes, from + text.length * 3)
    this.#ends.push(from + encoder.encodeInto(text, this.#bytes.subarray(from)).written)
  }

  at(i: number): string {
    return decoder.decode(this.#bytes.subarray(this.#from(i), this.#ends.at(i)))
  }

  #from(i: number): number {
    return i === 0 ? 0 : this.#ends.at(i - 1)
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Whole numbers of 32 bits. */
export class Numbers {
  length = 0
  #held = new Int32Array(256)

  push(value: number): void {
    if (this.length === this.#held.length) this.#held = wider(this.#held, this.length + 1)
    this.#held[this.length++] = value
  }

  at(i: number): number {
    return this.#held[i]!
  }
}

/** From texts to numbers, several for one text. The texts are not kept, only their hashes: whoever finds looks whether it is meant. */
export class Lookup {
  readonly #hashes = new Numbers()
  readonly #values = new Numbers()
  #first = new Int32Array(1024).fill(-1)
  #next = new Numbers()

  add(text: string, value: number): void {
    this.#hashes.push(hash(text) | 0)
    this.#values.push(value)
    if (this.#values.length <= this.#first.length) return this.#chain(this.#values.length - 1)
    this.#first = new Int32Array(this.#first.length * 2).fill(-1)
    this.#next = new Numbers()
    for (let i = 0; i < this.#values.length; i++) this.#chain(i)
  }

  /** In the order in which they were added. */
  find(text: string): number[] {
    const sought = hash(text) | 0
    const found: number[] = []
    for (let i = this.#first[sought & this.#first.length - 1]!; i >= 0; i = this.#next.at(i)) if (this.#hashes.at(i) === sought) found.push(this.#values.at(i))
    return found.reverse()
  }

  #chain(i: number): void {
    const slot = this.#hashes.at(i) & this.#first.length - 1
    this.#next.push(this.#first[slot]!)
    this.#first[slot] = i
  }
}

function wider<T extends Uint8Array | Int32Array>(held: T, least: number): T {
  const grown = new (held.constructor as new (length: number) => T)(Math.max(held.length * 2, least))
  grown.set(held)
  return grown
}

/** cyrb53: two mixed 32-bit hashes, 53 bits of them; never 0. */
export function hash(text: string): number {
  let a = 0xdeadbeef, b = 0x41c6ce57
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2_654_435_761)
    b = Math.imul(b ^ code, 1_597_334_677)
  }
  a = Math.imul(a ^ a >>> 16, 2_246_822_507) ^ Math.imul(b ^ b >>> 13, 3_266_489_909)
  b = Math.imul(b ^ b >>> 16, 2_246_822_507) ^ Math.imul(a ^ a >>> 13, 3_266_489_909)
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0) || 1
}
