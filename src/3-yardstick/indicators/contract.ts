// Figures: always counted, met and excluded of a unit and an indicator on a day; a percentage is made on the screen.
import * as z from 'zod'
import { day, id, paging, route, text } from '#platform/http/contract'
import { definition } from './domain/definition.ts'
import { draftBody, draftStates } from './domain/draft.ts'

/** on: the day asked about. tree: restated under the tree of that day. knownAt: as the records stood at that moment. */
const asked = { on: day, tree: day.optional(), knownAt: z.iso.datetime({ offset: true }).optional() }

/** What a stage asks for: one of the two, the other null. */
const threshold = { share: z.number().nullable(), number: z.number().int().nullable().describe('so many must be met in the tree of the unit whose indicator it is; of no other unit is anything required') }
const stageNow = z.object({ code: z.string(), from: day, to: day, operator: z.enum(['=', '>=']), ...threshold })
export const indicatorShape = z.object({
  id, code: z.string(), name: text, counts: text,
  /** The stage in force on the day asked about; null outside of all stages. */
  stage: stageNow.nullable(),
  /** Per cent of its subjects that its latest definition has reached; null: all, the figure is whole. */
  computed: z.number().int().nullable(),
})
export const figureShape = z.object({
  indicatorId: id, code: z.string(), counted: z.number().int(), met: z.number().int(), excluded: z.number().int(),
  /** False of an indicator that is another unit's own: not this one's, and of none above it. */
  asked: z.boolean(),
  /** Heads that the stage asks for, and how many of them are still to be won. null outside of all stages, where nothing is asked of the unit, and where the stage asks for a number of another. */
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

const choice = z.object({ value: z.string(), name: text })
const parts = z.object({
  kinds: z.array(z.object({ code: z.string(), name: text, begins: text.nullable(), facts: z.array(z.string()) })),
  facts: z.array(z.object({ code: z.string(), name: text })),
  attributes: z.array(z.object({ source: z.enum(['subject', 'fact']), code: z.string(), attr: z.string(), name: text, type: z.enum(['text', 'number', 'day', 'boolean', 'list']), choices: z.array(choice).nullable() })),
})
const version = z.object({ version: z.number().int(), effective: z.object({ from: day.nullable(), to: day.nullable() }), body: definition })
const catalogued = indicatorShape.extend({ owner: z.object({ id, name: z.string() }).nullable(), versions: z.array(version).describe('the latest first') })
export type Catalogued = z.infer<typeof catalogued>

const sample = z.object({ subjectKind: z.string(), subjectId: id, label: z.string().nullable(), page: z.string(), unitId: id, unitName: z.string().nullable(), due: day.nullable().describe('until when it may still be met in time') })
const warning = z.object({ code: z.string(), at: z.string().describe('the part of the definition that it is about'), text })
const trial = z.object({
  on: day, stage: z.string(), staged: z.boolean().describe('false: no stage holds on the day, the nearest was tried'), ...threshold, operator: z.enum(['=', '>=']),
  counted: z.number().int(), met: z.number().int(), unmet: z.number().int(), excluded: z.number().int(), required: z.number().int(), gap: z.number().int(),
  inTime: z.number().int().describe('of the unmet, those whose deadline is still to come'),
  samples: z.object({ met: z.array(sample), unmet: z.array(sample), excluded: z.array(sample) }), warnings: z.array(warning),
})
export type Trial = z.infer<typeof trial>
export type TrialWarning = z.infer<typeof warning>

const written = {
  code: z.string().trim().toUpperCase().max(20).regex(/^([A-Z0-9][A-Z0-9.-]*)?$/, 'Chỉ dùng chữ cái không dấu, chữ số, dấu chấm và gạch nối.'), nameVi: z.string().max(300), nameEn: z.string().max(300), countsVi: z.string().max(100), countsEn: z.string().max(100),
  body: draftBody, effectiveFrom: day.nullable(), replaces: z.string().nullable().describe('code of the indicator of which it is the next version'),
}
const draft = z.object({
  id, unitId: id, unitName: z.string().nullable(), ...written, state: z.enum(draftStates), writing: z.number().int(), reason: z.string().nullable(),
  writtenAt: z.coerce.date(), writtenBy: z.string().nullable(), sentAt: z.coerce.date().nullable(), sentBy: z.string().nullable(), decidedAt: z.coerce.date().nullable(), decidedBy: z.string().nullable(),
  inForce: version.nullable().describe('the version that it would follow'), mayDecide: z.boolean(),
})
export type Draft = z.infer<typeof draft>
const write = { verb: 'indicator.write', unit: 'unitId' } as const, approve = { verb: 'indicator.approve', unit: 'unitId' } as const
const ofDraft = z.object({ id, unitId: id })

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
    .output(z.array(z.object({ day, counted: z.number().int(), met: z.number().int(), excluded: z.number().int(), number: z.number().int().nullable().describe('the number that the stage of that day asks of this unit; null: it asks for a share, or asks another') }))),
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
    .output(z.array(version)),
  catalogue: route({ method: 'GET', path: '/indicators/catalogue', summary: 'Indicators with their owners and all their versions', needs: { verb: 'see' } })
    .input(z.object({ on: day })).output(z.array(catalogued)),
  parts: route({ method: 'GET', path: '/indicators/parts', summary: 'What the rooms have published to compose definitions of', needs: { verb: 'see' } })
    .output(parts),
  drafts: route({ method: 'GET', path: '/indicators/drafts', summary: 'Drafts of a unit, and those below that wait for approval', needs: write })
    .input(z.object({ unitId: id })).output(z.array(draft)),
  draft: route({ method: 'GET', path: '/indicators/drafts/{id}', summary: 'One draft', needs: { verb: 'indicator.write' } })
    .input(z.object({ id })).output(draft),
  save: route({ method: 'PUT', path: '/indicators/drafts/{id}', summary: 'Save a draft as far as it is written', needs: write })
    .input(ofDraft.extend({ ...written, seen: z.number().int().optional().describe('the writing that the sender had before them') })).output(draft),
  discard: route({ method: 'DELETE', path: '/indicators/drafts/{id}', summary: 'Discard a draft', needs: write })
    .input(ofDraft).output(z.object({ id })),
  send: route({ method: 'POST', path: '/indicators/drafts/{id}/send', summary: 'Send a draft for approval', needs: write })
    .input(ofDraft).output(draft),
  return: route({ method: 'POST', path: '/indicators/drafts/{id}/return', summary: 'Return a draft with a reason', needs: approve })
    .input(ofDraft.extend({ reason: z.string().trim().min(10).max(1000) })).output(draft),
  approve: route({ method: 'POST', path: '/indicators/drafts/{id}/approve', summary: 'Approve a draft and publish it', needs: approve })
    .input(ofDraft).output(draft),
  try: route({ method: 'POST', path: '/indicators/try', summary: 'What a definition would say of one\'s own tree on a day', needs: write, trial: true })
    .input(z.object({ unitId: id, on: day, body: draftBody, effectiveFrom: day.nullable().default(null) })).output(trial),
}
