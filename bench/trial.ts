// A definition tried on real data: what a department waits for beside the form, for the officials and for all members and workers
// of the province with the most people.
import { today, unitsOfLevels, type Ground } from './ground.ts'
import { median, summed, timed, type Figure, type Sizes } from './measure.ts'
import { routesOf } from './reads.ts'

const stage = (requires: object) => [{ code: '2026', from: '2026-01-01', to: '2027-01-01', operator: '>=' as const, share: 0.8, need: 'all' as const, requires: [requires] }]
const tried = {
  officials: { subjects: [{ kind: 'official', filter: { title: 'president', grassroots: true }, since: { from: '2025-07-01' } }], exclusions: [{ fact: 'absence', filter: {} }], stages: stage({ fact: 'completion', filter: { tags: ['grassroots-chair'] }, atLeast: 1, withinDays: 90 }) },
  workers: { subjects: [{ kind: 'worker', filter: {} }, { kind: 'unnamed', filter: {} }], exclusions: [], stages: stage({ fact: 'completion', filter: { tags: ['basic-digital-skills'], hours: { from: 2 } }, atLeast: 1 }) },
}

export async function* measureTrial(ground: Ground, { runs }: Sizes): AsyncGenerator<Figure> {
  const routes = routesOf(ground)
  const { province } = await unitsOfLevels(ground)
  // The least that has to be done is to go through the people of the tree once.
  const people = () => ground.system.pools.owner.query(`select count(*), count(distinct p.person_id) from organisation.ancestry a join people.placement p on p.unit_id = a.unit_id and p.during @> $2::date where a.ancestor_id = $1 and a.valid @> $2::date`, [province, today])
  for (const [name, body] of Object.entries(tried)) {
    const attempt = () => routes.try({ unitId: province, on: today, body: body as never, effectiveFrom: null })
    const { counted } = await attempt()
    if (counted === 0) throw new Error(`the trial of ${name} found nobody`)
    const taken: { value: number; floor: number }[] = []
    for (let run = 0; run < runs; run++) taken.push({ floor: median([await timed(people), await timed(people), await timed(people)]), value: await timed(attempt) })
    yield summed(`trial.province.${name}`, 'ms', taken)
  }
}
