// The letter-box of what agreements say: their texts, the coding of spans, confirmed clauses, search and benchmarks. Spans are
// [start, end) of the signs of a text.
import * as z from 'zod'
import { day, id, page, paging, route, text } from '#platform/http/contract'

const sign = z.number().int().min(0).max(2_000_000)
const span = { start: sign, end: sign }
const code = z.string().max(60)
const measure = z.enum(['vnd', 'percent', 'days', 'hours', 'minutes', 'months', 'times'])
const role = z.enum(['coder', 'reviewer'])
const said = {
  ...span, subject: code, caseCode: code.nullable(), gives: z.number().min(0).max(1_000_000_000_000).nullable(), givesAs: z.enum(['total', 'extra']).nullable(),
  note: z.string().trim().max(500).nullable(),
}
const codedSpan = z.object({ id, ...said, suggested: z.boolean() })
export type CodedSpanShape = z.infer<typeof codedSpan>
const moment = z.iso.datetime({ offset: true })

const clause = z.object({
  id, textId: id, amendmentId: id.nullable().describe('The amendment that brought it'), ...said, said: z.string(), path: z.string().describe('Where it stands: "Điều 5, khoản 2"'),
  from: day.nullable(), to: day.nullable().describe('Days in force; both null: none'), inForce: z.boolean(),
  beside: z.object({ law: z.number().nullable(), extra: z.number(), total: z.number(), below: z.boolean(), basis: z.string().nullable() }).nullable().describe('Beside the law of the day'),
  partId: id.nullable(), replacedBy: id.nullable(), judgments: z.array(id),
})
export type ClauseShape = z.infer<typeof clause>
const coder = z.object({ codingId: id, person: z.string().nullable().describe('null: out of sight'), mine: z.boolean(), role, finished: z.boolean(), spans: z.number().int().nullable().describe('null: not shown yet') })
const textLine = z.object({ id, amendment: z.object({ id, what: z.string() }).nullable(), file: z.object({ id, name: z.string() }), readAs: z.enum(['docx', 'pdf']), blankPages: z.number().int(), passages: z.number().int(), confirmedAt: moment.nullable(), coders: z.array(coder), differences: z.number().int().nullable().describe('Not settled yet; null: not compared yet'), may: z.object({ code: z.boolean(), review: z.boolean(), drop: z.boolean() }) })
export type TextLine = z.infer<typeof textLine>

const passage = z.object({ ...span, kind: z.enum(['chapter', 'section', 'article', 'item', 'point', 'paragraph']), path: z.string() })
const suggestion = z.object({ ...span, subject: code, score: z.number(), why: z.array(z.string()), caseCode: code.nullable(), gives: z.number().nullable() })
export type SuggestionShape = z.infer<typeof suggestion>
const coding = z.object({ id, role, finished: z.boolean(), spans: z.array(codedSpan) })
const textPage = z.object({
  id, agreementId: id, unitId: id, title: z.string(), amendment: z.string().nullable(), body: z.string(), passages: z.array(passage), confirmed: z.boolean(),
  mine: coding.nullable(), suggestions: z.array(suggestion), clauses: z.array(z.object({ id, ...span, subject: code })), mayCompare: z.boolean(),
})
export type TextPageShape = z.infer<typeof textPage>

const kappa = z.object({ n: z.number().int(), observed: z.number(), expected: z.number(), kappa: z.number().nullable(), interval: z.tuple([z.number(), z.number()]).nullable() })
export type KappaShape = z.infer<typeof kappa>
const voice = z.object({ person: z.string().nullable(), mine: z.boolean(), chosen: id.nullable() })
const comparison = z.object({
  textId: id, agreementId: id, unitId: id, title: z.string(), confirmed: z.boolean(), coders: z.array(z.object({ person: z.string().nullable(), mine: z.boolean() })),
  agreed: z.array(codedSpan.extend({ words: z.string() })),
  differences: z.array(z.object({ id, first: codedSpan.nullable(), second: codedSpan.nullable(), words: z.string(), path: z.string(), voices: z.array(voice), settled: z.boolean(), chosen: id.nullable() })),
  overall: kappa, bySubject: z.array(kappa.extend({ subject: code })),
})
export type ComparisonShape = z.infer<typeof comparison>

const group = z.object({ key: z.string(), count: z.number().int(), quartiles: z.tuple([z.number(), z.number(), z.number()]) })
const divided = z.object({ shown: z.array(group), hidden: z.number().int() })
const found = z.object({
  agreementId: id, title: z.string(), unitName: z.string(), in: z.enum(['title', 'party', 'passage', 'clause']), path: z.string().nullable(), words: z.string().nullable(), textId: id.nullable(), start: z.number().int().nullable(),
})
export type FoundShape = z.infer<typeof found>

const write = { verb: 'agreement.write', unit: 'unitId' } as const
const own = { unitId: id.describe('The union under which the agreement stands') }
const written = z.object({ id })

