// Duties of somebody who is not there, in all offices held today: for the digest and the calendar.
import { dayOf } from '#base/day'
import { officesHeld } from '#people'
import type { Actor } from '#platform/access/actor'
import { actorsOf } from '#platform/access/standIn'
import type { Pools } from '#platform/db/pool'
import { inWork, type Work, type WorkOptions } from '#platform/work'
import type { Duty } from '../contract.ts'
import { dutiesOf } from './duties.ts'

export interface AbsentParts { pools: Pools; options: WorkOptions; now(): Date }

export interface Absent {
  actor: Actor
  duties: Duty[]
  /** Reads as that person. */
  read<T>(deed: (w: Work) => Promise<T>): Promise<T>
}

/** null: the account is blocked, or has not been taken up yet. */
export async function absent({ pools, options, now }: AbsentParts, accountId: string): Promise<Absent | null> {
  const actors = await actorsOf(pools, officesHeld, accountId, dayOf(now()))
  if (actors.length === 0) return null
  const reading = { ...options, keepPlans: false }
  const duties = new Map<string, Duty>()
  for (const actor of actors) for (const duty of await inWork(reading, actor, dutiesOf)) if (!duties.has(duty.id)) duties.set(duty.id, duty)
  return {
    actor: actors[0]!, read: (deed) => inWork(reading, actors[0]!, deed),
    duties: [...duties.values()].sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999')),
  }
}
