// Text that a person reads stands in both languages side by side, so that a missing one does not compile.

export type Language = 'vi' | 'en'
export interface Text { vi: string; en: string }

export function text(vi: string, en: string): Text {
  return { vi, en }
}

/** 1.234.567 in Vietnamese, 1,234,567 in English. */
export function writeNumber(n: number, language: Language = 'vi'): string {
  return new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB').format(n)
}

/** A share of 1 as a percentage with at most one decimal; always cut, never rounded up to a target that was not reached. */
export function writeShare(part: number, whole: number, language: Language = 'vi'): string {
  if (whole === 0) return '–'
  const tenths = Math.floor((part * 1000) / whole) / 10
  return `${new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 }).format(tenths)}%`
}
