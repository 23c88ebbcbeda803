// Puts right what verify finds, beside running readers and writers: standings by the same touch that every write uses, the
// ledger by rows that correct it (nothing is overwritten), totals and the order of units anew where they differ.
import type pg from 'pg'
import { layNodes, recount, type Named } from './recount.ts'
import { differing, indicatorsOf, inLedger, inSnapshot, inStanding, inTotals, verifyIndicators, type Verification, type Verified } from './verify.ts'

export interface Repaired { before: Verified; after: Verified; subjects: number; corrections: number; nodes: number }

/** Returns what was wrong, what was done (subjects touched, ledger rows added, nodes summed anew), and what a second verify says. */
export async function repairIndicators(owner: pg.Pool, asked: Verification = {}): Promise<Repaired> {
  const before = await verifyIndicators(owner, asked)
  const done = { subjects: 0, corrections: 0, nodes: 0 }
  if (before.count === 0) return { before, after: before, ...done }
  const wrong = new Set(before.differences.map((d) => d.indicator))
  for (const indicator of (await inSnapshot(owner, undefined, indicatorsOf)).filter((i) => wrong.has(i.code))) {
    // What is false in the ledger alone has not moved the totals, and its correction must not either.
    done.corrections += await inSnapshot(owner, asked.under, (client) => correctLedger(client, indicator, false, asked))
    const units = await inSnapshot(owner, asked.under, (client) => unitsThatDiffer(client, indicator, 'standing', asked))
    for (const [kind, ids] of await subjectsOf(owner, indicator.id, units)) {
      for (let i = 0; i < ids.length; i += 5000) await owner.query('select indicators.touch($1, $2::uuid[])', [kind, ids.slice(i, i + 5000)])
      done.subjects += ids.length
    }
    // A touch appends the way from the false standing to the right one, which ledger and totals never went: that is taken back in both.
    if (units.length > 0) done.corrections += await inSnapshot(owner, asked.under, (client) => correctLedger(client, indicator, true, asked))
    const nodes = await inSnapshot(owner, asked.under, (client) => unitsThatDiffer(client, indicator, 'totals', asked))
    if (nodes.length > 0) await owner.query('select indicators.sum_totals($1::uuid[], $2::uuid[])', [[indicator.id], nodes])
    done.nodes += nodes.length
  }
  return { before, after: await verifyIndicators(owner, asked), ...done }
}

async function unitsThatDiffer(client: pg.ClientBase, indicator: Named, where: 'standing' | 'totals', asked: Verification): Promise<string[]> {
  await recount(client, [indicator], asked.way)
  if (where === 'totals') await layNodes(client)
  const units = new Set<string>()
  for (const c of where === 'totals' ? inTotals : [inStanding]) {
    for (const { unit_id } of (await client.query(`select distinct unit_id from (${differing(c.expected, c.found)}) d`, [[indicator.id]])).rows) units.add(unit_id)
  }
  return [...units]
}

/** Subjects that stand in the units, or should: by the standings held and by the raw records. */
async function subjectsOf(owner: pg.Pool, indicatorId: string, units: string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  if (units.length === 0) return found
  const { rows: kinds } = await owner.query('select distinct k.code, k.source::text from indicators.rule r join indicators.subject_kind k on k.code = r.subject_kind where r.indicator_id = $1 order by 1', [indicatorId])
  for (const { code, source } of kinds) {
    const { rows } = await owner.query(`select subject_id as id from ${source} where unit_id = any($1::uuid[])
      union select subject_id from indicators.standing where indicator_id = $2 and subject_kind = $3 and unit_id = any($1::uuid[]) and recorded_to is null order by 1`, [units, indicatorId, code])
    found.set(code, rows.map((r) => r.id))
  }
  return found
}

// Deltas that a writer appends meanwhile are right by themselves, so the difference of this snapshot stays the correction.
async function correctLedger(client: pg.ClientBase, indicator: Named, felt: boolean, asked: Verification): Promise<number> {
  await recount(client, [indicator], asked.way)
  const { rowCount } = await client.query(`with entered as (
      insert into indicators.ledger (indicator_id, unit_id, day, counted, met, excluded, recorded_at)
      select indicator_id, unit_id, day, e_counted - f_counted, e_met - f_met, e_excluded - f_excluded, base.moment() from (${differing(inLedger.expected, inLedger.found)}) d
      returning id, indicator_id, unit_id, day, counted, met, excluded)
    ${felt ? 'insert into indicators.pending select * from entered' : 'select from entered'}`, [[indicator.id]])
  return rowCount ?? 0
}
