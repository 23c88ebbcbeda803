// Definitions made at random from what the rooms have published: any kinds of subjects, any of their attributes, any facts
// about them, beginnings, deadlines, exclusions and stages.
import type pg from 'pg'
import { addDays, type Day } from '#base/day'

interface Attribute { source: 'subject' | 'fact'; code: string; attr: string; type: 'text' | 'number' | 'day' | 'boolean' | 'list'; values: string[] }
/** What rooms publish: kinds of subjects, which of them have a beginning, the facts about each, and the attributes of both. */
export interface Parts { kinds: string[]; begins: string[]; facts: { fact: string; subjectKind: string }[]; attributes: Attribute[] }

export async function publishedParts(owner: pg.Pool): Promise<Parts> {
  const { rows: kinds } = await owner.query('select code, begins_vi is not null as begins from indicators.subject_kind order by 1')
  const { rows: facts } = await owner.query('select fact, subject_kind as "subjectKind" from indicators.fact_source order by 1, 2')
  const { rows: attributes } = await owner.query(`select a.source, a.code, a.attr, a.type, array(select value from indicators.choices() c where (c.source, c.code, c.attr) = (a.source, a.code, a.attr) order by 1) as values from indicators.attribute a order by 1, 2, 3`)
  return { kinds: kinds.map((k) => k.code), begins: kinds.filter((k) => k.begins).map((k) => k.code), facts, attributes }
}

/** The definition of that number; the same number makes the same. */
export function definitionAtRandom(parts: Parts, number: number): object {
  const c = chances(number)
  const kinds = [c.one(parts.kinds.filter((kind) => parts.facts.some((f) => f.subjectKind === kind)))]
  if (c.in(3)) kinds.push(...parts.kinds.filter((kind) => kind !== kinds[0] && c.in(2)).slice(0, 1))
  const timed = kinds.every((kind) => parts.begins.includes(kind))
  const filter = (source: Attribute['source'], code: string): object => {
    const attribute = c.one(parts.attributes.filter((a) => a.source === source && a.code === code))
    return attribute && c.in(2) ? { [attribute.attr]: wanted(c, attribute) } : {}
  }
  const facts = parts.facts.filter((f) => kinds.includes(f.subjectKind)).map((f) => f.fact)
  const requirement = () => {
    const fact = c.one(facts)
    return { fact, filter: filter('fact', fact), atLeast: c.in(4) ? 2 : 1, ...(timed && c.in(2) ? { withinDays: c.below(200) } : {}) }
  }
  const stage = (code: string, from: Day, to: Day) => ({ code, from, to, operator: '>=', share: 0.8, need: c.in(2) ? 'all' : 'any', requires: c.in(3) ? [requirement(), requirement()] : [requirement()] })
  const turn = c.day()
  return {
    subjects: kinds.map((kind) => ({ kind, filter: filter('subject', kind), ...(parts.begins.includes(kind) && c.in(2) ? { since: span(c, () => c.day()) } : {}) })),
    exclusions: facts.includes('absence') && c.in(3) ? [{ fact: 'absence', filter: filter('fact', 'absence') }] : [],
    stages: c.in(2) ? [stage('a', '2025-06-17', turn), stage('b', turn, '2028-01-01')] : [stage('a', '2025-06-17', '2028-01-01')],
  }
}

function wanted(c: Chances, { type, values }: Attribute): unknown {
  switch (type) {
    case 'boolean': return c.in(2)
    case 'number': return span(c, () => c.below(12))
    case 'day': return span(c, () => c.day())
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
