// Full names in proper capitals. A name in mixed case that already starts every word with a
// capital is somebody's own spelling and is left alone (DeRon, McAn, H'Mông).

import { tidy } from './text.ts'

/** Which way a name's capitals are wrong: all capitals, a word without its capital, or not at all. */
export function nameCase(name: string): 'upper' | 'lower' | 'proper' {
  const letters = name.replace(/[^\p{L}]/gu, '')
  if (letters.length > 1 && letters === letters.toLocaleUpperCase('vi') && /\p{L}{2}/u.test(name)) return 'upper'
  const everyWordHasCapital = tidy(name)
    .split(' ')
    .every((word) => {
      const first = word.match(/\p{L}/u)?.[0]
      return first === undefined || first !== first.toLocaleLowerCase('vi')
    })
  return everyWordHasCapital ? 'proper' : 'lower'
}

/** The name with a capital at the start of each word and after an apostrophe or hyphen, small letters elsewhere. */
export function properName(name: string): string {
  return tidy(name)
    .toLocaleLowerCase('vi')
    .replace(/(^|[\s'’-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toLocaleUpperCase('vi'))
}
