// What the organisation answers and takes. A unit is seen from the offices above it; itself it sees the line of units over
// it, by name. Structure is changed from above: by an office whose reach holds the parent.
import * as z from 'zod'
import { day, id, range, route, text } from '#platform/http/contract'

const decision = z.object({
  number: z.string().trim().min(1).max(100), on: day.nullable(), by: z.string().trim().max(200).nullable(),
  effectiveOn: day,
}).describe('The decision document; effectiveOn is the first day on which the change holds')

const code = z.object({ scheme: z.string(), code: z.string(), from: day.nullable(), to: day.nullable() })
const kindCount = z.object({ kind: z.string(), name: text, grassroots: z.boolean(), count: z.number().int() })

const listed = z.object({
  id, name: z.string(), nameEn: z.string().nullable(), shortName: z.string().nullable(),
  kind: z.string(), kindName: text, grassroots: z.boolean(), parentId: id.nullable(), parentName: z.string().nullable(),
})
export type ListedUnit = z.infer<typeof listed>

const inTree = listed.extend({
  codes: z.array(z.object({ scheme: z.string(), code: z.string() })),
  children: z.number().int().describe('Units that hang directly under it on the day'),
  below: z.array(kindCount).describe('All units below it on the day, by kind'),
})
export type TreeUnit = z.infer<typeof inTree>

const inSight = z.boolean().describe('It lies within the reach of the office acted in, or above it: its card may be opened')

const event = z.object({
  id, kind: z.enum(['establish', 'rename', 'transfer', 'merge', 'dissolve']), effectiveOn: day.nullable().describe('null: the unit stands since always'),
  decision: z.object({ number: z.string(), on: day.nullable(), by: z.string().nullable() }),
  unitId: id, unitName: z.string(), shown: inSight, change: z.record(z.string(), z.unknown()), recordedAt: z.date(),
})
export type UnitEvent = z.infer<typeof event>

const relative = z.object({ id, name: z.string(), kind: z.string().describe('Its latest kind'), since: day, decisionNumber: z.string(), shown: inSight })

const card = listed.extend({
  on: day, lives: z.boolean().describe('False: it does not exist on the day; the card shows its nearest version'),
  attributes: z.record(z.string(), z.unknown()), valid: range,
  path: z.array(z.object({ id, name: z.string(), reached: z.boolean() })).describe('From the root down to the parent, on the day'),
  children: z.number().int(), below: z.array(kindCount), codes: z.array(code),
  versions: z.array(z.object({ name: z.string(), kind: z.string(), parentId: id.nullable(), parentName: z.string().nullable(), parentShown: inSight, valid: range, eventKind: z.string(), decisionNumber: z.string() })),
  predecessors: z.array(relative), successors: z.array(relative),
  reached: z.boolean().describe('It lies within the reach of the office acted in: what is below it is told, and its people, plans and figures may be asked for'),
  changeable: z.boolean().describe('The office acted in may rename, transfer, merge or dissolve it'),
  extensible: z.boolean().describe('The office acted in may establish units below it'),
})
export type UnitCard = z.infer<typeof card>

const done = z.object({ changed: z.array(id).describe('Units that this changed; empty when it was so already') })

export const organisationContract = {
  kinds: route({ method: 'GET', path: '/unit-kinds', summary: 'Kinds of units', needs: { verb: 'see' } })
    .output(z.array(z.object({ code: z.string(), name: text, tier: z.number().int(), grassroots: z.boolean() }))),
  topLevel: route({ method: 'GET', path: '/units/top', summary: 'Units in reach that hang directly under the Confederation on a day', needs: { verb: 'see' } })
    .input(z.object({ on: day })).output(z.array(inTree)),
  children: route({ method: 'GET', path: '/units/children', summary: 'Units directly under a unit on a day; without parentId the highest in reach', needs: { verb: 'see' } })
    .input(z.object({ parentId: id.optional(), on: day })).output(z.array(inTree)),
  search: route({ method: 'GET', path: '/units/search', summary: 'Units in reach by words of the name, short name or code, without diacritics', needs: { verb: 'see' } })
    .input(z.object({ search: z.string().max(200), on: day, under: id.optional(), kind: z.string().optional(), limit: z.coerce.number().int().min(1).max(200).default(30) }))
    .output(z.array(listed)),
  unit: route({ method: 'GET', path: '/units/{id}', summary: 'The card of a unit on a day', needs: { verb: 'see' } })
    .input(z.object({ id, on: day })).output(card),
  events: route({ method: 'GET', path: '/units/{id}/events', summary: 'Structural changes of a unit, the newest first, of its predecessors too', needs: { verb: 'see' } })
    .input(z.object({ id })).output(z.array(event)),

  establish: route({ method: 'PUT', path: '/units/{id}', summary: 'Establish a unit below another', needs: { verb: 'structure', unit: 'parentId' } })
    .input(z.object({
      id, parentId: id, kind: z.string().min(1), name: z.string().trim().min(1).max(300), nameEn: z.string().trim().max(300).nullish(), shortName: z.string().trim().max(100).nullish(),
      attributes: z.record(z.string(), z.unknown()).optional(), codes: z.array(z.object({ scheme: z.string().min(1), code: z.string().min(1) })).optional(), decision,
    })).output(done),
  rename: route({ method: 'PUT', path: '/units/{unitId}/name', summary: 'Give a unit a new name from a day on', needs: { verb: 'structure', unit: 'unitId' } })
    .input(z.object({ unitId: id, name: z.string().trim().min(1).max(300), nameEn: z.string().trim().max(300).nullish(), shortName: z.string().trim().max(100).nullish(), decision })).output(done),
  transfer: route({ method: 'PUT', path: '/units/{parentId}/transfers', summary: 'Hang units, with all below them, under another parent from a day on', needs: { verb: 'structure', unit: 'parentId' } })
    .input(z.object({ parentId: id, unitIds: z.array(id).min(1).max(1000), decision })).output(done),
  merge: route({ method: 'PUT', path: '/units/{into}/merges', summary: 'Merge units into one that stays', needs: { verb: 'structure', unit: 'into' } })
    .input(z.object({ into: id, from: z.array(id).min(1).max(1000), decision })).output(done),
  dissolve: route({ method: 'PUT', path: '/units/{unitId}/dissolution', summary: 'End a unit that goes on in no other', needs: { verb: 'structure', unit: 'unitId' } })
    .input(z.object({ unitId: id, decision })).output(done),
}
