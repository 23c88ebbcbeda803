// A structural change as data: the dry run tries it, and the same is sent by its own route. The id of the event is made
// here and kept with what was typed, so that a second press, a reload or a lost line records it once.
import type { Day } from '#base/day'
import type { StructuralChange } from '../contract.ts'
import { organisation } from './api.ts'

export interface DecisionSent { number: string; on: Day | null; by: string | null; effectiveOn: Day }

export async function sendChange({ kind, asked }: StructuralChange, decision: DecisionSent | null, eventId: string): Promise<unknown> {
  if (kind === 'undo') return organisation.undo.call(asked)
  const by = { decision: decision!, eventId }
  switch (kind) {
    case 'establish': return organisation.establish.call({ ...asked, ...by })
    case 'rename': return organisation.rename.call({ ...asked, ...by })
    case 'changeKind': return organisation.changeKind.call({ ...asked, ...by })
    case 'transfer': return organisation.transfer.call({ ...asked, ...by })
    case 'merge': return organisation.merge.call({ ...asked, ...by })
    case 'consolidate': return organisation.consolidate.call({ ...asked, ...by })
    case 'split': return organisation.split.call({ ...asked, ...by })
    case 'dissolve': return organisation.dissolve.call({ ...asked, ...by })
  }
}
