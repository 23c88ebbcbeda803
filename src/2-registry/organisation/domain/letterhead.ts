// How a unit heads its papers (QĐ 933/QĐ-TLĐ, Decree 30/2020 art. 8): its short sign in a notation, and the place beside the
// day, which is the name of the province or commune it works in. Only proposals: the clerk may know better.
const abbreviations: Record<string, string> = {
  'confederation': 'TLĐ', 'provincial-federation': 'LĐLĐ', 'district-federation': 'LĐLĐ',
  'grassroots-union': 'CĐCS', 'occupational-union': 'NĐCS', 'industrial-zone-union': 'CĐKCN',
}

/** The issuer's part of a notation: LĐLĐ, CĐCS; for unions known by a name, CĐ and the first letters of the name. */
export function issuerAbbreviation(kind: string, name: string): string {
  const known = abbreviations[kind]
  if (known) return known
  const words = name.normalize('NFC').replace(/Việt Nam/g, '').replace(/[^\p{L}\d\s]/gu, ' ').trim().split(/\s+/)
  return words.filter((w) => w.toLocaleLowerCase('vi') !== 'và').map((w) => w[0]!.toLocaleUpperCase('vi')).join('').slice(0, 12)
}

const before: Record<string, RegExp> = {
  'provincial-federation': /^.*?(?:tỉnh|thành phố|TP\.?)\s+/u,
  'district-federation': /^.*?(?:huyện|quận|thị xã|thành phố)\s+/u,
  'commune-union': /^.*?(?:xã|phường|đặc khu)\s+/u,
}

/** The place of issue, from the unit itself or the nearest above it that bears the name of one; '' where none does. */
export function placeOfIssue(upwards: readonly { kind: string; name: string }[]): string {
  for (const { kind, name } of upwards) {
    if (kind === 'confederation') return 'Hà Nội'
    const lead = before[kind]?.exec(name.normalize('NFC'))?.[0]
    if (lead) return name.normalize('NFC').slice(lead.length)
  }
  return ''
}

/** In whose name a unit decides. */
export function decidingBody(kind: string, grassroots: boolean): string {
  if (kind === 'confederation') return 'Đoàn Chủ tịch'
  return grassroots || kind === 'member-grassroots-union' || kind === 'section-union' || kind === 'union-group' ? 'Ban Chấp hành' : 'Ban Thường vụ'
}
