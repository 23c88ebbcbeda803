// What a printed guide was made from, the screens apart: written into the file, so that a text that has moved on is noticed.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export function digestOfGuide(): string {
  const digest = createHash('sha256')
  for (const name of ['text.ts', 'guide.typ', 'pictures.ts']) digest.update(readFileSync(new URL(name, import.meta.url)))
  return digest.digest('hex').slice(0, 16)
}

/** Where the guide of a language stands. */
export const guideFile = (language: 'vi' | 'en') => new URL(`../../src/6-app/help/web/guide.${language}.generated.pdf`, import.meta.url)
