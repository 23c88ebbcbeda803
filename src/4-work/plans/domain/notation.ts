// Number and notation of a plan as union offices write them (QĐ 933/QĐ-TLĐ): number / type - issuer. Only proposals: the
// clerk may know better.
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

/** KH-LĐLĐ, KH-CĐCS … */
export function proposeNotation(kind: string, name: string): string {
  return `KH-${issuerAbbreviation(kind, name)}`
}

/** The number after the highest used in the series; letters do not count. */
export function proposeNumber(used: string[]): string {
  return String(Math.max(0, ...used.map((n) => Number.parseInt(n, 10) || 0)) + 1)
}
