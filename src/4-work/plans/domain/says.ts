// How shares and stages are said, on screens and on paper.
import type { Language } from '#base/text'

/** 0.805 as 80,5%. */
export function percent(share: number, language: Language): string {
  return `${new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 2 }).format(Math.round(share * 10_000) / 100)}%`
}

/** ≥ 80%, or 100%. */
export function targetSays(t: { operator: '=' | '>='; share: number }, language: Language): string {
  return t.operator === '>=' && t.share < 1 ? `≥ ${percent(t.share, language)}` : percent(t.share, language)
}

/** 2025-2027 with an en dash. */
export function stageSays(code: string): string {
  return code.replace('-', '–')
}
