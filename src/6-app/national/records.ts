// Agreements, models and registers of the country: steps of a seed, and the same for a country that was seeded before the
// generator made them.
import type pg from 'pg'
import { publishIndicators237 } from '../demonstration/indicators.ts'
import { AGREEMENTS_OF_UNION, writeAgreements } from './agreements.ts'
import { plannedCountry, type Country } from './country.ts'
import { importOf, openGround, sheetOf, topsOf, type Teller } from './ground.ts'
import { identities } from './ids.ts'
import { writeModels } from './models.ts'
import type { Evidence } from './papers.ts'
import type { Identity } from './people.ts'
import { documentsBefore, PROCEDURES_OF_TOP, writeRegisters } from './registers.ts'
import { sizes } from './sizes.ts'
import type { Step } from './steps.ts'

export function recordSteps(country: Country, documents: number, seed: number, identity: Identity, evidence: Evidence): (Step & { run(client: pg.ClientBase): Promise<number> })[] {
  return [
    { name: 'agreements', label: 'Thỏa ước lao động tập thể', weight: 120, run: (client) => writeAgreements(client, country, seed, identity, evidence) },
    { name: 'registers', label: 'Văn bản, thủ tục', weight: 50, run: (client) => writeRegisters(client, country, documents, seed, identity, evidence) },
    { name: 'models', label: 'Mô hình, sáng kiến', weight: 20, run: (client) => writeModels(client, country, seed, identity) },
  ]
}

/** Of whom there are records, in the order of their identities: as many as one transaction takes. */
export function recordRanges(country: Country): { kinds: string[]; first: number; beyond: number; weight: number }[] {
  const ranges = [
    { kinds: ['agreement'], first: 0, beyond: country.units * AGREEMENTS_OF_UNION, weight: 100 },
    { kinds: ['procedure'], first: 0, beyond: country.tops.length * PROCEDURES_OF_TOP, weight: 1 },
  ]
  for (let first = 0; first < country.units; first += 20_000) ranges.push({ kinds: ['document'], first: documentsBefore(first), beyond: documentsBefore(Math.min(first + 20_000, country.units)), weight: 30 })
  return ranges
}

export const evidenceIn = (tops: [string, string][], identity: Identity): Evidence => new Map(tops.map(([code], n) => [code, { sheet: sheetOf(identity, n), imported: importOf(identity, n) }]))

/** Writes them into a country seeded with this size and number, which has none yet, and brings its figures up to them. Answers how many rows; 0: it had them. */
export async function addRecords(house: Teller & { pools: { owner: pg.Pool } }, { size, seed, at }: { size: string; seed: number; at: Date }): Promise<number> {
  const { owner } = house.pools
  const identity = identities(seed), ids = await openGround(house)
  const country = plannedCountry(ids, sizes[size]!, seed, identity), evidence = evidenceIn(topsOf(ids), identity)
  const client = await owner.connect()
  let written = 0
  try {
    await client.query('begin')
    const { rows: [had] } = await client.query<{ some: boolean }>('select exists (select from agreements.agreement) or exists (select from emulation.model) or exists (select from documents.document) as some')
    if (!had!.some) for (const step of recordSteps(country, sizes[size]!.documents, seed, identity, evidence)) written += await step.run(client)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
  await owner.query('vacuum analyze')
  // Also where a run was stopped after the rows: what stands already is found equal.
  await house.work((w) => publishIndicators237(w), { at })
  for (const kind of ['unit', 'agreement', 'document', 'procedure']) await owner.query(`select set_config('app.now', $1, true), indicators.touch($2, null)`, [at.toISOString(), kind])
  // Hundreds of thousands of changes are summed anew in the time in which a tenth of them would be folded.
  await owner.query('select indicators.sum_totals(null, null)')
  return written
}
