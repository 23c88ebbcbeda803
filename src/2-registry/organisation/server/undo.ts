// Taking an event back: versions, lineage and codes stand again exactly as they were before it. What the event wrote must
// still stand as it wrote it, and nothing may rest on it; otherwise the later event is named, which is to be undone first.
// The event stays in the record as undone, and what stood while it held stays known.
import { sql } from 'kysely'
import { writeDay, type Day } from '#base/day'
import { insist, Refused, refuse } from '#base/refusal'
import type { Text } from '#base/text'
import { mustReach, type Tx, type Work } from '#platform/work'
import { reasonIsWhole } from '../domain/events.ts'
import { lacksParent, treeHolds } from '../domain/structure.ts'
import { byUnit, noRewrite, onlyHangsElsewhere, rewritten, type Rewrite, type Version } from '../domain/version.ts'
import { outOfReach, supersede, type EventKind } from './record.ts'
import * as past from './past.ts'
import * as store from './store.ts'

/** What each kind of event is called within a sentence. */
const called: Record<EventKind, Text> = {
  establish: { vi: 'thành lập', en: 'establishment' }, rename: { vi: 'đổi tên', en: 'renaming' }, transfer: { vi: 'chuyển đơn vị cấp trên', en: 'transfer' },
  merge: { vi: 'sáp nhập', en: 'merge' }, consolidate: { vi: 'hợp nhất', en: 'consolidation' }, split: { vi: 'chia, tách', en: 'split' },
  kind: { vi: 'đổi loại', en: 'change of kind' }, dissolve: { vi: 'chấm dứt hoạt động', en: 'dissolution' },
}

/** Undoes the event; answers the ids of the units that it changed, none where it was undone already. */
export async function undoEvent(w: Work, { eventId, reason }: { eventId: string; reason: string }): Promise<string[]> {
  insist(reasonIsWhole(reason))
  await store.takeTurn(w.tx)
  const event = await w.tx.selectFrom('organisation.event').selectAll().where('id', '=', eventId).executeTakeFirst()
  if (!event) throw new Refused(refuse('not-found', 'eventId', 'Không có biến động này.', 'There is no such event.'), 404)
  if (event.undone_at) return []
  const did = await past.effectsOf(w.tx, eventId)
  if (did.supersededBy) throw await standsOn(w.tx, did.supersededBy)
  const rewrite = { ...noRewrite(), removed: did.written.map((v) => v.id!), added: did.ended }
  const changed = [...new Set([...did.written, ...did.ended].map((v) => v.unitId).concat(did.lineage.map((l) => l.from)))]
  await mustStandWithout(w, eventId, rewrite, changed)
  if (did.written.length + did.ended.length === 0) throw outOfReach()
  await mustReachAll(w, [...did.written, ...did.ended])
  await supersede(w.tx, did.written.map((v) => ({ id: v.id!, event: eventId })))
  if (await past.bringBack(w.tx, eventId) !== did.ended.length) throw outOfReach()
  await past.undoCodes(w.tx, eventId)
  await past.undoLineage(w.tx, eventId)
  await sql`update organisation.event set undone_at = base.moment(), undo_reason = ${reason.trim()} where id = ${eventId}`.execute(w.tx)
  await store.derive(w, changed)
  const written = byUnit(did.written), ended = byUnit(did.ended)
  w.touched('unit', [...changed.filter((id) => !onlyHangsElsewhere(written.get(id) ?? [], ended.get(id) ?? [])), ...await store.heirsOf(w.tx, did.lineage.map((l) => l.into))])
  w.note('organisation.undo', 'unit', event.unit_id, { event: eventId, kind: event.kind, decision: event.decision_number, effectiveOn: event.effective_on, reason: reason.trim() })
  return changed
}

// The tree keeps its rules on every day without the event, and no unit is lost on which something rests.
async function mustStandWithout(w: Work, eventId: string, rewrite: Rewrite, changed: string[]): Promise<void> {
  const removed = new Set(rewrite.removed)
  const children = (await past.everUnder(w.tx, changed)).filter((c) => !removed.has(c.id!))
  const above = await store.treeAbove(w.tx, [...new Set([...changed, ...rewrite.added.flatMap((v) => v.parentId ?? [])])])
  const tree = byUnit(rewritten(above, rewrite))
  const orphan = children.find((child) => lacksParent(child, tree))
  if (orphan) throw await standsOn(w.tx, orphan.writer!)
  for (const version of rewrite.added) {
    // Its parent ended since: the event that ended it comes first.
    if (lacksParent(version, tree)) throw await standsOn(w.tx, await past.lastWriter(w.tx, version.parentId!) ?? eventId)
  }
  const held = treeHolds(rewrite.added, tree)
  if (held !== true) {
    const later = await past.laterThan(w.tx, eventId, [...tree.keys()])
    throw later ? await standsOn(w.tx, later) : new Refused(held)
  }
  const lost = changed.filter((id) => !tree.has(id) || tree.get(id)!.length === 0)
  const [tied] = await past.otherLineage(w.tx, eventId, lost)
  if (tied) throw await standsOn(w.tx, tied)
  const code = await past.takenCode(w.tx, eventId)
  if (code) throw new Refused(refuse('code-taken', null, `Không hoàn tác được: mã ${code.code} nay thuộc ${code.name}.`, `This cannot be undone: code ${code.code} now belongs to ${code.name}.`))
  const records = await past.recordsIn(w.tx, lost)
  if (records) {
    throw new Refused(refuse('records-stand', null, `Không hoàn tác được: ${records.name} đã có ${records.records} hồ sơ (người, chức vụ, lớp, kế hoạch…). Hãy chấm dứt hoạt động hoặc sáp nhập đơn vị thay vì hoàn tác.`,
      `This cannot be undone: ${records.name} has ${records.records} records (people, offices, classes, plans…). Dissolve or merge the unit instead.`))
  }
}

async function mustReachAll(w: Work, versions: Version[]): Promise<void> {
  if (w.actor.acting?.lft === 0) return
  if (versions.some((v) => v.parentId === null)) throw new Refused(refuse('out-of-reach', 'eventId', 'Đơn vị cao nhất chỉ được đổi khi thiết lập hệ thống.', 'The highest unit is changed only when the system is set up.'), 403)
  // The new units of a split or a consolidation are parents too, and go with the event.
  for (const parent of new Set(versions.map((v) => v.parentId!))) await mustReach(w, parent, 'eventId')
}

async function standsOn(tx: Tx, eventId: string): Promise<Refused> {
  const { rows: [later] } = await sql<{ kind: EventKind; number: string; on: Day; name: string }>`
    select e.kind, e.decision_number as number, e.effective_on as "on", coalesce(n.label, '?') as name from organisation.event e left join organisation.label_unit n on n.subject_id = e.unit_id where e.id = ${eventId}`.execute(tx)
  const { kind, number, on, name } = later!
  return new Refused(refuse('later-event', 'eventId',
    `Không hoàn tác được: sau đó đã có việc ${called[kind].vi} ${name} theo ${number}, hiệu lực ${writeDay(on)}. Hãy hoàn tác việc đó trước.`,
    `This cannot be undone: the ${called[kind].en} of ${name} by ${number}, in force from ${writeDay(on)}, stands on it. Undo that first.`))
}
