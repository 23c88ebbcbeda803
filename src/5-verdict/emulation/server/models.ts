// Writing a model, and what becomes of it: submitted, recognised, returned, thrown away.
import { sql } from 'kysely'
import { insist, refuse, Refused } from '#base/refusal'
import { tidy } from '#base/vietnamese/text'
import type { Work } from '#platform/work'
import type { ContentShape } from '../contract.ts'
import { differences } from '../domain/differences.ts'
import { mayChange, mayDecide, mayKeep, maySubmit, type Written } from '../domain/rules.ts'
import { holdModel, modelsHeldBy, notFound, ownModel, putResults, touchRunners } from './store.ts'
import { tellDecided } from './tell.ts'
import { readModel } from './views.ts'

/** Writes a draft as given; the same id again writes it anew. `seen`: the writing that the sender had before them. */
export async function writeModel(w: Work, ask: { id: string; unitId: string; content: ContentShape; seen?: number | undefined }): Promise<void> {
  const { id, unitId, content: c } = ask
  const held = await holdModel(w, id)
  if (held && held.holderId !== unitId) throw notFound()
  if (held) {
    insist(mayChange(held.status))
    if (ask.seen !== undefined && ask.seen !== held.writing && await unseen(w, ask, held.writing)) return w.note('emulation.write', 'model', id, { again: true })
  }
  insist(mayKeep(c, w.today))
  const row = {
    kind: c.kind, field: c.field, title: tidy(c.title), does: c.does.trim(), cost_vnd: c.costVnd, cost_from: blank(c.costFrom), benefit_vnd: c.benefitVnd, benefit_from: blank(c.benefitFrom), links: JSON.stringify(c.links),
  }
  if (held) {
    await w.tx.updateTable('emulation.model').set({ ...row, writing: sql`writing + 1` }).where('id', '=', id).execute()
    await w.tx.updateTable('emulation.use').set({ started_on: c.startedOn }).where('id', '=', id).execute()
  } else {
    await w.tx.insertInto('emulation.model').values({ id, unit_id: unitId, ...row }).execute()
    await w.tx.insertInto('emulation.use').values({ id, model_id: id, unit_id: unitId, started_on: c.startedOn }).execute()
  }
  await putAuthors(w, id, c.authors)
  await putResults(w.tx, id, c.results)
  w.note('emulation.write', 'model', id, { title: row.title, kind: row.kind })
}

/** Refuses what would overwrite another's words unseen, field by field; true where both wrote the same. */
async function unseen(w: Work, { id, content }: { id: string; content: ContentShape }, held: number): Promise<true> {
  const differing = differences(content, await readModel(w, id))
  if (differing.length === 0) return true
  throw new Refused(differing.map(({ field, ...sides }) => ({
    ...refuse('written-since', field, 'Bản nháp đã được lưu ở nơi khác trong lúc bạn chưa thấy.', 'The draft was saved elsewhere since you last saw it.'), conflict: { ...sides, by: null, at: null, held },
  })), 409)
}

const blank = (text: string | null): string | null => text?.trim() || null

/** A name that stands for a person on record must be in sight, and is written as it stands there. */
async function putAuthors(w: Work, modelId: string, authors: ContentShape['authors']): Promise<void> {
  const ids = authors.flatMap((a) => a.personId ?? [])
  const known = new Map(ids.length === 0 ? [] : (await w.tx.selectFrom('people.person').select(['id', 'name']).where('id', 'in', ids).execute()).map((p) => [p.id, p.name]))
  const rows = authors.map((a, ord) => {
    const name = a.personId === null ? tidy(a.name) : known.get(a.personId)
    if (name === undefined) throw new Refused(refuse('author-unknown', 'authors', 'Tác giả này nằm ngoài phạm vi của bạn: hãy ghi tên thay vì chọn.', 'This author lies outside your reach: write the name instead.'))
    return { model_id: modelId, ord, name, person_id: a.personId }
  })
  await sql`delete from emulation.author where model_id = ${modelId}`.execute(w.tx)
  if (rows.length > 0) await w.tx.insertInto('emulation.author').values(rows).execute()
}

/** Asks the union above for recognition. Sent again while it waits, it changes nothing. */
export async function submitModel(w: Work, ask: { id: string; unitId: string }): Promise<void> {
  const held = await ownModel(w, ask)
  if (held.status !== 'submitted') {
    const { rows: [written] } = await sql<Written>`select title, does, cost_vnd as "costVnd", cost_from as "costFrom", benefit_vnd as "benefitVnd", benefit_from as "benefitFrom",
      (select started_on from emulation.use u where u.id = m.id) as "startedOn" from emulation.model m where id = ${ask.id}`.execute(w.tx)
    const others = (await modelsHeldBy(w.tx, [ask.unitId], w.today)).get(ask.unitId) ?? []
    insist(maySubmit(written!, held.status, others.filter((o) => o.id !== ask.id), w.today))
    await w.tx.updateTable('emulation.model').set({ status: 'submitted', submitted_on: w.today, decided_on: null, decided_at: null, decided_by_unit: null, decided_by_person: null, note: null }).where('id', '=', ask.id).execute()
  }
  w.note('emulation.submit', 'model', ask.id, { again: held.status === 'submitted' })
}

/** A union above recognises or returns; a recognition may be taken back with a reason. The same decision again changes nothing. */
export async function decideModel(w: Work, ask: { id: string; unitId: string; accept: boolean; note: string | null }): Promise<void> {
  const held = await holdModel(w, ask.id)
  if (!held) throw notFound()
  const status = ask.accept ? 'recognised' : 'returned'
  if (held.status !== status) {
    const { rows: [place] } = await sql<{ above: boolean }>`
      select exists (select from organisation.ancestry where unit_id = ${held.holderId} and ancestor_id = ${ask.unitId} and depth > 0 and valid @> ${w.today}::date)
        or ${held.holderId}::uuid = ${ask.unitId}::uuid and not exists (select from organisation.ancestry where unit_id = ${held.holderId} and depth > 0 and valid @> ${w.today}::date) as above`.execute(w.tx)
    insist(mayDecide({ status: held.status, accept: ask.accept, above: place!.above, note: ask.note }))
    await w.tx.updateTable('emulation.model').set({ status, decided_on: w.today, decided_at: w.now, decided_by_unit: ask.unitId, decided_by_person: w.actor.personId, note: blank(ask.note) }).where('id', '=', ask.id).execute()
    w.touched('model', [ask.id])
    await touchRunners(w, { modelId: ask.id })
    await tellDecided(w, held, ask.accept)
  }
  w.note('emulation.decide', 'model', ask.id, { status, before: held.status })
}

/** Throws away what was never recognised, or no longer is and nobody took over. */
export async function discardModel(w: Work, ask: { id: string; unitId: string }): Promise<void> {
  const held = await ownModel(w, ask)
  insist(mayChange(held.status))
  const { rows: taken } = await sql`select from emulation.use where model_id = ${ask.id} and taken_from is not null limit 1`.execute(w.tx)
  if (taken.length > 0) throw new Refused(refuse('taken-over', null, 'Đơn vị khác đã nhận áp dụng mô hình này nên không xóa được.', 'Another unit has taken this model over, so it stays.'))
  await w.tx.deleteFrom('emulation.model').where('id', '=', ask.id).execute()
  w.note('emulation.discard', 'model', ask.id, { title: held.title })
}
