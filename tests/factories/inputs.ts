// Inputs for any route, from its own declaration: what Zod asks for is filled in plausibly, and what only people know (which
// id is whose, which day lies before which) stands in one table.
import type * as z from 'zod'
import { newId } from '#base/id'
import { agreementOf, chairsTrained, classOf, decision, lowered, modelContent, rosterOf, sheetBytes, type Kind } from './reach.ts'
/** Answers the id of something of the kind; asked for a kind, it belongs to the input. */
export type Pick = (kind: Kind) => string

const date = '2026-11-21'
const file = (bytes: Uint8Array, name: string) => new File([new Uint8Array(bytes)], name)

/** What an id field names, by its name or by room, route and name; 'new' is an id that the caller makes. */
const idFields: Record<string, Kind | 'new'> = {
  unitId: 'unit', parentId: 'unit', under: 'unit', ownerId: 'unit', toUnitId: 'child', responsible: 'unit', into: 'sister',
  personId: 'person', personIds: 'person', toPersonId: 'fresh', placementId: 'placement', officeId: 'office', accountId: 'account', sessionId: 'session', passkeyId: 'passkey', keyId: 'key',
  programmeId: 'programme', planId: 'plan', answers: 'plan', replaces: 'plan', newOfficeId: 'new', eventId: 'new', sheetId: 'sheet', headCountId: 'new',
  'organisation.unit.id': 'unit', 'organisation.events.id': 'unit', 'organisation.establish.id': 'new',
  'organisation.relations.id': 'unit', relationId: 'relation',
  committeeId: 'committee', 'people.formCommittee.id': 'new',
  'people.person.id': 'person', 'people.readSensitive.id': 'person', 'people.correct.id': 'person',
  'people.admit.id': 'new', 'people.place.id': 'new', 'people.move.id': 'new', 'people.appoint.id': 'new', 'people.absence.id': 'absence',
  'learning.writeProgramme.id': 'programme', 'learning.headCount.id': 'headCount', 'learning.evidence.id': 'completion', 'learning.id': 'class', ids: 'certificate', 'learning.revokeCertificate.id': 'certificate',
  'learning.checkIn.id': 'new', 'learning.scan.id': 'new', 'learning.decideCheckIn.id': 'checkIn', fileId: 'new', deviceId: 'new',
  'plans.id': 'plan', 'plans.template.id': 'new', 'plans.version.id': 'new', 'plans.task.id': 'task',
  'documents.read.id': 'document', 'documents.write.id': 'new', 'documents.deal.id': 'document', 'documents.attach.id': 'document', 'documents.detach.id': 'document', 'documents.detach.fileId': 'documentFile', 'documents.void.id': 'document',
  'documents.procedure.id': 'procedure', 'documents.writeProcedure.id': 'new',
  'clauses.unitId': 'unit', agreementId: 'agreement', textId: 'fullText', codingId: 'coding', spanId: 'span', differenceId: 'span', chosen: 'span', clauseId: 'clause', 'clauses.readText.agreementId': 'draftAgreement', 'clauses.readText.textId': 'new', 'clauses.readText.fileId': 'textFile',
  'clauses.dropText.agreementId': 'draftAgreement', 'clauses.dropText.textId': 'freshText', 'clauses.begin.textId': 'freshText', 'clauses.begin.codingId': 'new', 'clauses.code.spanId': 'new', partId: 'part', replacedBy: 'amendment',
  'agreements.id': 'agreement', 'agreements.sign.id': 'draftAgreement', 'agreements.discard.id': 'draftAgreement', recordId: 'new', 'agreements.takeBack.recordId': 'bargaining', 'agreements.detach.fileId': 'agreementFile', 'agreements.judge.parts': 'part',
  modelId: 'model', takenFrom: 'shownModel', 'emulation.adopt.id': 'new', confirmationId: 'new', commentId: 'comment', 'emulation.comment.commentId': 'new', 'emulation.detach.fileId': 'photo', 'emulation.id': 'model',
  messageId: 'new', 'indicators.id': 'definition', 'indicators.return.id': 'sentDefinition', 'indicators.approve.id': 'sentDefinition',
  'intake.id': 'import', 'accounts.receive.id': 'new', 'accounts.officials.id': 'new', 'accounts.id': 'round', 'jobs.id': 'new', 'files.id': 'sheet',
  requestId: 'request', 'privacy.ask.requestId': 'new', 'privacy.record.requestId': 'new', consentId: 'new', holdId: 'hold', 'privacy.hold.holdId': 'new', expiryId: 'expiry',
}

