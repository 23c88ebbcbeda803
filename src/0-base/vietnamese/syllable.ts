// Whether a word can be a Vietnamese syllable. It is the judge between encodings: text in an old
// font code, read as Unicode, contains words that no Vietnamese mouth can say ("ThÞ", "Buøi").
// Spelling is old or new style alike (hoà, hòa), because tones are taken off first.

const ONSETS = ['ngh', 'ng', 'nh', 'gh', 'gi', 'ch', 'kh', 'ph', 'qu', 'th', 'tr', ...'bcdđghklmnprstvx']

const RHYMES = new Set(
  (
    'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây ' +
    'e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu ' +
    'o oa oac oach oai oam oan oang oanh oap oat oay oao oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ' +
    'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêu ' +
    'uôc uôi uôm uôn uông uôt uơ uy uya uych uyên uyêt uynh uyt uyn uyp uyu ' +
    'ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu ' +
    'y ych yn ynh yp yt yêm yên yêng yêt yêu'
  ).split(' '),
)

const HUYEN_HOI_NGA = /[\u0300\u0309\u0303]/
const ALL_TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
const STOPPED = /(?:c|ch|p|t)$/

/** Whether one word (any case) has the shape of a Vietnamese syllable, tone rule of c, ch, p, t included. */
export function isSyllable(word: string): boolean {
  const apart = word.toLowerCase().normalize('NFD')
  const tones = apart.match(ALL_TONES)
  if (tones && tones.length > 1) return false
  const plain = apart.replace(ALL_TONES, '').normalize('NFC')
  if (HUYEN_HOI_NGA.test(apart) && STOPPED.test(plain)) return false
  if (RHYMES.has(plain) || plain === 'gi') return true
  return ONSETS.some((onset) => plain.startsWith(onset) && RHYMES.has(plain.slice(onset.length)))
}

// The separators are plain punctuation only: the signs that old codes use as letters (¬, §, ­ …) stay in the word.
const BETWEEN_WORDS = /[\s.,;:/\\()[\]"'–—-]+/

/** The words of a text, as the encodings' judge sees them. */
export function wordsOf(text: string): string[] {
  return text.split(BETWEEN_WORDS).filter((word) => word !== '')
}

/** Whether no word with a sign beyond ASCII is impossible in Vietnamese. Plain ASCII and capital short forms (CĐCS) pass. */
export function readsAsVietnamese(text: string): boolean {
  return wordsOf(text).every((word) => /^[\x00-\x7F]*$/.test(word) || /^[A-ZĐĂÂÊÔƠƯ0-9]{2,}$/.test(word) || isSyllable(word))
}
