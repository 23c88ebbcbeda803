// Where the recount reads what it counts.
import type pg from 'pg'

/** Where subjects of a kind and the facts about them are read. exclusive: a subject stands in one place at a time. inPart: some are met in part. */
export interface Kind { code: string; source: string; exclusive: boolean; facts: Map<string, string>; inPart: boolean }

export async function kindOf(client: pg.ClientBase, code: string): Promise<Kind> {
  const { rows: [kind] } = await client.query('select source::text, exclusive from indicators.subject_kind where code = $1', [code])
  const { rows: facts } = await client.query('select fact, source::text from indicators.fact_source where subject_kind = $1', [code])
  let inPart = false
  for (const { source } of facts) inPart ||= (await client.query(`select 1 from ${source} where quantity is not null limit 1`)).rowCount !== 0
  return { code, ...kind, facts: new Map(facts.map((f) => [f.fact, f.source])), inPart }
}
