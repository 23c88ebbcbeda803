import { sql } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Tx } from '#platform/work'
import { benchmarkOf, quarterOf, type Benchmark, type Given } from '../domain/benchmark.ts'
import { crossedOf, type Asked, type Crossed } from '../domain/crossing.ts'

/** What is given in a case, over the whole house. The figures of single employers are read here and go no further. */
export async function benchmark(tx: Tx, { caseCode, ...crossed }: Asked & { caseCode: string }, asked: Day): Promise<Benchmark & { on: Day; law: number | null; crossed: Crossed | null }> {
  const on = quarterOf(asked)
  const known = await tx.selectFrom('agreements.clause_case').select('code').where('code', '=', caseCode).executeTakeFirst()
  if (!known) throw new Refused(refuse('no-case', 'caseCode', 'Không có quyền lợi này.', 'There is no such case.'), 404)
  const { rows: given } = await sql<Given>`select employer, trade, province, workers, gives::float8 as gives from agreements.given_values(${caseCode}, ${on}::date)`.execute(tx)
  const { rows: [law] } = await sql<{ gives: number }>`select gives::float8 as gives from agreements.law_minimum where case_code = ${caseCode} and during @> ${on}::date`.execute(tx)
  return { on, law: law?.gives ?? null, ...benchmarkOf(given), crossed: crossedOf(given, crossed) }
}
