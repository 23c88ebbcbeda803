// Definitions made at random from what the rooms have published: any kinds of subjects, any of their attributes, any facts
// about them, beginnings, deadlines, exclusions and stages.
import type pg from 'pg'
import { addDays, type Day } from '#base/day'

interface Attribute { source: 'subject' | 'fact'; code: string; attr: string; type: 'text' | 'number' | 'day' | 'boolean' | 'list'; values: string[] }
/** Kinds of which somebody lives in this world; of the others a definition counts nobody. */
const living = ['official', 'worker', 'unit', 'unnamed']

/** What rooms publish: kinds of subjects, which of them have a beginning, the facts about each, and the attributes of both. */
export interface Parts { kinds: string[]; begins: string[]; facts: { fact: string; subjectKind: string }[]; attributes: Attribute[] }

export async function publishedParts(owner: pg.Pool): Promise<Parts> {
  const { rows: kinds } = await owner.query('select code, begins_vi is not null as begins from indicators.subject_kind order by 1')
  const { rows: facts } = await owner.query('select fact, subject_kind as "subjectKind" from indicators.fact_source order by 1, 2')
  const { rows: attributes } = await owner.query(`select a.source, a.code, a.attr, a.type, array(select value from indicators.choices() c where (c.source, c.code, c.attr) = (a.source, a.code, a.attr) order by 1) as values from indicators.attribute a order by 1, 2, 3`)
  return { kinds: kinds.map((k) => k.code), begins: kinds.filter((k) => k.begins).map((k) => k.code), facts, attributes }
}

/** Days on which something of the records begins, and how many days after the beginnings of people something about them did. */
export interface Known { days: Day[]; lapses: number[] }

export async function knownOf(owner: pg.Pool): Promise<Known> {
  const { rows: days } = await owner.query<{ day: Day }>(`select distinct day from (select lower(during) as day from people.office union select lower(during) from people.placement union select lower(during) from people.absence union select on_day from learning.completion) d where day is not null order by 1`)
  const { rows: lapses } = await owner.query<{ days: number }>(`select distinct f.day - b.day as days from (select person_id, lower(during) as day from people.office union select person_id, lower(during) from people.placement) b
    join (select person_id, on_day as day from learning.completion union select person_id, lower(during) from people.absence) f on f.person_id = b.person_id and f.day >= b.day order by 1`)
  return { days: days.map((r) => r.day), lapses: lapses.map((r) => r.days) }
}

/** The definition of that number; the same number makes the same. Half of its days and deadlines are `known` ones: what can go wrong with a range goes wrong on its very ends. */
export function definitionAtRandom(parts: Parts, number: number, known: Known): object {
  const c = chances(number)
  const askedDay = () => (c.in(2) ? c.one<Day | undefined>(known.days) : undefined) ?? c.day()
  const deadline = () => (c.in(2) ? c.one<number | undefined>(known.lapses) : undefined) ?? c.below(200)
  const published = parts.kinds.filter((kind) => parts.facts.some((f) => f.subjectKind === kind)), here = published.filter((kind) => living.includes(kind))
  const kinds = [c.one(c.in(8) ? published : here)]
  if (c.in(3)) kinds.push(...here.filter((kind) => kind !== kinds[0] && c.in(2)).slice(0, 1))
  const timed = kinds.every((kind) => parts.begins.includes(kind))
  const filter = (source: Attribute['source'], code: string): object => {
    const attribute = c.one(parts.attributes.filter((a) => a.source === source && a.code === code))
    return attribute && c.in(2) ? { [attribute.attr]: wanted(c, attribute, askedDay) } : {}
  }
  const facts = parts.facts.filter((f) => kinds.includes(f.subjectKind)).map((f) => f.fact)
  const requirement = () => {
    const fact = c.one(facts)
    return { fact, filter: filter('fact', fact), atLeast: c.in(4) ? 2 : 1, ...(timed && c.in(2) ? { withinDays: deadline() } : {}) }
  }
  const stage = (code: string, from: Day, to: Day) => ({ code, from, to, operator: '>=', ...(c.in(4) ? { number: 1 + c.below(9) } : { share: 0.8 }), need: c.in(2) ? 'all' : 'any', requires: c.in(3) ? [requirement(), requirement()] : [requirement()] })
  const turn = c.day()
  return {
    subjects: kinds.map((kind) => ({ kind, filter: filter('subject', kind), ...(parts.begins.includes(kind) && c.in(2) ? { since: span(c, askedDay) } : {}) })),
    exclusions: facts.includes('absence') && c.in(3) ? [{ fact: 'absence', filter: filter('fact', 'absence') }] : [],
    stages: c.in(2) ? [stage('a', '2025-06-17', turn), stage('b', turn, '2028-01-01')] : [stage('a', '2025-06-17', '2028-01-01')],
  }
}

function wanted(c: Chances, { type, values }: Attribute, askedDay: () => Day): unknown {
  switch (type) {
    case 'boolean': return c.in(2)
    case 'number': return span(c, () => 4 * c.below(4))
    case 'day': return span(c, askedDay)
    case 'list': return [c.one(values)]
    case 'text': return c.one(values) ?? ''
  }
}

/** Open below, open above, or bounded on both sides. */
function span<T extends Day | number>(c: Chances, one: () => T): object {
  const [a, b] = [one(), one()]
  if (a === b || c.in(3)) return { to: a }
  return c.in(2) ? { from: a } : a < b ? { from: a, to: b } : { from: b, to: a }
}

interface Chances { below(n: number): number; in(n: number): boolean; one<T>(list: readonly T[]): T; day(): Day }
function chances(seed: number): Chances {
  let state = seed
  const below = (n: number) => {
    state = (state + 0x6d2b79f5) | 0
    let x = Math.imul(state ^ (state >>> 15), state | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return ((x ^ (x >>> 14)) >>> 0) % n
  }
  return { below, in: (n) => below(n) === 0, one: (list) => list[below(list.length || 1)]!, day: () => addDays('2025-06-20', 1 + below(640)) }
}
