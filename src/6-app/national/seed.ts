// The country at its real size: what is small through the doors, what is large by COPY into the same tables, all checks
// proved over it, standings and totals by the engine's own bulk path. Steps: steps.ts; a seed that was stopped goes on.
import type pg from 'pg'
import { writeAnswers } from './answers.ts'
import { filled, owed, putBack, setAside } from './aside.ts'
import { chunksOf, type Chunk } from './chunks.ts'
import { plannedCountry, type Country } from './country.ts'
import { accountsStep, groundSteps, openGround, topsOf, type Teller } from './ground.ts'
import { boundBefore, identities } from './ids.ts'
import { addLearning, School } from './learning.ts'
import { addOfficials, OFFICIALS_OF_TOP } from './officials.ts'
import { addPeople, peopleRows, type Identity, type PeopleRows } from './people.ts'
import type { Evidence } from './papers.ts'
import { evidenceIn, recordRanges, recordSteps } from './records.ts'
import { sizes } from './sizes.ts'
import { Book, type Heard, type Step } from './steps.ts'
import { deriveStructure, writeStructure } from './structure.ts'

/** The day on which the story ends. */
export const STORY_TODAY = '2026-11-21'
/** When the standings of all that was brought in at once are held to be known. */
const KNOWN_SINCE = '2026-11-16T08:30:00+07:00'

export interface House extends Teller { pools: { owner: pg.Pool } }
export interface SeedOptions {
  size: string; seed: number; heard: Heard
  /** People in one transaction; smaller in tests, so that there are several. */
  portion?: number
}

/** Fills an empty house, or goes on filling one that was begun. Throws OtherSeed where that one was another. */
export async function seedCountry(house: House, { size, seed, heard, portion = 25_000 }: SeedOptions): Promise<void> {
  const identity = identities(seed)
  const book = await Book.open(house.pools.owner, size, seed, heard)
  const ids = await openGround(house)
  const country = plannedCountry(ids, sizes[size]!, seed, identity)
  const chunks = chunksOf(country, portion)
  const evidence = evidenceIn(topsOf(ids), identity)
  const stages: { steps: Step[]; lanes: number }[] = [
    { lanes: 1, steps: groundSteps(house, ids, seed, identity) },
    { lanes: 1, steps: [{ name: 'aside', label: 'Gác lại ràng buộc, chỉ mục', weight: 1, run: setAside }] },
    // Three at a time on two cores: while one waits for rows to be made, the database works on those of the others.
    { lanes: 3, steps: [
      { name: 'structure', label: 'Cơ cấu tổ chức', weight: 20, run: (client) => writeStructure(client, country, identity) },
      ...officialsSteps(country, ids.tld, seed, identity),
      ...chunks.map((chunk): Step => ({ name: `people ${chunk.number}`, label: `Người và lớp học, ${chunk.groups[0]!.top.code}`, weight: chunk.people / 17_000, run: (client) => writePeople(client, chunk, seed, identity, evidence) })),
    ] },
    { lanes: 2, steps: [...restoring(false), { name: 'derive', label: 'Cây tổ chức', weight: 20, run: (client) => deriveStructure(client, country, STORY_TODAY) }] },
    { lanes: 2, steps: restoring(true) },
    { lanes: 3, steps: recordSteps(country, sizes[size]!.documents, seed, identity, evidence) },
    { lanes: 1, steps: [
      { name: 'counters', label: 'Bộ đếm', weight: 1, run: setCounters },
      { name: 'statistics', label: 'Thống kê', weight: 20, own: async (client) => { await client.query('vacuum analyze'); return 0 } },
      { name: 'grassroots-answers', label: 'Kế hoạch của công đoàn cơ sở', weight: 20, run: (client) => writeAnswers(client, country, seed, identity) },
    ] },
    { lanes: 2, steps: standingSteps(country, chunks) },
    { lanes: 1, steps: [
      { name: 'totals', label: 'Số tổng hợp', weight: 60, run: async (client) => { await client.query('select indicators.sum_totals(null, null)'); await client.query('select indicators.turn_latest($1::date)', [STORY_TODAY]); return 0 } },
      { name: 'statistics again', label: 'Thống kê', weight: 10, own: async (client) => { await client.query('vacuum analyze indicators.standing, indicators.ledger, indicators.total, plans.plan, plans.target'); return 0 } },
      accountsStep(house, ids),
    ] },
  ]
  book.expect(stages.flatMap((s) => s.steps))
  for (const { steps, lanes } of stages) await book.run(steps, lanes)
  await house.work(async (w) => { w.note('house.seed', 'house', size, { seed, members: country.members, units: country.units }) }, { at: new Date(KNOWN_SINCE) })
  await book.close()
}

