// Text that arrives in an old font code or in decomposed Unicode, brought to NFC.
// A text is taken for TCVN3 or VNI only when (1) every letter is one that those codes could have
// written (a single ễ or đ proves Unicode), (2) as it stands it contains a word impossible in
// Vietnamese, and (3) decoded it contains none. Names may also be decided by usual name words.
// The cost of this care: a word that reads well both ways ("Dòng") stays, unless it is part of a name.

import { usualNameWords } from './name-words.ts'
import { readsAsVietnamese } from './syllable.ts'
import { decodeTcvn3 } from './tcvn3.ts'
import { decodeVni } from './vni.ts'

/** What the text was written in: NFC Unicode (null), decomposed Unicode, TCVN3 or VNI. */
export type LegacyCode = 'nfd' | 'tcvn3' | 'vni'

/** The text in NFC, and which old code it was in. Spaces are left alone. */
export function fromLegacy(text: string, as: 'text' | 'name' = 'text'): { text: string; was: LegacyCode | null } {
  const composed = text.normalize('NFC')
  if (composed !== text) return { text: composed, was: 'nfd' }
  if (!couldBeLegacy(text)) return { text, was: null }
  const readings = [
    { text: decodeTcvn3(text), was: 'tcvn3' as const },
    { text: decodeVni(text), was: 'vni' as const },
  ].filter((reading) => reading.text !== text && readsAsVietnamese(reading.text))
  if (readings.length === 0) return { text, was: null }
  const best = readings.reduce((a, b) => (usual(b.text) > usual(a.text) ? b : a))
  if (!readsAsVietnamese(text)) return best
  return as === 'name' && clearlyBetterName(best.text, text) ? best : { text, was: null }
}

const BEYOND_WESTERN = /[^\u0000-\u00FF\u03BC\u2013\u2014\u2018\u2019\u201C\u201D]/
const BEYOND_ASCII = /[\u00A1-\u00FF\u03BC]/

function couldBeLegacy(text: string): boolean {
  return BEYOND_ASCII.test(text) && !BEYOND_WESTERN.test(text)
}

function usual(text: string): number {
  return usualNameWords(text.replace(/\s+/g, ' ').trim())
}

function clearlyBetterName(decoded: string, asIs: string): boolean {
  const words = decoded.trim().split(/\s+/).length
  return usual(decoded) === words && usual(asIs) < words
}
