// What is asked of figures and lists, as the address has it: a day; the tree of another day to count it under; the day by whose
// end it was known. '?ngay=2025-06-30&co-cau=2026-11-22&du-lieu=2025-07-15'; 'co-cau=hom-nay' is the tree of whichever day it is
// when the link is opened, 'du-lieu=khi-do' the asked day itself.
import { isDay, type Day } from '#base/day'

/** tree, knownOn undefined: as structured on the day itself, as known now. knownAt: the end of knownOn, as the contract takes it. */
export interface Asked { on: Day; tree: Day | undefined; knownOn: Day | undefined; knownAt: string | undefined }

/** The names in the address that every link carries on. */
export const askedNames = ['ngay', 'co-cau', 'du-lieu'] as const
type Words = Record<string, string | undefined>

/** What the address asks for, read on a day. What changes nothing is left out: the tree of the asked day, what is known by today. */
export function readAsked(search: Words, today: Day): Asked {
  const dayOr = (word: string | undefined, special: string, meant: Day) => (word === special ? meant : word && isDay(word) ? word : undefined)
  const on = search.ngay && isDay(search.ngay) ? search.ngay : today
  const tree = dayOr(search['co-cau'], 'hom-nay', today)
  const knownOn = dayOr(search['du-lieu'], 'khi-do', on)
  const known = knownOn && knownOn < today ? knownOn : undefined
  return { on, tree: tree === on ? undefined : tree, knownOn: known, knownAt: known && endOf(known) }
}

/** The last moment of a day on the organisation's clock. */
export const endOf = (day: Day): string => `${day}T23:59:59.999+07:00`

/** The part of what is asked that goes into the input of a route; nothing where it is not asked. */
export function questionOf({ on, tree, knownAt }: Pick<Asked, 'on' | 'tree' | 'knownAt'>): { on: Day; tree?: Day; knownAt?: string } {
  return { on, ...(tree ? { tree } : {}), ...(knownAt ? { knownAt } : {}) }
}
