// Agreements: the letter-box. Ranges of days are half-open; `until` and `to` are the day after the last one.
import * as z from 'zod'
import { day, id, page, paging, range, route, text } from '#platform/http/contract'

const kind = z.enum(['enterprise', 'multi-enterprise', 'sectoral', 'other'])
const state = z.enum(['draft', 'signed', 'in-force', 'carried', 'partly-void', 'expired', 'ended', 'replaced', 'void'])
const line = z.string().trim().max(500)
const count = z.number().int().min(0).max(10_000_000)
const vote = z.object({ votedOn: day.nullable(), entitled: count.nullable(), inFavour: count.nullable() })
const votedThrough = z.object({ votedOn: day, entitled: count, inFavour: count })

const party = z.object({
  id, side: z.enum(['employer', 'workers']), name: line, unitId: id.nullable(),
  taxCode: z.string().trim().max(20).nullable(), address: line.nullable(), trade: z.string().nullable(), province: z.string().nullable(),
  sector: z.enum(['state', 'private', 'foreign', 'public']).nullable(), workers: count.nullable(),
  vote: vote.describe('Of an employer in a multi-enterprise agreement'), joinedOn: day.nullable(), leftOn: day.nullable(),
})
const part = z.object({ id, name: line, term: range.describe('Open at an end: as the agreement there') })

/** What is written in an agreement; the form. */
export const content = z.object({
  kind, title: line, number: z.string().trim().max(60).nullable(),
  signedOn: day.nullable(), effectiveOn: day.nullable().describe('The day agreed; null: the day of signing'), until: day.nullable().describe('The day after the last one'),
  workers: count.nullable().describe('All employees covered, not members alone'), workersOn: day.nullable(),
  vote: vote.describe('Of all employees; of a sectoral agreement of all leaders of the workers\' organisations'),
  sentOn: day.nullable(), sentTo: line.nullable(), replaces: id.nullable(),
  parties: z.array(party).max(300), parts: z.array(part).max(100),
})
export type ContentShape = z.infer<typeof content>

const agreementLine = z.object({
  id, unitId: id, unitName: z.string(), kind, title: z.string(), number: z.string().nullable(), state, signedOn: day.nullable(),
  begins: day.nullable(), ends: day.nullable().describe('The day after the term with its extensions'), carriedTo: day.nullable().describe('And after the days that bargaining adds'),
  workers: z.number().int().nullable(), employers: z.array(z.string()).describe('The first of them'), employerCount: z.number().int(),
  bargaining: z.boolean().describe('Bargaining to extend or renew goes on'),
})
export type AgreementLine = z.infer<typeof agreementLine>

const amendment = z.object({ number: z.string().trim().max(60).nullable(), what: line, signedOn: day, effectiveOn: day, extendsTo: day.nullable().describe('The new day after the last one'), vote: votedThrough, sentOn: day.nullable() })
const bargaining = z.object({ during: range, aim: z.enum(['extend', 'renew']), note: line.nullable() })
const widening = z.object({ number: line, decidedOn: day, decidedBy: line, reach: line, during: range })
const judgment = z.object({ number: line, court: line, judgedOn: day, whole: z.boolean(), what: line.nullable(), voidsOn: day, parts: z.array(id).max(100) })
const attachmentKind = z.enum(['text', 'amendment', 'vote', 'minutes', 'sending', 'judgment', 'other'])
const attachment = z.object({ id, name: z.string(), mediaType: z.string(), size: z.number(), kind: attachmentKind })
const named = z.object({ id, title: z.string(), number: z.string().nullable() })

const agreementShape = agreementLine.extend({
  ...content.shape,
  status: z.enum(['draft', 'signed']), on: day.describe('The day of the state'), writing: z.number().int(),
  parties: z.array(party.extend({ unitName: z.string().nullable() })),
  parts: z.array(part.extend({ state: z.enum(['draft', 'signed', 'in-force', 'carried', 'expired', 'ended', 'replaced', 'void']) })),
  outOn: day.nullable().describe('Out of force from here on: expired, ended or replaced'), voidOn: day.nullable(), endedOn: day.nullable(), endedWhy: z.string().nullable(),
  sending: z.object({ by: day, late: z.number().int().describe('Days past the ten; 0: in time') }).nullable(),
  overlaps: z.array(named.extend({ why: z.enum(['both', 'extended']), from: day, to: day })).describe('Others of its union or its workplace in force on the same days, not over yet: a warning'),
  predecessor: named.nullable(), successor: named.extend({ begins: day }).nullable(),
  amendments: z.array(amendment.extend({ id })), bargainings: z.array(bargaining.extend({ id })), widenings: z.array(widening.extend({ id })), judgments: z.array(judgment.extend({ id })),
  attachments: z.array(attachment), may: z.object({ write: z.boolean() }),
})
export type Agreement = z.infer<typeof agreementShape>