export const clausesContract = {
  lists: route({ method: 'GET', path: '/clauses/lists', summary: 'Subjects of clauses, and the cases by which agreements are compared with what the law gives on a day', needs: { verb: 'see' } })
    .input(z.object({ on: day.optional() }))
    .output(z.object({
      subjects: z.array(z.object({ code, name: text, article: z.string() })),
      cases: z.array(z.object({ code, subject: code, name: text, measure, per: text, better: z.enum(['more', 'less']), law: z.number().nullable(), basis: z.string().nullable() })),
    })),
  ofAgreement: route({ method: 'GET', path: '/agreements/{agreementId}/clauses', summary: 'The texts of an agreement, how far their coding is, and its confirmed clauses beside the law of the day', needs: { verb: 'see' } })
    .input(z.object({ agreementId: id, on: day.optional() })).output(z.object({ unitId: id, texts: z.array(textLine), clauses: z.array(clause), mayWrite: z.boolean() })),
  readText: route({ method: 'PUT', path: '/agreements/{agreementId}/texts/{textId}', summary: 'Read the words of an attached DOCX or PDF as the text of the agreement or of an amendment', needs: write })
    .input(z.object({ ...own, agreementId: id, textId: id, fileId: id, amendmentId: id.nullable() })).output(written),
  dropText: route({ method: 'DELETE', path: '/agreements/{agreementId}/texts/{textId}', summary: 'Take away a text that nobody has begun to code', needs: write })
    .input(z.object({ ...own, agreementId: id, textId: id })).output(written),
  text: route({ method: 'GET', path: '/texts/{textId}', summary: 'A text in passages, with one\'s own coding and what is suggested', needs: { verb: 'see' } })
    .input(z.object({ textId: id })).output(textPage),
  begin: route({ method: 'PUT', path: '/texts/{textId}/codings/{codingId}', summary: 'Begin to code a text, or to look through what its one coder found', needs: write })
    .input(z.object({ ...own, textId: id, codingId: id, role })).output(written),
  code: route({ method: 'PUT', path: '/codings/{codingId}/spans/{spanId}', summary: 'Give a span a subject', needs: write })
    .input(z.object({ ...own, codingId: id, spanId: id, ...said, suggested: z.boolean().default(false) })).output(written),
  uncode: route({ method: 'DELETE', path: '/codings/{codingId}/spans/{spanId}', summary: 'Take a span away', needs: write })
    .input(z.object({ ...own, codingId: id, spanId: id })).output(written),
  refuse: route({ method: 'POST', path: '/codings/{codingId}/refusals', summary: 'Refuse a suggestion, or take the refusal back', needs: write })
    .input(z.object({ ...own, codingId: id, ...span, subject: code, refused: z.boolean() })).output(written),
  finish: route({ method: 'POST', path: '/codings/{codingId}/finish', summary: 'Finish a coding: nothing of it changes any more', needs: write })
    .input(z.object({ ...own, codingId: id })).output(z.object({ id, confirmed: z.boolean() })),
  comparison: route({ method: 'GET', path: '/texts/{textId}/comparison', summary: 'What two coders found, where they differ, and how far they agree beyond chance', needs: { verb: 'see' } })
    .input(z.object({ textId: id })).output(comparison),
  settle: route({ method: 'PUT', path: '/texts/{textId}/differences/{differenceId}', summary: 'Say which of two coders\' spans stands', needs: write })
    .input(z.object({ ...own, textId: id, differenceId: id, chosen: id.nullable() })).output(z.object({ id, confirmed: z.boolean() })),
  place: route({ method: 'PUT', path: '/clauses/{clauseId}/place', summary: 'Say which part, amendment or judgment decides on which days a clause is in force', needs: write })
    .input(z.object({ ...own, clauseId: id, partId: id.nullable(), replacedBy: id.nullable(), judgments: z.array(id).max(20) })).output(written),
  clause: route({ method: 'GET', path: '/clauses/{clauseId}', summary: 'A confirmed clause', needs: { verb: 'see' } })
    .input(z.object({ clauseId: id, on: day.optional() })).output(clause.extend({ agreementId: id, title: z.string(), unitId: id })),
  search: route({ method: 'GET', path: '/clauses/search', summary: 'Agreements in whose title, parties, text or clauses words stand, with the passage; diacritics do not matter', needs: { verb: 'see' } })
    .input(z.object({ search: z.string().trim().min(2).max(200), limit: paging.limit })).output(page(found)),
  benchmark: route({ method: 'GET', path: '/clauses/benchmarks/{caseCode}', summary: 'What employers give in one case, over the whole house: quartiles of groups of five and more', needs: { verb: 'see' } })
    .input(z.object({ caseCode: code, on: day.optional().describe('Taken as the first day of its quarter') }))
    .output(z.object({ on: day, law: z.number().nullable(), all: group.nullable(), by: z.object({ trade: divided, province: divided, size: divided }) })),
}