async function writePeople(client: pg.ClientBase, chunk: Chunk, seed: number, identity: Identity, evidence: Evidence): Promise<number> {
  const rows = peopleRows()
  const school = new School(identity, chunk.number)
  addLearning(school, chunk, chunk.groups.map((group) => addPeople(rows, group, seed, identity)), seed, identity, evidence)
  return send(client, rows, school)
}

function officialsSteps(country: Country, confederation: string, seed: number, identity: Identity): Step[] {
  return [...country.tops, { code: 'TLD', id: confederation, bureau: 90 }].map((top, place): Step => ({
    name: `officials ${top.code}`, label: `Cán bộ chuyên trách, ${top.code}`, weight: 0.2,
    run(client) {
      const rows = peopleRows()
      const school = new School(identity, 2000 + place)
      addOfficials(rows, school, country, place, top, seed, identity)
      return send(client, rows, school)
    },
  }))
}

async function send(client: pg.ClientBase, rows: PeopleRows, school: School): Promise<number> {
  let written = 0
  for (const table of [...Object.values(rows), ...Object.values(school.rows)]) written += await table.send(client)
  await client.query(`update learning.class c set status = 'closed', completed_on = x."on" from jsonb_to_recordset($1::jsonb) as x(id uuid, "on" date) where c.id = x.id`, [JSON.stringify(school.closing)])
  return written
}

/** Weights in seconds of the whole country, as measured. */
const backWeight: Record<string, number> = { 'people.placement': 200, 'learning.completion': 120, 'people.person': 60, 'people.identity': 60, 'people.office': 15 }

function restoring(foreign: boolean): Step[] {
  const tables = filled.toSorted((a, b) => (backWeight[b] ?? 3) - (backWeight[a] ?? 3))
  return tables.map((relation) => ({
    name: `${foreign ? 'keys' : 'indexes'} ${relation}`, label: `${foreign ? 'Khóa ngoại' : 'Chỉ mục, ràng buộc'} ${relation}`, weight: (backWeight[relation] ?? 3) * (foreign ? 0.3 : 1),
    async own(client) {
      const list = await owed(client, relation, foreign)
      for (const one of list) await putBack(client, one)
      return list.length
    },
  }))
}

/** COPY wrote numbers of its own into columns that count by themselves. */
async function setCounters(client: pg.ClientBase): Promise<number> {
  await client.query(`select setval(pg_get_serial_sequence('learning.nomination', 'seq'), greatest(1, (select max(seq) from learning.nomination))),
    setval(pg_get_serial_sequence('learning.mark', 'id'), greatest(1, (select max(id) from learning.mark)))`)
  return 2
}

/** Subjects in the order of their identities, as many as one transaction takes. */
function standingSteps(country: Country, chunks: Chunk[]): Step[] {
  const ranges = recordRanges(country)
  for (let first = 0; first < country.units; first += 20_000) ranges.push({ kinds: ['unit', 'unnamed'], first, beyond: Math.min(first + 20_000, country.units), weight: 4 })
  const officials = country.members
  for (let place = 0; place <= country.tops.length; place += 8) ranges.push({ kinds: ['official'], first: officials + place * OFFICIALS_OF_TOP, beyond: officials + (place + 8) * OFFICIALS_OF_TOP, weight: 1 })
  for (const { first, beyond, people } of chunks) ranges.push({ kinds: ['worker', 'official'], first, beyond, weight: people / 10_000 })
  return ranges.flatMap(({ kinds, first, beyond, weight }) => kinds.map((kind): Step => ({
    name: `standings ${kind} ${first}`, label: `Tình trạng theo chỉ số, ${kind}`, weight: kind === 'worker' ? weight * 0.85 : weight * 0.15,
    async run(client) {
      await client.query(`select set_config('app.now', $1, true)`, [KNOWN_SINCE])
      return (await client.query('select indicators.load($1, $2, $3) as n', [kind, boundBefore(first), boundBefore(beyond)])).rows[0].n
    },
  })))
}