export const asked = z.object({
  unitId: id, on: day.optional().describe('The day of the state; today unless said'), state: z.enum([...state.options, 'holds']).optional().describe('holds: in force, also past the term or partly void'),
  kind: kind.optional(), trade: z.string().max(2).optional(), province: z.string().max(2).optional(), sector: party.shape.sector.unwrap().optional(),
  endsWithin: z.coerce.number().int().min(0).max(3660).optional().describe('In force, and its term ends within so many days'), ...paging,
})
export type Asked = z.output<typeof asked>

const renewal = agreementLine.extend({ window: day.describe('The first of the 90 days in which bargaining begins'), acts: z.enum(['wait', 'begin', 'go-on', 'settle', 'done']).describe('What its union has to do on the day asked about'), successor: named.nullable() })
export type Renewal = z.infer<typeof renewal>

/** What waits for a union, with its day. */
export const duty = z.object({ kind: z.enum(['prepare', 'begin', 'go-on', 'settle', 'send', 'untangle']), agreementId: id, unitId: id, text, dueOn: day, to: z.string() })
export type AgreementDuty = z.infer<typeof duty>

const write = { verb: 'agreement.write', unit: 'unitId' } as const
const own = { id, unitId: id.describe('The union under which it stands') }
const written = z.object({ id })

export const agreementsContract = {
  lists: route({ method: 'GET', path: '/agreements/lists', summary: 'Trades of employers and provinces', needs: { verb: 'see' } })
    .output(z.object({ trades: z.array(z.object({ code: z.string(), name: text })), provinces: z.array(z.object({ code: z.string(), name: z.string() })) })),
  list: route({ method: 'GET', path: '/agreements', summary: 'Agreements of a unit and of all units below it, by their state on a day', needs: { verb: 'see', unit: 'unitId' } })
    .input(asked).output(page(agreementLine)),
  ofUnit: route({ method: 'GET', path: '/agreements/of-unit', summary: 'Agreements of one unit in force on a day, those to which it is party too', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id, on: day.optional() })).output(z.array(agreementLine)),
  renewals: route({ method: 'GET', path: '/agreements/renewals', summary: 'Agreements whose term ends between two days, with the 90 days before and what is to be done', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id, from: day, to: day, on: day.optional() })).output(z.array(renewal)),
  duties: route({ method: 'GET', path: '/agreements/duties', summary: 'What waits for a unit: bargaining before the end of a term, a sending, two in force at once', needs: { verb: 'see', unit: 'unitId' } })
    .input(z.object({ unitId: id })).output(z.array(duty)),
  read: route({ method: 'GET', path: '/agreements/{id}', summary: 'One agreement with all that happened to it, and its state on a day', needs: { verb: 'see' } })
    .input(z.object({ id, on: day.optional() })).output(agreementShape),
  save: route({ method: 'PUT', path: '/agreements/{id}', summary: 'Write a draft, or correct what was signed', needs: write })
    .input(z.object({ ...own, content, seen: z.number().int().optional().describe('The writing that the sender had before them: where another stands by then, it is refused and both are shown') })).output(agreementShape),
  sign: route({ method: 'POST', path: '/agreements/{id}/signing', summary: 'Record that a draft was signed', needs: write })
    .input(z.object(own)).output(agreementShape),
  discard: route({ method: 'DELETE', path: '/agreements/{id}', summary: 'Throw a draft away', needs: write })
    .input(z.object(own)).output(written),
  send: route({ method: 'POST', path: '/agreements/{id}/sending', summary: 'Record that the employer sent it to the provincial labour body', needs: write })
    .input(z.object({ ...own, sentOn: day, sentTo: line })).output(agreementShape),
  end: route({ method: 'POST', path: '/agreements/{id}/ending', summary: 'Record that it ended early, or take that back', needs: write })
    .input(z.object({ ...own, on: day.nullable(), why: z.string().max(2000).nullable() })).output(agreementShape),
  amend: route({ method: 'PUT', path: '/agreements/{id}/amendments/{recordId}', summary: 'Record an amendment or an extension of the term', needs: write })
    .input(z.object({ ...own, recordId: id, ...amendment.shape })).output(agreementShape),
  bargain: route({ method: 'PUT', path: '/agreements/{id}/bargaining/{recordId}', summary: 'Record that bargaining to extend or renew began, goes on or ended', needs: write })
    .input(z.object({ ...own, recordId: id, ...bargaining.shape })).output(agreementShape),
  widen: route({ method: 'PUT', path: '/agreements/{id}/widenings/{recordId}', summary: 'Record a decision that it binds others too', needs: write })
    .input(z.object({ ...own, recordId: id, ...widening.shape })).output(agreementShape),
  judge: route({ method: 'PUT', path: '/agreements/{id}/judgments/{recordId}', summary: 'Record a judgment that declared it void, whole or in part', needs: write })
    .input(z.object({ ...own, recordId: id, ...judgment.shape })).output(agreementShape),
  takeBack: route({ method: 'DELETE', path: '/agreements/{id}/records/{recordId}', summary: 'Take back an amendment, bargaining, decision or judgment that was recorded by mistake', needs: write })
    .input(z.object({ ...own, recordId: id })).output(agreementShape),
  attach: route({ method: 'PUT', path: '/agreements/{id}/files/{fileId}', summary: 'Attach a file: the text, minutes, the sheet of the vote (multipart)', needs: write })
    .input(z.object({ ...own, fileId: id, kind: attachmentKind, file: z.file() })).output(attachment),
  detach: route({ method: 'DELETE', path: '/agreements/{id}/files/{fileId}', summary: 'Take a file off an agreement', needs: write })
    .input(z.object({ ...own, fileId: id })).output(written),
}

