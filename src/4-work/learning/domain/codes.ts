// Codes that people type from paper or a screen.

// Letters and figures that are not taken for one another by an eye: no I, L, O, U.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** As many letters of 32 as asked, each from a byte. */
export function lettersFrom(bytes: Uint8Array, length: number): string {
  return Array.from(bytes.subarray(0, length), (byte) => letters[byte & 31]).join('')
}

/** The code as typed: blanks, hyphens and small letters do not matter, nor O for 0 and I or L for 1. null: no code. */
export function readLetters(typed: string, length: number): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return code.length === length && [...code].every((letter) => letters.includes(letter)) ? code : null
}
