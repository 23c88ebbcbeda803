import type { Language } from '#base/text'

/**
 * Reads a number as typed. Vietnamese: dot between thousands, comma before decimals; English the other way round.
 * A lone separator followed by other than three digits is a decimal one in both, as people type 87.5 everywhere.
 * null where it is no number.
 */
export function readNumber(typed: string, language: Language): number | null {
  const plain = typed.replace(/[\s\u00a0%]/g, '')
  if (!/^-?[\d.,]+$/.test(plain)) return null
  const [group, point] = language === 'vi' ? ['.', ','] : [',', '.']
  const grouped = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?$`)
  if (grouped.test(plain)) return Number(plain.replaceAll(group!, '').replace(point!, '.'))
  const single = /^-?\d+(?:[.,]\d+)?$/.test(plain)
  return single ? Number(plain.replace(',', '.')) : null
}