// What agreements say: texts, the coding of spans, confirmed clauses, search and benchmarks. Spans are [start, end) of the signs of a text.
const sign = z.number().int().min(0).max(2_000_000)
const span = { start: sign, end: sign }
const code = z.string().max(60)
const scale = z.enum(['vnd', 'percent', 'days', 'hours', 'minutes', 'months', 'times'])
const coderKind = z.enum(['coder', 'reviewer'])
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
const coder = z.object({ codingId: id, person: z.string().nullable().describe('null: out of sight'), mine: z.boolean(), kind: coderKind, finished: z.boolean(), spans: z.number().int().nullable().describe('null: not shown yet') })
const textLine = z.object({ id, amendment: z.object({ id, what: z.string() }).nullable(), file: z.object({ id, name: z.string() }), readAs: z.enum(['docx', 'pdf']), blankPages: z.number().int(), passages: z.number().int(), confirmedAt: moment.nullable(), coders: z.array(coder), differences: z.number().int().nullable().describe('Not settled yet; null: not compared yet'), may: z.object({ code: z.boolean(), review: z.boolean(), drop: z.boolean() }) })
export type TextLine = z.infer<typeof textLine>

const passage = z.object({ ...span, kind: z.enum(['chapter', 'section', 'article', 'item', 'point', 'paragraph']), path: z.string() })
const suggestion = z.object({ ...span, subject: code, score: z.number(), why: z.array(z.string()), caseCode: code.nullable(), gives: z.number().nullable() })
export type SuggestionShape = z.infer<typeof suggestion>
const coding = z.object({ id, kind: coderKind, finished: z.boolean(), spans: z.array(codedSpan) })
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

const level = z.object({
  id, from: day, to: day.nullable(), gives: z.number(), basis: z.string().describe('The instrument and its article'), writing: z.number().int(),
  written: z.object({ by: z.string().nullable().describe('null: out of sight'), at: moment }).nullable().describe('null: it came with the system'),
})
export type LevelShape = z.infer<typeof level>
const lawShape = z.object({
  writable: z.boolean(),
  cases: z.array(z.object({ code, subject: code, name: text, scale, per: text, better: z.enum(['more', 'less']), levels: z.array(level).describe('The latest first') })),
})
export type LawShape = z.infer<typeof lawShape>

const under = { unitId: id.describe('The union under which the agreement stands') }

