// Recounts every indicator from the raw subjects and facts, without standing, ledger or totals, by the plain rule of
// domain/evaluate.ts, and compares all three with it, day by day.
import type pg from 'pg'
import type { Day } from '#base/day'
import type { Definition } from '../domain/definition.ts'
import { standingOn, turningDays, type Count, type Fact, type Span } from '../domain/evaluate.ts'

export interface Difference { indicator: string; where: 'standing' | 'ledger' | 'totals'; unitId: string; day: Day; expected: string; found: string }
export interface Verified { indicators: { code: string; subjects: number; days: number }[]; differences: Difference[] }

type Deltas = Map<string, Counts> // `${unitId} ${day}`
interface Counts { counted: number; met: number; excluded: number }

/** Compares in one repeatable-read snapshot, beside running writers. `only`: codes of indicators; none: all. */
export async function verifyIndicators(owner: pg.Pool, only: string[] = [], progress: (code: string) => void = () => {}): Promise<Verified> {
  const client = await owner.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const indicators = (await client.query('select id, code from indicators.indicator order by code')).rows.filter((i) => only.length === 0 || only.includes(i.code))
    const result: Verified = { indicators: [], differences: [] }
    for (const { id, code } of indicators) {
      progress(code)
      const { leaf, subjects } = await recount(client, id)
      const expected = { ledger: leaf, standing: leaf, totals: await spread(client, leaf) }
      const found = { ledger: await deltasOf(client, ledgerSql, id), standing: await deltasOf(client, standingSql, id), totals: await deltasOf(client, totalsSql, id) }
      for (const where of ['standing', 'ledger', 'totals'] as const) result.differences.push(...compare(code, where, expected[where], found[where]))
      result.indicators.push({ code, subjects, days: new Set([...leaf.keys()].map((k) => k.slice(37))).size })
    }
    return result
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}

async function recount(client: pg.PoolClient, indicatorId: string): Promise<{ leaf: Deltas; subjects: number }> {
  const versions = (await client.query('select effective, body from indicators.definition where indicator_id = $1', [indicatorId])).rows as { effective: { from: Day | null; to: Day | null }; body: Definition }[]
  const leaf: Deltas = new Map()
  let subjects = 0
  for (const { effective, body } of versions) {
    const clipped: Definition = { ...body, stages: body.stages.map((s) => ({ ...s, from: later(s.from, effective.from), to: earlier(s.to, effective.to) })).filter((s) => s.from < s.to) }
    if (clipped.stages.length === 0) continue
    for (const { kind } of body.subjects) {
      const source = (await client.query('select source::text from indicators.subject_kind where code = $1', [kind])).rows[0].source
      const spans = group((await client.query(`select subject_id as "subjectId", unit_id as "unitId", during, quantity, record_id as "recordId", attrs from ${source}`)).rows as Span[])
      const facts: Map<string, Fact[]> = new Map()
      for (const { fact, source } of (await client.query('select fact, source::text from indicators.fact_source where subject_kind = $1', [kind])).rows) {
        for (const [subject, list] of group((await client.query(`select $1 as fact, subject_id as "subjectId", during, quantity, attrs, evidence_id as "evidenceId" from ${source}`, [fact])).rows as Fact[])) {
          facts.set(subject, [...(facts.get(subject) ?? []), ...list])
        }
      }
      for (const [subject, own] of spans) {
        subjects++
        countSubject(leaf, clipped, kind, own, facts.get(subject) ?? [])
      }
    }
  }
  return { leaf: withoutZeros(leaf), subjects }
}

function countSubject(leaf: Deltas, definition: Definition, kind: string, spans: Span[], facts: Fact[]): void {
  let before: Count | null = null
  for (const day of turningDays(definition, spans, facts)) {
    const now = standingOn(definition, kind, spans, facts, day)
    if (before) add(leaf, before.unitId, day, before, -1)
    if (now) add(leaf, now.unitId, day, now, 1)
    before = now
  }
}

