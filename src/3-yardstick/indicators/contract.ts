// Figures: always counted, met and excluded of a unit and an indicator on a day; a percentage is made on the screen.
import * as z from 'zod'
import { day, id, paging, route, text } from '#platform/http/contract'
import { definition } from './domain/definition.ts'

/** on: the day asked about. tree: restated under the tree of that day. knownAt: as the records stood at that moment. */
const asked = { on: day, tree: day.optional(), knownAt: z.iso.datetime({ offset: true }).optional() }

const stageNow = z.object({ code: z.string(), from: day, to: day, operator: z.enum(['=', '>=']), share: z.number() })
export const indicatorShape = z.object({
  id, code: z.string(), name: text, counts: text,
  /** The stage in force on the day asked about; null outside of all stages. */
  stage: stageNow.nullable(),
  /** Per cent of its subjects that its latest definition has reached; null: all, the figure is whole. */
  computed: z.number().int().nullable(),
})
export const figureShape = z.object({
  indicatorId: id, code: z.string(), counted: z.number().int(), met: z.number().int(), excluded: z.number().int(),
  /** Heads that the stage's share asks for, and how many of them are still to be won. null outside of all stages. */
  required: z.number().int().nullable(), gap: z.number().int().nullable(),
  /** As of its indicator. */
  computed: z.number().int().nullable(),
})
export type Figure = z.infer<typeof figureShape>
export type Indicator = z.infer<typeof indicatorShape>

export const rankedShape = z.object({
  unitId: id, name: z.string(), kind: z.string(), code: z.string().nullable(), grassroots: z.boolean(),
  counted: z.number().int(), met: z.number().int(), excluded: z.number().int(), gap: z.number().int().nullable(),
})
export type Ranked = z.infer<typeof rankedShape>

export const recordShape = z.object({
  standingId: z.number().int(), subjectKind: z.string(), subjectId: id, label: z.string(), page: z.string(),
  unitId: id, unitName: z.string(), state: z.enum(['met', 'unmet', 'excluded']), quantity: z.number().int(),
  during: z.object({ from: day.nullable(), to: day.nullable() }),
  evidence: z.array(z.object({ kind: z.string(), id })),
})
export type RecordUnderFigure = z.infer<typeof recordShape>

export const indicatorsContract = {
  list: route({ method: 'GET', path: '/indicators', summary: 'Indicators and the stage of each on a day', needs: { verb: 'see' } })
    .input(z.object({ on: day })).output(z.array(indicatorShape)),
  figures: route({ method: 'GET', path: '/indicators/figures', summary: 'Every indicator of one unit on a day', needs: { verb: 'see', unit: 'unitId' }, keepPlans: true })
    .input(z.object({ unitId: id, ...asked })).output(z.array(figureShape)),
  ranking: route({ method: 'GET', path: '/indicators/ranking', summary: 'One indicator of the units directly below, or of one kind below', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({
      unitId: id, indicator: z.string(), kind: z.string().optional(), ...asked,
      order: z.enum(['best', 'worst']).default('best'), limit: z.coerce.number().int().min(1).max(1000).default(200).describe('units given, the first by the order'),
    })).output(z.array(rankedShape)),
  trend: route({ method: 'GET', path: '/indicators/trend', summary: 'One indicator of one unit at the end of each month', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id, indicator: z.string(), from: day, to: day, tree: day.optional(), knownAt: asked.knownAt }))
    .output(z.array(z.object({ day, counted: z.number().int(), met: z.number().int(), excluded: z.number().int() }))),
  records: route({ method: 'GET', path: '/indicators/records', summary: 'The records under a figure: met, unmet, excluded', needs: { verb: 'person.see', unit: 'unitId' } })
    .input(z.object({ unitId: id, indicator: z.string(), state: z.enum(['counted', 'met', 'unmet', 'excluded']).default('counted'), ...asked,
      search: paging.search, limit: paging.limit, after: z.string().regex(/^\d{1,9}$|^[0-9a-f-]{36}\.[01]\.\d{1,9}$/).optional().describe('`next` of the page before') }))
    .output(z.object({
      rows: z.array(recordShape), next: z.string().nullable().describe('asks for the page after this one; null: it was the last'),
      total: z.number().int().describe('records that fit state and search; of a list too long to be counted, its heads'),
      byUnit: z.boolean().describe('true: a long list, unit after unit; false: by name'),
      figure: z.object({ counted: z.number().int(), met: z.number().int(), unmet: z.number().int(), excluded: z.number().int() }).describe('heads on the same question without search; equal to the figure'),
    })),
  definition: route({ method: 'GET', path: '/indicators/definition', summary: 'The published versions of a definition', needs: { verb: 'see' } })
    .input(z.object({ indicator: z.string() }))
    .output(z.array(z.object({ version: z.number().int(), effective: z.object({ from: day.nullable(), to: day.nullable() }), body: definition }))),
}
