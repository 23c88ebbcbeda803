// A structural change as data, done: the one way of the routes and of the dry run, so that what is tried is what is done.
import { Refused, refuse } from '#base/refusal'
import { mustReach, type Work } from '#platform/work'
import type { StructuralChange } from '../contract.ts'
import type { Decision } from '../domain/structure.ts'
import { changeKind, establish, rename, transfer } from './deeds.ts'
import { consolidate, dissolve, merge, split } from './endings.ts'
import { events } from './history.ts'
import { undoEvent } from './undo.ts'

/** Does the change; answers the units that it changed, none where it was so already. decision: null only for an undo. */
export async function perform(w: Work, change: StructuralChange, decision: Decision | null, eventId?: string): Promise<{ changed: string[] }> {
  await mustReach(w, reachOf(change), 'unitId')
  const changed = await deed(w, change, decision, eventId)
  // A deed sent again changes nothing, but that it was sent again is worth its line.
  if (changed.length === 0) w.note('organisation.again', 'unit', aboutOf(change), { decision: decision?.number ?? null })
  return { changed }
}

function deed(w: Work, { kind, asked }: StructuralChange, decision: Decision | null, eventId: string | undefined): Promise<string[]> {
  if (kind === 'undo') return undo(w, asked)
  if (!decision) throw new Refused(refuse('decision-number', 'decision.number', 'Cần số quyết định.', 'The decision needs its number.'))
  switch (kind) {
    case 'establish': return establish(w, [plain(asked)], decision, eventId)
    case 'rename': return rename(w, asked, decision, eventId)
    case 'changeKind': return changeKind(w, asked, decision, eventId)
    case 'transfer': return transfer(w, asked, decision, eventId)
    case 'merge': return merge(w, asked.from.map((from) => ({ from, into: asked.into })), decision, eventId)
    case 'consolidate': return consolidate(w, { from: asked.from, unit: { ...plain(asked.unit), parentId: asked.parentId } }, decision, eventId)
    case 'split': return split(w, { ...asked, parts: asked.parts.map((p) => ({ ...p, unit: plain(p.unit) })) }, decision, eventId)
    case 'dissolve': return dissolve(w, [asked.unitId], decision, eventId)
  }
}

async function undo(w: Work, { unitId, eventId, reason }: { unitId: string; eventId: string; reason: string }): Promise<string[]> {
  if (!(await events(w.tx, unitId)).some((e) => e.id === eventId)) throw new Refused(refuse('not-found', 'eventId', 'Đơn vị này không có biến động đó.', 'This unit has no such event.'), 404)
  return undoEvent(w, { eventId, reason })
}

/** The unit that the change is about, as its audit line names it. */
export function aboutOf({ kind, asked }: StructuralChange): string {
  switch (kind) {
    case 'transfer': return asked.parentId
    case 'merge': return asked.into
    case 'consolidate': return asked.unit.id
    case 'establish': return asked.id
    default: return asked.unitId
  }
}

// The unit that the office must reach before anything else is asked, as the routes declare it.
function reachOf({ kind, asked }: StructuralChange): string {
  switch (kind) {
    case 'establish': case 'transfer': case 'consolidate': return asked.parentId
    case 'merge': return asked.into
    default: return asked.unitId
  }
}

// What was left out is left out, not undefined.
function plain<Given extends object>(given: Given): { [K in keyof Given]: Exclude<Given[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}
