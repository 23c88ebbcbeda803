// The letter-box of the dry run: what a structural change would move, across all rooms, before it is done.
import * as z from 'zod'
import { decisionShape, structuralChange } from '#organisation/contract'
import { day, id, route, text } from '#platform/http/contract'

const counts = z.object({ counted: z.number().int(), met: z.number().int(), excluded: z.number().int() })
const unit = z.object({ id, name: z.string(), kindName: text })

const trial = z.object({
  nothing: z.boolean().describe('It is so already: doing it would change nothing'),
  effectiveOn: day, figuresOn: day.describe('The day of the figures: the first of the change, or today where that is later'),
  begin: z.array(unit), end: z.array(unit),
  rehung: z.object({
    total: z.number().int(),
    listed: z.array(unit.extend({ from: z.string().nullable(), to: z.string().nullable() })),
  }).describe('Units that hang under another unit than before, by themselves'),
  moved: z.object({ total: z.number().int(), kinds: z.array(z.object({ kind: z.string(), name: text, count: z.number().int() })) }).describe('Units above which another stands than before, with those that begin or end'),
  people: z.object({ officials: z.number().int(), fullTime: z.number().int(), members: z.number().int(), workers: z.number().int() }).describe('Who stands in the units moved, on the first day of the change'),
  plans: z.object({ total: z.number().int(), listed: z.array(z.object({ id, title: z.string(), reference: z.string().nullable(), unitName: z.string() })) }),
  agreements: z.object({ total: z.number().int(), listed: z.array(z.object({ id, title: z.string(), number: z.string().nullable(), unitName: z.string() })) }).describe('Agreements in force and drafts of the units moved; they go on as they are'),
  classes: z.object({ total: z.number().int(), listed: z.array(z.object({ id, title: z.string(), firstDay: day, lastDay: day, unitName: z.string() })) }),
  documents: z.number().int().describe('Documents in the registers of what moves; they stay in them, with their issuer'),
  models: z.object({ total: z.number().int(), listed: z.array(z.object({ id, title: z.string(), unitName: z.string(), adopted: z.boolean() })) }),
  figures: z.array(z.object({
    unitId: id, unitName: z.string(),
    indicators: z.array(z.object({ code: z.string(), name: text, byNumber: z.boolean(), before: counts, after: counts })),
  })).describe('Figures that change, of the units in reach; every other stays as it is'),
})
export type Trial = z.infer<typeof trial>

export const structureContract = {
  trial: route({ method: 'POST', path: '/structure/trial', summary: 'What a structural change would move; nothing is kept', needs: { verb: 'structure' }, trial: true })
    .input(z.object({ change: structuralChange, decision: decisionShape.nullable().describe('null only for an undo') })).output(trial),
}
