// Uses of models: taken over from another unit, confirmed every half year, ended, and what came of them. Many at a time,
// because a province brings a good model to hundreds of its unions in one day.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { insist, refuse, Refused } from '#base/refusal'
import { storeFile } from '#platform/files/store'
import type { Work } from '#platform/work'
import type { Result } from '../contract.ts'
import { mayAdopt, mayConfirm, mayEnd, type Status } from '../domain/rules.ts'
import { holdUses, modelsHeldBy, notFound, ownUse, putResults, touchRunners } from './store.ts'
import { tellAdopted } from './tell.ts'

export interface Adoption { id: string; unitId: string; takenFrom: string; startedOn: Day }
interface Source { id: string; modelId: string; startedOn: Day | null; status: Status; title: string; does: string; ownerHolds: string; sourceHolds: string }

/** Units take models over; all or none. The same id again changes nothing. It counts once the unit has confirmed that it runs. */
export async function adoptModels(w: Work, asks: readonly Adoption[]): Promise<void> {
  const standing = await holdUses(w, asks.map((a) => a.id))
  const news = asks.filter(({ id, unitId, takenFrom }) => {
    const known = standing.get(id)
    if (known && (known.holderId !== unitId || known.takenFrom !== takenFrom)) throw notFound()
    return !known
  })
  if (news.length > 0) {
    const { rows } = await sql<Source>`
      select u.id, u.model_id as "modelId", u.started_on as "startedOn", m.status, m.title, m.does, emulation.holder(m.unit_id, ${w.today}::date) as "ownerHolds", emulation.holder(u.unit_id, ${w.today}::date) as "sourceHolds"
      from emulation.use u join emulation.model m on m.id = u.model_id where u.id = any(${[...new Set(news.map((a) => a.takenFrom))]}::uuid[])`.execute(w.tx)
    const sources = new Map(rows.map((row) => [row.id, row]))
    const held = await modelsHeldBy(w.tx, [...new Set(news.map((a) => a.unitId))], w.today)
    for (const ask of news) {
      const source = sources.get(ask.takenFrom)
      if (!source) throw notFound()
      const own = held.get(ask.unitId) ?? []
      const refusals = mayAdopt(source, {
        status: source.status, ownerHolds: source.ownerHolds, unitId: ask.unitId, startedOn: ask.startedOn, today: w.today, sourceStartedOn: source.startedOn,
        running: own.some((o) => o.id === source.modelId), others: own,
      })
      insist(refusals)
      held.set(ask.unitId, [...own, { id: source.modelId, title: source.title, does: source.does, unitId: ask.unitId }])
    }
    await w.tx.insertInto('emulation.use').values(news.map((a) => ({ id: a.id, model_id: sources.get(a.takenFrom)!.modelId, unit_id: a.unitId, taken_from: a.takenFrom, started_on: a.startedOn }))).execute()
    await tellAdopted(w, news.map((a) => ({ ...a, source: sources.get(a.takenFrom)! })))
  }
  if (asks.length === 1) w.note('emulation.adopt', 'model', standing.get(asks[0]!.id)?.modelId ?? asks[0]!.takenFrom, { use: asks[0]!.id, takenFrom: asks[0]!.takenFrom, startedOn: asks[0]!.startedOn, again: news.length === 0 })
  else w.note('emulation.adopt', 'model', 'many', { uses: asks.length, written: news.length })
}

/** The unit says that it runs the model, today. Said twice on a day, it is said once. */
export async function confirmUses(w: Work, asks: readonly { id: string; unitId: string; confirmationId: string }[]): Promise<void> {
  const uses = await holdUses(w, asks.map((a) => a.id))
  for (const ask of asks) {
    const use = uses.get(ask.id)
    if (!use || use.holderId !== ask.unitId) throw notFound()
    insist(mayConfirm(use, w.today))
  }
  await w.tx.insertInto('emulation.confirmation').values(asks.map((a) => ({ id: a.confirmationId, use_id: a.id, on_day: w.today, person_id: w.actor.personId }))).onConflict((c) => c.doNothing()).execute()
  await touchRunners(w, { unitIds: [...uses.values()].map((u) => u.unitId) })
  if (asks.length === 1) w.note('emulation.confirm', 'model', uses.get(asks[0]!.id)!.modelId, { use: asks[0]!.id, on: w.today })
  else w.note('emulation.confirm', 'model', 'many', { uses: asks.length, on: w.today })
}

/** The use ends on a day with its reason; on null: the end is taken back. */
export async function endUse(w: Work, ask: { id: string; unitId: string; on: Day | null; reason: string }): Promise<void> {
  const use = await ownUse(w, ask)
  const reason = ask.reason.trim()
  if (use.endedOn !== ask.on) {
    if (ask.on !== null) {
      const refusals = mayEnd(use, ask.on, reason, w.today)
      insist(refusals)
    }
    await w.tx.updateTable('emulation.use').set({ ended_on: ask.on, end_reason: ask.on === null ? null : reason }).where('id', '=', ask.id).execute()
    await touchRunners(w, { unitIds: [use.unitId] })
  }
  w.note('emulation.end', 'model', use.modelId, { use: ask.id, on: ask.on, reason })
}

/** What came of it, in words and measured; it may be brought up to date at any time. */
export async function reportUse(w: Work, ask: { id: string; unitId: string; outcome: string; results: readonly Result[] }): Promise<void> {
  const use = await ownUse(w, ask)
  await w.tx.updateTable('emulation.use').set({ outcome: ask.outcome.trim() }).where('id', '=', ask.id).execute()
  await putResults(w.tx, ask.id, ask.results)
  w.note('emulation.report', 'model', use.modelId, { use: ask.id, results: ask.results.length })
}

/** So many photos and files stand with a use. */
const most = 20

/** The same file under the same id again changes nothing. */
export async function attachToUse(w: Work, ask: { id: string; unitId: string; fileId: string; name: string; bytes: Uint8Array }): Promise<void> {
  const use = await ownUse(w, ask)
  const { rows } = await sql<{ file_id: string }>`select file_id from emulation.attachment where use_id = ${ask.id}`.execute(w.tx)
  if (!rows.some((r) => r.file_id === ask.fileId) && rows.length >= most) throw new Refused(refuse('too-many-files', 'file', `Mỗi mô hình gắn nhiều nhất ${most} ảnh và tệp. Hãy gỡ bớt trước.`, `A model carries ${most} photos and files at most. Take one off first.`))
  const file = await storeFile(w, { id: ask.fileId, name: ask.name, bytes: ask.bytes, unitId: use.unitId })
  await w.tx.insertInto('emulation.attachment').values({ file_id: ask.fileId, use_id: ask.id, photo: file.mediaType.startsWith('image/') }).onConflict((c) => c.column('file_id').doNothing()).execute()
  w.note('emulation.attach', 'model', use.modelId, { use: ask.id, file: ask.fileId, size: file.size })
}

/** Nobody sees it with the model any more; the file stays the unit's. */
export async function detachFromUse(w: Work, ask: { id: string; unitId: string; fileId: string }): Promise<void> {
  const use = await ownUse(w, ask)
  await w.tx.deleteFrom('emulation.attachment').where('file_id', '=', ask.fileId).where('use_id', '=', ask.id).execute()
  w.note('emulation.detach', 'model', use.modelId, { use: ask.id, file: ask.fileId })
}
