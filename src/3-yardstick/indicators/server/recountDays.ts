// The recount day by day: each subject is asked on every day on which its answer may change.
import type pg from 'pg'
import type { Day } from '#base/day'
import type { Definition } from '../domain/definition.ts'
import { standingOn, turningDays, type Count, type Fact, type Span } from '../domain/evaluate.ts'
import type { Kind } from './recountKind.ts'

/** An empty pg_temp.recount_days. */
export async function layDays(client: pg.ClientBase): Promise<void> {
  await client.query('create temporary table recount_days (indicator_id uuid, unit_id uuid, day date, counted integer, met integer, excluded integer) on commit drop')
}

/** Adds to pg_temp.recount_days the deltas of one kind of subject; returns how many spans of them it looked at. */
export async function countByDays(client: pg.ClientBase, indicatorId: string, kind: Kind, definition: Definition): Promise<number> {
  const leaf: Deltas = new Map()
  const spans = group((await client.query<Span>(`select subject_id as "subjectId", unit_id as "unitId", during, quantity, record_id as "recordId", attrs from ${kind.source}`)).rows)
  const facts = new Map<string, Fact[]>()
  for (const [fact, source] of kind.facts) {
    for (const [subject, list] of group((await client.query<Fact>(`select $1 as fact, subject_id as "subjectId", during, quantity, attrs, evidence_id as "evidenceId" from ${source}`, [fact])).rows)) {
      facts.set(subject, [...(facts.get(subject) ?? []), ...list])
    }
  }
  for (const [subject, own] of spans) countSubject(leaf, definition, kind.code, own, facts.get(subject) ?? [])
  const rows = [...leaf].filter(([, c]) => c.counted !== 0 || c.met !== 0 || c.excluded !== 0)
  await client.query('insert into pg_temp.recount_days select $6::uuid, x.* from unnest($1::uuid[], $2::date[], $3::int[], $4::int[], $5::int[]) x',
    [rows.map(([key]) => key.slice(0, 36)), rows.map(([key]) => key.slice(37)), rows.map(([, c]) => c.counted), rows.map(([, c]) => c.met), rows.map(([, c]) => c.excluded), indicatorId])
  return [...spans.values()].reduce((sum, own) => sum + own.length, 0)
}

type Deltas = Map<string, { counted: number; met: number; excluded: number }> // `${unitId} ${day}`

function countSubject(leaf: Deltas, definition: Definition, kind: string, spans: Span[], facts: Fact[]): void {
  let before: Count | null = null
  for (const day of turningDays(definition, spans, facts)) {
    const now = standingOn(definition, kind, spans, facts, day)
    if (before) add(leaf, before, day, -1)
    if (now) add(leaf, now, day, 1)
    before = now
  }
}

function add(leaf: Deltas, count: Count, day: Day, sign: 1 | -1): void {
  const key = `${count.unitId} ${day}`
  const at = leaf.get(key) ?? { counted: 0, met: 0, excluded: 0 }
  leaf.set(key, { counted: at.counted + sign * count.counted, met: at.met + sign * count.met, excluded: at.excluded + sign * count.excluded })
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
