// Whether two collections of deltas add up to the same, without adding them up: each unit and day has a weight that nobody knows
// before (a hash under a key drawn for the occasion), and the sum of weight × heads is the print of the collection. Collections
// that add up alike have the same print; others have it by a chance of one in five hundred million, drawn anew each time. A
// print is one pass over the rows, where sums for millions of units and days are written out and read back.
import { randomInt } from 'node:crypto'

/** seed of the weights; how many heads one who is met, or lawfully left out, counts for beside one who is counted. */
export interface Key { seed: number; met: number; excluded: number }

/** Weights have 29 bits and heads at most 34: a country's stay within a bigint. */
export const drawKey = (): Key => ({ seed: randomInt(2 ** 47), met: randomInt(65, 128), excluded: randomInt(257, 512) })

const weight = ({ seed }: Key, unit: string, day: string) => `(hashint4extended(${day} - date '2000-01-01', uuid_hash_extended(${unit}, ${seed})) & 536870911)`
const heads = ({ met, excluded }: Key) => `(counted + ${met}::bigint * met + ${excluded}::bigint * excluded)`

/** SQL of the print of rows (counted, met, excluded) of a unit: on the first day they come, on the second, if there is one, they go. */
export function weighed(key: Key, unit: string, [from, to]: [from: string, to?: string]): string {
  return `sum((${weight(key, unit, from)}${to ? ` - coalesce(${weight(key, unit, to)}, 0)` : ''}) * ${heads(key)})`
}
