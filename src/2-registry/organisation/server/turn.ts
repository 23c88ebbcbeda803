// What every structural deed does first and last: takes its turn, asks whether it may, leaves its audit line.
import { insist, Refused, refuse } from '#base/refusal'
import { mustReach, type Work } from '#platform/work'
import { noHeirAfter } from '../domain/events.ts'
import { decisionIsWhole, livesOn, mayEndOn, treeHolds, type Decision } from '../domain/structure.ts'
import { byUnit, endOn, rewritten, versionOn, type Rewrite, type Version } from '../domain/version.ts'
import * as store from './store.ts'

/**
 * Waits for its turn. Answers false where the event is recorded already under the id that the caller made: the deed was sent
 * again. An event that was undone does not come back by itself.
 */
export async function begin(w: Work, decision: Decision, eventId: string | undefined): Promise<boolean> {
  insist(decisionIsWhole(decision))
  await store.takeTurn(w.tx)
  if (!eventId) return true
  const known = await w.tx.selectFrom('organisation.event').select('undone_at').where('id', '=', eventId).executeTakeFirst()
  if (known?.undone_at) throw new Refused(refuse('event-undone', null, 'Biến động này đã được ghi rồi hoàn tác. Hãy làm lại từ đầu nếu vẫn cần.', 'This event was recorded and undone. Begin anew if it is still wanted.'), 409)
  return !known
}

/** The structure of a unit is the affair of whoever stands above it: its own office may not move or end it. */
export async function mustReachAbove(w: Work, version: Version): Promise<void> {
  if (w.actor.acting?.lft === 0) return
  if (version.parentId === null) throw new Refused(refuse('out-of-reach', 'unitId', 'Đơn vị cao nhất chỉ được đổi khi thiết lập hệ thống.', 'The highest unit is changed only when the system is set up.'), 403)
  await mustReach(w, version.parentId, 'unitId')
}

/** The tree keeps its rules on every day with the rewrite made. */
export async function mustHold(w: Work, rewrite: Rewrite, field?: string): Promise<void> {
  const near = new Set(rewrite.added.flatMap((v) => (v.parentId === null ? [v.unitId] : [v.unitId, v.parentId])))
  const above = await store.treeAbove(w.tx, [...near])
  insist(treeHolds(rewrite.added, byUnit(rewritten(above, rewrite)), field))
}

/** The ends of the units on the decision's day, each with its right to be ended asked. */
export async function ends(w: Work, unitIds: string[], decision: Decision, field: string): Promise<Map<string, Rewrite>> {
  const on = decision.effectiveOn
  const versions = await store.versionsOf(w.tx, unitIds)
  const [heir] = await store.laterHeirs(w.tx, unitIds, on)
  if (heir) insist(noHeirAfter({ name: (await store.namesOf(w.tx, [heir.predecessorId])).get(heir.predecessorId) ?? '?', since: heir.since }, on, field))
  const found = new Map<string, Rewrite>()
  for (const id of unitIds) {
    insist(livesOn(versions.get(id), on, field))
    insist(mayEndOn(versions.get(id)!, on, field))
    const old = versionOn(versions.get(id)!, on)!
    await mustReachAbove(w, old)
    found.set(id, endOn(old, on))
  }
  return found
}

/** The audit line of a deed: of the one unit, or of the decision that changed many. */
export function tell(w: Work, action: string, unitIds: string[], decision: Decision, detail: Record<string, unknown> = {}): void {
  const about = { decision: decision.number, effectiveOn: decision.effectiveOn, ...detail }
  if (unitIds.length === 1) w.note(action, 'unit', unitIds[0]!, about)
  else w.note(action, 'decision', decision.number, { ...about, units: unitIds.length })
}
