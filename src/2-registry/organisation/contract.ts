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

const eventId = id.optional().describe('Identity of the event, made by the caller: sent again it changes nothing')
const newUnit = z.object({
  id, parentId: id, kind: z.string().min(1), name: z.string().trim().min(1).max(300), nameEn: z.string().trim().max(300).nullish(), shortName: z.string().trim().max(100).nullish(),
  attributes: z.record(z.string(), z.unknown()).optional(), codes: z.array(z.object({ scheme: z.string().min(1), code: z.string().min(1) })).optional(),
})
const asked = {
  rename: z.object({ unitId: id, name: z.string().trim().min(1).max(300), nameEn: z.string().trim().max(300).nullish(), shortName: z.string().trim().max(100).nullish() }),
  changeKind: z.object({ unitId: id, kind: z.string().min(1) }),
  transfer: z.object({ parentId: id, unitIds: z.array(id).min(1).max(1000) }),
  merge: z.object({ into: id, from: z.array(id).min(1).max(1000) }),
  consolidate: z.object({ parentId: id, from: z.array(id).min(1).max(1000), unit: newUnit.omit({ parentId: true }) }),
  split: z.object({
    unitId: id, stays: z.boolean().describe('It lives on beside the new units and keeps what none of them takes'),
    parts: z.array(z.object({
      unit: newUnit, takes: z.array(id).max(5000).describe('Units that hang directly under the one split'),
      share: z.object({ part: z.number().int().min(1).max(1_000_000), whole: z.number().int().min(1).max(1_000_000) }).nullish().describe('How much of it goes over, as the decision says'),
    })).min(1).max(100),
    restTo: id.nullable().describe('Where it ends: the new unit that takes its records and the units below that nobody takes'),
  }),
  dissolve: z.object({ unitId: id }),
  undo: z.object({ unitId: id, eventId: id, reason: z.string().trim().min(5).max(500) }),
}
const of = <Kind extends string, Shape extends z.ZodObject>(kind: Kind, shape: Shape) => z.object({ kind: z.literal(kind), asked: shape })
/** Any structural change, as it is tried before it is done. */
export const structuralChange = z.discriminatedUnion('kind', [
  of('establish', newUnit), of('rename', asked.rename), of('changeKind', asked.changeKind), of('transfer', asked.transfer), of('merge', asked.merge),
  of('consolidate', asked.consolidate), of('split', asked.split), of('dissolve', asked.dissolve), of('undo', asked.undo),
])
export type StructuralChange = z.infer<typeof structuralChange>
export { decision as decisionShape }

const event = z.object({
  id, kind: z.enum(['establish', 'rename', 'transfer', 'merge', 'consolidate', 'split', 'kind', 'dissolve']), effectiveOn: day.nullable().describe('null: the unit stands since always'),
  decision: z.object({ number: z.string(), on: day.nullable(), by: z.string().nullable() }),
  unitId: id, unitName: z.string(), shown: inSight, change: z.record(z.string(), z.unknown()), recordedAt: z.date(),
  into: z.array(z.object({ id, name: z.string(), share: z.object({ part: z.number().int(), whole: z.number().int() }).nullable() })).describe('Units in which others went on by it'),
  from: z.array(z.object({ id, name: z.string() })).describe('Units that went on in others by it'),
  undoneAt: z.date().nullable(), undoReason: z.string().nullable(),
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

const ends = z.object({ id, name: z.string(), shown: inSight })
const relation = z.object({
  id, kind: z.string(), kindName: text, unit: ends, other: ends, outward: z.boolean().describe('The unit asked about is the first of the two: it manages the other'),
  commune: z.string().nullable().describe('The commune whose unions are meant'), valid: range, holds: z.boolean().describe('On the day asked for'),
  decision: z.object({ number: z.string(), on: day.nullable(), by: z.string().nullable() }), endDecisionNumber: z.string().nullable(), changeable: z.boolean().describe('The office acted in may end it'),
})
export type UnitRelation = z.infer<typeof relation>

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
    .input(newUnit.extend({ decision, eventId })).output(done),
  rename: route({ method: 'PUT', path: '/units/{unitId}/name', summary: 'Give a unit a new name from a day on', needs: { verb: 'structure', unit: 'unitId' } })
    .input(asked.rename.extend({ decision, eventId })).output(done),
  changeKind: route({ method: 'PUT', path: '/units/{unitId}/kind', summary: 'Make a unit one of another kind from a day on', needs: { verb: 'structure', unit: 'unitId' } })
    .input(asked.changeKind.extend({ decision, eventId })).output(done),
  transfer: route({ method: 'PUT', path: '/units/{parentId}/transfers', summary: 'Hang units, with all below them, under another parent from a day on', needs: { verb: 'structure', unit: 'parentId' } })
    .input(asked.transfer.extend({ decision, eventId })).output(done),
  merge: route({ method: 'PUT', path: '/units/{into}/merges', summary: 'Merge units into one that stays', needs: { verb: 'structure', unit: 'into' } })
    .input(asked.merge.extend({ decision, eventId })).output(done),
  consolidate: route({ method: 'PUT', path: '/units/{parentId}/consolidations', summary: 'End units that go on in a new one', needs: { verb: 'structure', unit: 'parentId' } })
    .input(asked.consolidate.extend({ decision, eventId })).output(done),
  split: route({ method: 'PUT', path: '/units/{unitId}/split', summary: 'Make new units out of one that stays or ends', needs: { verb: 'structure', unit: 'unitId' } })
    .input(asked.split.extend({ decision, eventId })).output(done),
  dissolve: route({ method: 'PUT', path: '/units/{unitId}/dissolution', summary: 'End a unit that goes on in no other', needs: { verb: 'structure', unit: 'unitId' } })
    .input(asked.dissolve.extend({ decision, eventId })).output(done),
  undo: route({ method: 'PUT', path: '/units/{unitId}/events/{eventId}/undone', summary: 'Take a structural change of the unit back', needs: { verb: 'structure', unit: 'unitId' } })
    .input(asked.undo).output(done),

  relations: route({ method: 'GET', path: '/units/{id}/relations', summary: 'Relations of a unit to others, in both directions, that are no part of the tree', needs: { verb: 'see' } })
    .input(z.object({ id, on: day })).output(z.array(relation)),
  relate: route({ method: 'PUT', path: '/units/{unitId}/relations', summary: 'Put a unit in charge of others that do not hang under it', needs: { verb: 'structure', unit: 'unitId' } })
    .input(z.object({
      unitId: id, kind: z.string().min(1).max(60), commune: z.string().trim().min(1).max(200).nullish(), from: day, to: day.nullish(),
      relations: z.array(z.object({ id, otherId: id })).min(1).max(1000), decision: z.object({ number: z.string().trim().min(1).max(100), on: day.nullable(), by: z.string().trim().max(200).nullable() }),
    })).output(done),
  endRelation: route({ method: 'PUT', path: '/relations/{relationId}/end', summary: 'End a relation between units', needs: { verb: 'structure' } })
    .input(z.object({ relationId: id, on: day, decisionNumber: z.string().trim().min(1).max(100) })).output(z.object({ done: z.literal(true) })),
}