/** Fields that must make sense together, by route. A field left out is filled in from its schema. */
const special: Record<string, (pick: Pick) => Record<string, unknown>> = {
  'access.signIn': () => ({ name: 'laocai', password: 'con-duong-237' }),
  'access.makeApiKey': () => ({ password: 'con-duong-237', name: 'Bảng số liệu', until: '2026-12-31' }),
  'access.invitePasskey': () => ({ password: 'con-duong-237' }),
  'access.linkProvider': () => ({ password: 'con-duong-237' }),
  'access.beginSecondFactor': () => ({ password: 'con-duong-237' }),
  'access.createAccount': (pick) => ({ accountId: newId(), personId: pick('person'), username: 'nguoi.moi' }),
  'access.blockAccount': () => ({ blocked: true, reason: 'Nghỉ việc' }),
  'organisation.establish': () => ({ kind: 'union-group', name: 'Tổ công đoàn Thử', decision: decision() }),
  'organisation.rename': (pick) => ({ unitId: pick('child'), name: 'Công đoàn Tên Mới', decision: decision() }),
  'organisation.transfer': (pick) => ({ parentId: pick('sister'), unitIds: [pick('empty')], decision: decision() }),
  'organisation.merge': (pick) => ({ into: pick('sister'), from: [pick('empty')], decision: decision() }),
  'organisation.changeKind': (pick) => ({ unitId: pick('child'), kind: 'section-union', decision: decision() }),
  'organisation.consolidate': (pick) => ({ parentId: pick('unit'), from: [pick('sister'), pick('empty')], unit: { id: newId(), kind: 'section-union', name: 'Công đoàn Hợp nhất Thử' }, decision: decision() }),
  'organisation.split': (pick) => ({ unitId: pick('child'), stays: true, restTo: null, parts: [{ unit: { id: newId(), parentId: pick('unit'), kind: 'section-union', name: 'Công đoàn Tách ra Thử' }, takes: [], share: null }], decision: decision() }),
  'organisation.undo': (pick) => ({ unitId: pick('child'), eventId: pick('renaming'), reason: 'Nhập nhầm quyết định' }),
  'structure.trial': (pick) => ({ change: { kind: 'merge', asked: { into: pick('sister'), from: [pick('empty')] } }, decision: decision() }),
  'organisation.dissolve': (pick) => ({ unitId: pick('empty'), decision: decision() }),
  'organisation.relate': (pick) => ({ unitId: pick('child'), kind: 'manages', commune: 'xã Thử', from: '2026-11-01', relations: [{ id: newId(), otherId: pick('empty') }], decision: { number: '9/QĐ', on: null, by: null } }),
  'organisation.endRelation': () => ({ on: '2026-11-10', decisionNumber: '10/QĐ' }),
  'organisation.search': () => ({ search: 'Lao động' }),
  'people.search': () => ({ search: 'Lò Thị' }),
  'people.readSensitive': () => ({ purpose: 'Đối chiếu hồ sơ' }),
  'people.admit': (pick) => ({ unitId: pick('child'), name: 'Hoàng Văn Vào', born: '1990-05-06', female: false, place: { id: newId(), standing: 'member', from: '2026-11-01' } }),
  'people.correct': () => ({ name: 'Lò Thị Học Đính Chính', born: '1981-03-04', female: true }),
  'people.place': (pick) => ({ personId: pick('officer'), unitId: pick('child'), standing: 'member', from: '2026-11-01' }),
  'people.move': (pick) => ({ toUnitId: pick('sister'), on: '2026-11-01' }),
  'people.appoint': (pick) => ({ personId: pick('fresh'), unitId: pick('child'), title: 'women-officer', from: '2026-11-01' }),
  'people.handOver': () => ({ on: '2026-11-10' }),
  'people.absence': (pick) => ({ personId: pick('officer'), reason: 'study-leave', from: '2026-03-01', to: '2026-05-01' }),
  'people.formCommittee': (pick) => ({ unitId: pick('sister'), basis: 'elected', term: { from: '2026-11-01', to: '2031-11-01' }, from: '2026-11-01', recognition: { number: '7/QĐ', on: '2026-11-05' }, offices: [{ id: newId(), personId: pick('person'), title: 'president' }] }),
  'people.recogniseCommittee': () => ({ recognition: { number: '8/QĐ', on: '2026-11-05' } }),
  'people.endCommittee': () => ({ on: '2026-11-10' }),
  'people.workforce': (pick) => ({ unitId: pick('child'), workers: 40, from: '2026-11-01', evidence: 'Báo cáo quý' }),
  'indicators.figures': () => ({ on: date }),
  'indicators.ranking': () => ({ indicator: 'T1' }),
  'indicators.trend': () => ({ indicator: 'T1', from: '2026-01-01', to: '2026-11-01' }),
  'indicators.records': () => ({ indicator: 'T1' }),
  'indicators.definition': () => ({ indicator: 'T1' }),
  'indicators.save': () => ({ code: 'THU-1', nameVi: 'Chủ tịch được bồi dưỡng', nameEn: '', countsVi: 'chủ tịch', countsEn: '', body: chairsTrained, effectiveFrom: '2026-01-01', replaces: null }),
  'indicators.return': () => ({ reason: 'Nêu rõ chương trình nào được tính' }),
  'indicators.try': () => ({ body: chairsTrained }),
  'learning.classes': (pick) => ({ unitId: pick('unit') }),
  'learning.writeProgramme': () => ({ name: 'Kỹ năng số nâng cao', tags: ['digital-transformation'], field: 'digital', level: 'grassroots', hours: 4 }),
  'learning.write': (pick) => classOf({ unit: pick('unit'), programme: pick('programme') }, pick('coming'), newId(), '2026-12-20') as unknown as Record<string, unknown>,
  'learning.cancel': (pick) => ({ id: pick('coming'), reason: 'Chưa đủ người đăng ký' }),
  'learning.nominate': (pick) => ({ personIds: [pick('fresh')] }),
  'learning.withdraw': () => ({ reason: 'Bận công tác' }),
  'learning.mark': (pick) => ({ marks: [{ sessionId: pick('session'), personId: pick('person'), state: 'late' }] }),
  'learning.correct': () => ({ state: 'absent', reason: 'Đối chiếu phiếu ký' }),
  'learning.attachSheet': () => ({ fileId: newId(), file: file(sheetBytes, 'Phiếu điểm danh.pdf') }),
  'learning.decideCheckIn': () => ({ accept: true, reason: 'Có chữ ký trên phiếu' }),
  'learning.uploadSheet': () => ({ sheetId: newId(), file: file(sheetBytes, 'Danh sách.pdf') }),
  'learning.countHeads': () => ({ heads: 20 }),
  'learning.close': () => ({ on: date }),
  'learning.certificates': (pick) => ({ classId: pick('closed') }),
  'learning.issueCertificates': (pick) => ({ id: pick('closed'), on: date }),
  'learning.revokeCertificate': () => ({ reason: 'Ghi sai họ tên' }),
  'learning.printLater': () => ({ name: 'Sổ chứng nhận' }),
  'accounts.receive': () => ({ file: file(rosterOf('Bùi Thị Thêm', 'Công đoàn cơ sở Thử Lào Một'), 'cap.csv') }),
  'accounts.letter': () => ({ password: 'abcd-efgh-jkmn' }),
  'learning.completions': (pick) => ({ personId: pick('officer') }),
  'plans.lower': () => ({}),
  'plans.template': (pick) => ({ unitId: pick('child') }),
  'plans.save': (pick) => ({ id: pick('draft'), unitId: pick('sister'), answers: pick('plan'), content: {
    title: 'Kế hoạch thử', body: '', basis: [], series: null, number: null, notation: null, issuedOn: null, inForce: null, answerBy: null, targets: [], tasks: [] } }),
  'plans.issue': (pick) => ({ id: pick('draft'), unitId: pick('sister') }),
  'plans.discard': (pick) => ({ id: pick('draft'), unitId: pick('sister') }),
  'plans.withdraw': () => ({ on: date, reason: 'Ban hành lại cho đúng thể thức' }),
  'plans.answerBy': () => ({ answerBy: '2026-12-31' }),
  'plans.decide': (pick) => ({ id: pick('lowered'), ...lowered, accept: true, note: null }),
  'plans.task': () => ({ text: 'Rà soát danh sách', doneOn: date, evidence: 'Báo cáo 12', dueOn: '2026-12-31' }),
  'documents.facts': () => ({ on: date }),
  'documents.book': () => ({ year: 2026, format: 'xlsx' }),
  'documents.write': () => ({ direction: 'incoming', head: { type: 'official-letter', secrecy: 'none', series: null, reference: '12/SNV', notation: null, issuedOn: '2026-11-02', issuer: 'Sở Nội vụ', summary: 'V/v phối hợp', signer: null, signerPosition: null, recipients: null, urgency: null, arrivedOn: '2026-11-05' } }),
  'documents.deal': () => ({ handler: 'Văn phòng', doneOn: date }),
  'documents.attach': () => ({ fileId: newId(), file: file(sheetBytes, 'van-ban.pdf') }),
  'documents.void': () => ({ reason: 'Vào sổ nhầm' }),
  'documents.writeProcedure': () => ({ procedure: { code: 'TT-09', name: 'Công nhận ban chấp hành', basis: null, handler: 'Văn phòng', inUse: { from: '2026-01-01', to: null }, online: null, onlineAt: null } }),
  'clauses.readText': () => ({ amendmentId: null }),
  'clauses.code': () => ({ start: 14, end: 36, subject: 'meals', caseCode: null, gives: null, givesAs: null, note: null }),
  'clauses.writeLevel': () => ({ id: newId(), caseCode: 'tet-bonus', from: date, gives: 1, basis: 'Luật thử, Điều 1' }),
  'clauses.takeLevel': () => ({ id: newId(), caseCode: 'leave-days' }),
  'clauses.refuse': () => ({ start: 14, end: 36, subject: 'meals' }),
  'clauses.place': () => ({ judgments: [] }),
  'clauses.search': () => ({ search: 'bữa ăn ca' }),
  'clauses.benchmark': () => ({ caseCode: 'shift-meal' }),
  'agreements.save': (pick) => ({ id: pick('draftAgreement'), content: agreementOf('Thỏa ước thử, sửa', []) }),
  'agreements.renewals': () => ({ from: '2026-01-01', to: '2029-01-01' }),
  'agreements.send': () => ({ sentOn: date, sentTo: 'Sở Nội vụ' }),
  'agreements.end': () => ({ on: date, why: 'Doanh nghiệp chấm dứt hoạt động' }),
  'agreements.amend': () => ({ what: 'Tăng mức ăn ca', signedOn: date, effectiveOn: date, extendsTo: null, sentOn: null, vote: { votedOn: date, entitled: 10, inFavour: 9 } }),
  'agreements.bargain': () => ({ during: { from: date, to: null }, aim: 'renew', note: null }),
  'agreements.widen': () => ({ decidedOn: date, during: { from: date, to: null } }),
  'agreements.judge': () => ({ judgedOn: date, whole: false, what: 'Điều 5', voidsOn: date }),
  'agreements.attach': () => ({ fileId: newId(), kind: 'text', file: file(sheetBytes, 'Thỏa ước.pdf') }),
  'emulation.held': (pick) => ({ unitId: pick('sister') }),
  'emulation.similar': (pick) => ({ unitId: pick('sister'), title: 'Chấm điểm bữa ăn ca' }),
  'emulation.save': (pick) => ({ id: newId(), unitId: pick('sister'), content: modelContent('Mô hình thử', pick('person')) }),
  'emulation.discard': (pick) => ({ unitId: pick('sister') }), 'emulation.submit': (pick) => ({ unitId: pick('sister') }),
  'emulation.decide': (pick) => ({ unitId: pick('unit'), accept: true, note: null }),
  'emulation.adopt': (pick) => ({ unitId: pick('empty'), startedOn: date }),
  'emulation.confirm': (pick) => ({ unitId: pick('sister') }), 'emulation.end': (pick) => ({ unitId: pick('sister'), on: date, reason: 'Thiết bị hỏng, thôi dùng' }),
  'emulation.report': (pick) => ({ unitId: pick('sister'), outcome: 'Chạy tốt', results: [] }), 'emulation.attach': (pick) => ({ unitId: pick('sister'), file: file(sheetBytes, 'Biên bản.pdf') }), 'emulation.detach': (pick) => ({ unitId: pick('sister') }),
  'emulation.hideComment': (pick) => ({ unitId: pick('sister'), reason: 'Không liên quan' }),
  'messages.chooseMail': () => ({ mail: 'none', digestHour: 7 }),
  'messages.keepDevice': () => ({ endpoint: 'https://fcm.googleapis.com/fcm/send/thu', p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) }),
  'intake.receive': () => ({ id: newId(), file: file(rosterOf('Bùi Thị Thêm', 'Công đoàn cơ sở Thử Lào Một'), 'them.csv') }),
  'intake.undo': (pick) => ({ id: pick('committed') }),
  'intake.refused': (pick) => ({ id: pick('import') }),
  'privacy.consent': () => ({ activity: 'profile', given: true, version: 1, profile: { ethnicity: 'Tày', religion: null, partyMember: false } }),
  'privacy.answer': () => ({ answer: 'Đã nhận yêu cầu', others: false }),
  'privacy.extend': () => ({ to: '2026-12-05', reason: 'Hồ sơ nằm ở nhiều nơi' }),
  'privacy.decide': () => ({ reason: 'Đã giao bản sao' }),
  'privacy.exportPerson': () => ({ purpose: 'Giao bản sao theo đơn' }),
  'privacy.restrict': () => ({ reason: 'Theo đơn của người này' }),
  'privacy.recordConsent': () => ({ activity: 'profile', version: 1 }),
  'privacy.hold': () => ({ reason: 'Đang thanh tra' }),
  'privacy.liftHold': () => ({ reason: 'Đã kết luận thanh tra' }),
  'privacy.settleExpiry': () => ({ keep: true, reason: 'Đang thanh tra' }),
}