export const clausesContract = {
  lists: route({ method: 'GET', path: '/clauses/lists', summary: 'Subjects of clauses, and the cases by which agreements are compared with what the law gives on a day', needs: { verb: 'see' } })
    .input(z.object({ on: day.optional() }))
    .output(z.object({
      subjects: z.array(z.object({ code, name: text, article: z.string() })),
      cases: z.array(z.object({ code, subject: code, name: text, scale, per: text, better: z.enum(['more', 'less']), law: z.number().nullable(), basis: z.string().nullable() })),
    })),
  law: route({ method: 'GET', path: '/clauses/law', summary: 'What the law gives in each case, level by level, with the instrument it comes from', needs: { verb: 'see' } }).output(lawShape),
  writeLevel: route({ method: 'PUT', path: '/clauses/law/{caseCode}/levels/{id}', summary: 'Add what the law gives from a day on, which closes the level before it, or correct a level; at the top of the house alone', needs: { verb: 'agreement.write' } })
    .input(z.object({
      id, caseCode: code, from: day, gives: z.number().min(0).max(1_000_000_000_000), basis: z.string().max(500), reason: z.string().max(2000).nullable().describe('Of a correction of what clauses were shown beside'),
      seen: z.number().int().optional().describe('The writing that the sender had before them: where another stands by then, it is refused and both are shown'),
    })).output(written),
  takeLevel: route({ method: 'POST', path: '/clauses/law/{caseCode}/levels/{id}/removal', summary: 'Take a level away; its days go back to the one before it', needs: { verb: 'agreement.write' } })
    .input(z.object({ id, caseCode: code, reason: z.string().max(2000).nullable() })).output(written),
  ofAgreement: route({ method: 'GET', path: '/agreements/{agreementId}/clauses', summary: 'The texts of an agreement, how far their coding is, and its confirmed clauses beside the law of the day', needs: { verb: 'see' } })
    .input(z.object({ agreementId: id, on: day.optional() })).output(z.object({ unitId: id, texts: z.array(textLine), clauses: z.array(clause), mayWrite: z.boolean() })),
  readText: route({ method: 'PUT', path: '/agreements/{agreementId}/texts/{textId}', summary: 'Read the words of an attached DOCX or PDF as the text of the agreement or of an amendment', needs: write })
    .input(z.object({ ...under, agreementId: id, textId: id, fileId: id, amendmentId: id.nullable() })).output(written),
  dropText: route({ method: 'DELETE', path: '/agreements/{agreementId}/texts/{textId}', summary: 'Take away a text that nobody has begun to code', needs: write })
    .input(z.object({ ...under, agreementId: id, textId: id })).output(written),
  text: route({ method: 'GET', path: '/texts/{textId}', summary: 'A text in passages, with one\'s own coding and what is suggested', needs: { verb: 'see' } })
    .input(z.object({ textId: id })).output(textPage),
  begin: route({ method: 'PUT', path: '/texts/{textId}/codings/{codingId}', summary: 'Begin to code a text, or to look through what its one coder found', needs: write })
    .input(z.object({ ...under, textId: id, codingId: id, kind: coderKind })).output(written),
  code: route({ method: 'PUT', path: '/codings/{codingId}/spans/{spanId}', summary: 'Give a span a subject', needs: write })
    .input(z.object({ ...under, codingId: id, spanId: id, ...said, suggested: z.boolean().default(false) })).output(written),
  uncode: route({ method: 'DELETE', path: '/codings/{codingId}/spans/{spanId}', summary: 'Take a span away', needs: write })
    .input(z.object({ ...under, codingId: id, spanId: id })).output(written),
  refuse: route({ method: 'POST', path: '/codings/{codingId}/refusals', summary: 'Refuse a suggestion, or take the refusal back', needs: write })
    .input(z.object({ ...under, codingId: id, ...span, subject: code, refused: z.boolean() })).output(written),
  finish: route({ method: 'POST', path: '/codings/{codingId}/finish', summary: 'Finish a coding: nothing of it changes any more', needs: write })
    .input(z.object({ ...under, codingId: id })).output(z.object({ id, confirmed: z.boolean() })),
  comparison: route({ method: 'GET', path: '/texts/{textId}/comparison', summary: 'What two coders found, where they differ, and how far they agree beyond chance', needs: { verb: 'see' } })
    .input(z.object({ textId: id })).output(comparison),
  settle: route({ method: 'PUT', path: '/texts/{textId}/differences/{differenceId}', summary: 'Say which of two coders\' spans stands', needs: write })
    .input(z.object({ ...under, textId: id, differenceId: id, chosen: id.nullable() })).output(z.object({ id, confirmed: z.boolean() })),
  place: route({ method: 'PUT', path: '/clauses/{clauseId}/place', summary: 'Say which part, amendment or judgment decides on which days a clause is in force', needs: write })
    .input(z.object({ ...under, clauseId: id, partId: id.nullable(), replacedBy: id.nullable(), judgments: z.array(id).max(20) })).output(written),
  clause: route({ method: 'GET', path: '/clauses/{clauseId}', summary: 'A confirmed clause', needs: { verb: 'see' } })
    .input(z.object({ clauseId: id, on: day.optional() })).output(clause.extend({ agreementId: id, title: z.string(), unitId: id })),
  search: route({ method: 'GET', path: '/clauses/search', summary: 'Agreements in whose title, parties, text or clauses words stand, with the passage; diacritics do not matter', needs: { verb: 'see' } })
    .input(z.object({ search: z.string().trim().min(2).max(200), limit: paging.limit })).output(page(found)),
  benchmark: route({ method: 'GET', path: '/clauses/benchmarks/{caseCode}', summary: 'What employers give in one case, over the whole house: quartiles of groups of five and more', needs: { verb: 'see' } })
    .input(z.object({ caseCode: code, on: day.optional().describe('Taken as the first day of its quarter'), trade: z.string().max(2).optional(), province: z.string().max(2).optional(), size: z.string().max(5).optional().describe('Two or three of them are crossed') }))
    .output(z.object({ on: day, law: z.number().nullable(), all: group.nullable(), by: z.object({ trade: divided, province: divided, size: divided }), crossed: divided.extend({ by: z.enum(['trade', 'province', 'size']).describe('The grouping that was not asked for') }).nullable().describe('null: nothing is crossed') })),
}
