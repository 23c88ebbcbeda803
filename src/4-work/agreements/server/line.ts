// Whose agreements a union answers for: its own, and those of unions that went on in it.
import { sql } from 'kysely'
import type { Day } from '#base/day'

/** For `with recursive`: line(id), the unit and its predecessors up to the day. */
export const lineOf = (unitId: string, on: Day) => sql`line(id) as (
      select ${unitId}::uuid
      union select l.predecessor_id from line h join organisation.lineage l on l.successor_id = h.id and l.carries and l.since <= ${on}::date
    )`