/** The input of a route, with ids from `pick`. */
export function inputFor(route: string, schema: z.ZodType | undefined, pick: Pick): unknown {
  if (!schema) return undefined
  const given = special[route]?.(pick) ?? {}
  return fill(schema, route, '', pick, given)
}

/** The routes that the table above speaks of, so that a row without a route is found. */
export const specialRoutes = Object.keys(special)

function fill(schema: z.ZodType, route: string, field: string, pick: Pick, given?: Record<string, unknown>): unknown {
  const def = schema.def as unknown as { type: string; innerType?: z.ZodType; in?: z.ZodType; shape?: Record<string, z.ZodType>; element?: z.ZodType; entries?: Record<string, string>; values?: unknown[]; format?: string; options?: z.ZodType[] }
  switch (def.type) {
    case 'optional': case 'default': case 'prefault':
      // What may be left out is left out, at the top too, unless the table gives it.
      return given && Object.keys(given).length > 0 ? fill(def.innerType!, route, field, pick, given) : undefined
    case 'nullable': return idKind(route, field) ? fill(def.innerType!, route, field, pick) : null
    case 'pipe': return fill(def.in!, route, field, pick, given)
    case 'object': {
      const made: Record<string, unknown> = {}
      for (const [name, inner] of Object.entries(def.shape!)) {
        const value = given && name in given ? given[name] : fill(inner, route, name, pick)
        if (value !== undefined) made[name] = value
      }
      return made
    }
    case 'array': return [fill(def.element!, route, field, pick)]
    case 'union': return fill(def.options![0]!, route, field, pick)
    case 'enum': return Object.values(def.entries!)[0]
    case 'literal': return def.values![0]
    case 'boolean': return true
    case 'number': return 1
    case 'record': return {}
    case 'file': return file(sheetBytes, 'tep.pdf')
    case 'string': {
      const format = (schema as unknown as { format?: string | null }).format
      if (format === 'uuid' || format === 'guid') {
        const kind = idKind(route, field)
        if (!kind) throw new Error(`${route}: say in tests/factories/inputs.ts what the id "${field}" names`)
        return kind === 'new' ? newId() : pick(kind)
      }
      if (format === 'date') return date
      if (format === 'datetime') return `${date}T08:00:00+07:00`
      return 'x'
    }
    default: throw new Error(`${route}: no value for ${field} of type ${def.type}`)
  }
}

function idKind(route: string, field: string): Kind | 'new' | undefined {
  return idFields[`${route}.${field}`] ?? idFields[`${route.split('.')[0]}.${field}`] ?? idFields[field]
}
