// Who hears of what was done with models: those who write the models of the unit that it concerns.
import { sql } from 'kysely'
import { writeDay, type Day } from '#base/day'
import { holders } from '#people'
import { tell } from '#platform/messages/tell'
import type { Work } from '#platform/work'
import { goodFor } from '../domain/use.ts'

export async function tellDecided(w: Work, model: { id: string; holderId: string; title: string }, accept: boolean): Promise<void> {
  const to = (await holders(w.tx, [model.holderId], 'model.write', w.today)).map((h) => h.personId)
  await tell(w, [{
    to, kind: 'model.decided', key: `model.decided.${model.id}.${w.now.toISOString()}`, path: `/mo-hinh/${model.id}`,
    text: accept ? { vi: `Mô hình “${model.title}” của đơn vị bạn đã được công nhận.`, en: `The model “${model.title}” of your unit was recognised.` }
      : { vi: `Mô hình “${model.title}” của đơn vị bạn được trả lại để sửa.`, en: `The model “${model.title}” of your unit was returned.` },
  }])
}

/** Whoever owns the model hears that it spreads, and whoever it was taken from. */
export async function tellAdopted(w: Work, adoptions: readonly { id: string; unitId: string; source: { modelId: string; title: string; ownerHolds: string; sourceHolds: string } }[]): Promise<void> {
  const concerned = [...new Set(adoptions.flatMap(({ source }) => [source.ownerHolds, source.sourceHolds]))]
  const byUnit = Map.groupBy(await holders(w.tx, concerned, 'model.write', w.today), (h) => h.unitId)
  const { rows } = await sql<{ id: string; name: string }>`select subject_id as id, label as name from organisation.label_unit where subject_id = any(${adoptions.map((a) => a.unitId)}::uuid[])`.execute(w.tx)
  const names = new Map(rows.map((r) => [r.id, r.name]))
  await tell(w, adoptions.map(({ id, unitId, source }) => ({
    to: [source.ownerHolds, source.sourceHolds].flatMap((u) => (byUnit.get(u) ?? []).map((h) => h.personId)), kind: 'model.adopted', key: `model.adopted.${id}`, path: `/mo-hinh/${source.modelId}`,
    text: { vi: `${names.get(unitId) ?? ''} áp dụng lại mô hình “${source.title}”.`, en: `${names.get(unitId) ?? ''} has taken over the model “${source.title}”.` },
  })))
}

/** Units whose confirmation lapses on the day are told, once. */
export async function tellLapsing(w: Work, day: Day): Promise<void> {
  const { rows } = await sql<{ id: string; modelId: string; title: string; holderId: string }>`
    select u.id, u.model_id as "modelId", m.title, emulation.holder(u.unit_id, ${w.today}::date) as "holderId"
    from (select use_id, max(on_day) as last from emulation.confirmation where on_day > ${day}::date - interval '1 year' group by use_id) c
    join emulation.use u on u.id = c.use_id join emulation.model m on m.id = u.model_id
    where (c.last + make_interval(months => ${goodFor}))::date = ${day}::date and u.ended_on is null and m.status = 'recognised'`.execute(w.tx)
  if (rows.length === 0) return
  const byUnit = Map.groupBy(await holders(w.tx, rows.map((r) => r.holderId), 'model.write', w.today), (h) => h.unitId)
  await tell(w, rows.map((r) => ({
    to: (byUnit.get(r.holderId) ?? []).map((h) => h.personId), kind: 'duty.soon', key: `duty.soon.model.${r.id}.${day}`, path: `/mo-hinh/${r.modelId}`,
    text: { vi: `Trước ngày ${writeDay(day)}, xác nhận mô hình “${r.title}” còn áp dụng; không xác nhận thì thôi được tính.`, en: `Confirm before ${writeDay(day)} that the model “${r.title}” still runs; without that it counts no more.` },
  })))
}