/** Leaf deltas as the ancestors feel them, by the definition of a total: on each day the sum over the units below then. */
async function spread(client: pg.PoolClient, leaf: Deltas): Promise<Deltas> {
  const above = group((await client.query('select unit_id as "subjectId", ancestor_id as "ancestorId", valid from organisation.ancestry')).rows as { subjectId: string; ancestorId: string; valid: { from: Day | null; to: Day | null } }[])
  const nodes: Deltas = new Map()
  for (const [key, counts] of leaf) {
    const [unitId, day] = key.split(' ') as [string, Day]
    for (const { ancestorId, valid } of above.get(unitId) ?? []) {
      if (valid.to !== null && valid.to <= day) continue
      add(nodes, ancestorId, later(day, valid.from), counts, 1)
      if (valid.to !== null) add(nodes, ancestorId, valid.to, counts, -1)
    }
  }
  return withoutZeros(nodes)
}

const ledgerSql = 'select unit_id, day, sum(counted)::int as counted, sum(met)::int as met, sum(excluded)::int as excluded from indicators.ledger where indicator_id = $1 group by 1, 2'
const standingSql = `select unit_id, d.day, sum(case when state <> 'excluded' then d.sign * quantity else 0 end)::int as counted,
  sum(case when state = 'met' then d.sign * quantity else 0 end)::int as met, sum(case when state = 'excluded' then d.sign * quantity else 0 end)::int as excluded
  from indicators.standing cross join lateral (values (lower(during), 1), (upper(during), -1)) d(day, sign)
  where indicator_id = $1 and recorded_to is null group by 1, 2`
const totalsSql = `select node_id as unit_id, day, sum(counted)::int as counted, sum(met)::int as met, sum(excluded)::int as excluded from (
    select node_id, day, counted, met, excluded from indicators.total where indicator_id = $1 and grain = 'd'
    union all
    select a.ancestor_id, e.day, e.sign * p.counted, e.sign * p.met, e.sign * p.excluded
    from indicators.pending p join organisation.ancestry a on a.unit_id = p.unit_id and (upper_inf(a.valid) or upper(a.valid) > p.day)
    cross join lateral (select greatest(p.day, lower(a.valid)) as day, 1 as sign union all select upper(a.valid), -1 where not upper_inf(a.valid)) e
    where p.indicator_id = $1
  ) t group by 1, 2`

async function deltasOf(client: pg.PoolClient, sql: string, indicatorId: string): Promise<Deltas> {
  const deltas: Deltas = new Map()
  for (const { unit_id, day, ...counts } of (await client.query(sql, [indicatorId])).rows) deltas.set(`${unit_id} ${day}`, counts)
  return withoutZeros(deltas)
}

function compare(indicator: string, where: Difference['where'], expected: Deltas, found: Deltas): Difference[] {
  const differences: Difference[] = []
  for (const key of new Set([...expected.keys(), ...found.keys()])) {
    const [unitId, day] = key.split(' ') as [string, Day]
    const [a, b] = [write(expected.get(key)), write(found.get(key))]
    if (a !== b) differences.push({ indicator, where, unitId, day, expected: a, found: b })
  }
  return differences
}

const write = (c: Counts | undefined) => c ? `${c.counted}/${c.met}/${c.excluded}` : '0/0/0'
const later = (a: Day, b: Day | null) => b !== null && b > a ? b : a
const earlier = (a: Day, b: Day | null) => b !== null && b < a ? b : a

function add(deltas: Deltas, unitId: string, day: Day, counts: Counts, sign: 1 | -1): void {
  const key = `${unitId} ${day}`
  const at = deltas.get(key) ?? { counted: 0, met: 0, excluded: 0 }
  deltas.set(key, { counted: at.counted + sign * counts.counted, met: at.met + sign * counts.met, excluded: at.excluded + sign * counts.excluded })
}

function withoutZeros(deltas: Deltas): Deltas {
  return new Map([...deltas].filter(([, c]) => c.counted !== 0 || c.met !== 0 || c.excluded !== 0))
}

function group<T extends { subjectId: string }>(rows: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const list = groups.get(row.subjectId)
    if (list) list.push(row)
    else groups.set(row.subjectId, [row])
  }
  return groups
}
