// Models and uses as the deeds ask for them.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Tx, Work } from '#platform/work'
import type { Result } from '../contract.ts'
import type { Described } from '../domain/likeness.ts'
import type { Status } from '../domain/rules.ts'

export function notFound(): Refused {
  return new Refused(refuse('not-found', null, 'Không tìm thấy mô hình, hoặc mô hình chưa được công nhận nên bạn chưa xem được.', 'No such model, or it is not recognised yet and you cannot see it.'), 404)
}

export interface StandingModel { id: string; unitId: string; holderId: string; status: Status; title: string; does: string; writing: number; startedOn: Day | null }

/** The model, held until the end of the transaction; null where there is none in sight that may be changed. */
export async function holdModel(w: Work, id: string): Promise<StandingModel | null> {
  const { rows: [row] } = await sql<StandingModel>`
    select m.id, m.unit_id as "unitId", emulation.holder(m.unit_id, ${w.today}::date) as "holderId", m.status, m.title, m.does, m.writing,
      (select u.started_on from emulation.use u where u.id = m.id) as "startedOn"
    from emulation.model m where m.id = ${id} for update of m`.execute(w.tx)
  return row ?? null
}

/** The model of the unit that holds it today; 404 otherwise. */
export async function ownModel(w: Work, { id, unitId }: { id: string; unitId: string }): Promise<StandingModel> {
  const held = await holdModel(w, id)
  if (!held || held.holderId !== unitId) throw notFound()
  return held
}

export interface StandingUse {
  id: string; modelId: string; unitId: string; holderId: string; takenFrom: string | null; startedOn: Day | null; endedOn: Day | null; endReason: string | null; confirmedOn: Day | null; status: Status; title: string
}

/** Uses with their last confirmation, held; those out of reach are left out. */
export async function holdUses(w: Work, ids: readonly string[]): Promise<Map<string, StandingUse>> {
  const { rows } = await sql<StandingUse>`
    select u.id, u.model_id as "modelId", u.unit_id as "unitId", emulation.holder(u.unit_id, ${w.today}::date) as "holderId", u.taken_from as "takenFrom", u.started_on as "startedOn", u.ended_on as "endedOn",
      u.end_reason as "endReason", (select max(c.on_day) from emulation.confirmation c where c.use_id = u.id) as "confirmedOn", m.status, m.title
    from emulation.use u join emulation.model m on m.id = u.model_id where u.id = any(${[...ids]}::uuid[]) order by u.id for update of u`.execute(w.tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The use that the unit holds today; 404 otherwise. */
export async function ownUse(w: Work, { id, unitId }: { id: string; unitId: string }): Promise<StandingUse> {
  const use = (await holdUses(w, [id])).get(id)
  if (!use || use.holderId !== unitId) throw notFound()
  return use
}

export interface HeldLike extends Described { id: string; unitId: string }

/** Models that these units hold beside each other, whatever unit they came from: what was submitted or recognised and has not ended. */
export async function modelsHeldBy(tx: Tx, unitIds: readonly string[], today: Day, drafts = false): Promise<Map<string, HeldLike[]>> {
  const { rows } = await sql<HeldLike>`
    select m.id, h.holder as "unitId", m.title, m.does
    from (select x as holder, x as unit_id from unnest(${[...unitIds]}::uuid[]) x union all select x, c.unit_id from unnest(${[...unitIds]}::uuid[]) x cross join lateral emulation.carried(x) c where c.since <= ${today}::date) h
    join emulation.use u on u.unit_id = h.unit_id join emulation.model m on m.id = u.model_id
    where (${drafts} or m.status in ('submitted', 'recognised')) and (u.ended_on is null or u.ended_on > ${today}::date)`.execute(tx)
  return Map.groupBy(rows, (row) => row.unitId)
}

export async function putResults(tx: Tx, useId: string, results: readonly Result[]): Promise<void> {
  await sql`delete from emulation.result where use_id = ${useId}`.execute(tx)
  if (results.length > 0) await tx.insertInto('emulation.result').values(results.map((r, ord) => ({ use_id: useId, ord, name: r.name, counted_in: r.countedIn, before: r.before, after: r.after }))).execute()
}

/** The standing of every unit that runs the model may have moved; without a model, that of these units. */
export async function touchRunners(w: Work, of: { modelId: string } | { unitIds: readonly string[] }): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from organisation.heirs(${'modelId' in of ? sql`array(select unit_id from emulation.use where model_id = ${of.modelId})` : sql`${[...of.unitIds]}::uuid[]`}) id`.execute(w.tx)
  w.touched('unit', rows.map((r) => r.id))
}
