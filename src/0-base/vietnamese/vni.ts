// VNI Windows: a base letter followed by a sign for its hat, its tone or both ("Nguyeãn Vaên Huøng").
// Seen today as Western text. The table is VNI's own; the case of the sign follows the letter.

const GRAVE = '\u0300'
const ACUTE = '\u0301'
const HOOK = '\u0309'
const TILDE = '\u0303'
const DOT = '\u0323'
const HAT = '\u0302'
const BREVE = '\u0306'

const TONE_SIGNS: Record<string, string> = { ø: GRAVE, ù: ACUTE, û: HOOK, õ: TILDE, ï: DOT }
const HAT_SIGNS: Record<string, string> = {
  â: HAT,
  à: HAT + GRAVE,
  á: HAT + ACUTE,
  å: HAT + HOOK,
  ã: HAT + TILDE,
  ä: HAT + DOT,
}
const BREVE_SIGNS: Record<string, string> = {
  ê: BREVE,
  è: BREVE + GRAVE,
  é: BREVE + ACUTE,
  ú: BREVE + HOOK,
  ü: BREVE + TILDE,
  ë: BREVE + DOT,
}

const LETTERS: Record<string, string> = { ñ: 'đ', ö: 'ư', ô: 'ơ', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ', í: 'í', ì: 'ì' }

const PAIRS = new Map<string, string>(Object.entries(LETTERS))
for (const base of 'aeouyôö') {
  const letter = LETTERS[base] ?? base
  const signs = {
    ...TONE_SIGNS,
    ...('aeo'.includes(base) ? HAT_SIGNS : {}),
    ...(base === 'a' ? BREVE_SIGNS : {}),
  }
  for (const [sign, marks] of Object.entries(signs)) PAIRS.set(base + sign, (letter + marks).normalize('NFC'))
}

/** VNI code (one or two Western signs, small) → Vietnamese letter (small). */
export const VNI_LETTERS: ReadonlyMap<string, string> = PAIRS

const CODE = /[aeouyôö][øùûõïâàáåãäêèéúüë]|[ñöôæóòîíì]/gi

/** Reads VNI text that was shown as Windows-1252. Signs outside the table stay as they are. */
export function decodeVni(text: string): string {
  return text.replace(CODE, (code) => {
    const letter = PAIRS.get(code.toLowerCase())
    if (letter) return isCapital(code[0]!) ? letter.toUpperCase() : letter
    // A pair that VNI does not know: the first sign may still be a letter by itself (ô = ơ before a stray sign).
    const alone = PAIRS.get(code[0]!.toLowerCase())
    return (alone ? (isCapital(code[0]!) ? alone.toUpperCase() : alone) : code[0]!) + code.slice(1)
  })
}

function isCapital(sign: string): boolean {
  return sign !== sign.toLowerCase()
}
