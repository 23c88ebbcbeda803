// Something of every kind that the house keeps, under one unit: what an office there may reach, and what nobody from
// elsewhere may. The test of authority swaps the one for the other.
import { strToU8, zipSync } from 'fflate'
import { newId } from '#base/id'
import { attachFile as keepFile, writeDocument, writeProcedures } from '#documents'
import { attachFile, recordAmendment, recordBargaining, recordJudgment, recordSigned, recordCodings, recordWidening, writeAgreement } from '#agreements'
import { closeClass, issueCertificates, markAttendance, nominate, openClasses, recordHeadCounts, writeProgrammes, type ClassWrite } from '#learning'
import { attachToUse, commentOn, confirmUses, decideModel, submitModel, writeModel } from '#emulation'
import { establish, relate, rename } from '#organisation'
import { admit, appoint, formCommittees, place, recordAbsence } from '#people'
import { createAccounts } from '#platform/access/accounts'
import { storeFile } from '#platform/files/store'
import { sourceOf } from '#platform/sheets/source'
import type { Work } from '#platform/work'
import { draftFromTemplate, issuePlans, writeDraft, writeTask } from '#plans'
import { signedSheet } from '#app/demonstration/sheet'
import { commitImport, receive } from '#app/intake/index'
import type { House } from './house.ts'

/** Ids of what stands under a unit, by kind. */
export interface Reach {
  unit: string
  /** Below the unit: one that stays, and two of one kind that may be merged, moved or dissolved. */
  child: string; sister: string; empty: string
  /** An event: the child was given another name. */
  renaming: string
  /** A member in the child; another whom no class has yet; one who holds an office in the child, and has an account. */
  person: string; fresh: string; officer: string
  placement: string; office: string; account: string; absence: string; passkey: string; key: string
  /** Elected in the child and not recognised yet; the sister manages the one that is empty. */
  committee: string; relation: string
  programme: string
  /** Open, its one session begun and marked; with a head-count by a sheet. Not begun; one that closed with a completion. */
  class: string; session: string; coming: string; closed: string; headCount: string; sheet: string; completion: string
  /** Of the person at the session: came after the mark, waits. */
  checkIn: string
  /** Of another class that closed. */
  certificate: string
  /** Issued by the unit; a draft of it; issued below with a target lower than asked; a task of the plan. */
  plan: string; draft: string; lowered: string; task: string
  /** In the incoming register of the unit, with a file; a procedure of its catalogue. */
  document: string; documentFile: string; procedure: string
  /** Signed by several employers, bargained over again, void in a part, with a file; a draft. */
  agreement: string; bargaining: string; part: string; agreementFile: string; draftAgreement: string
  /** A model of the sister that waits for recognition, with a photo, a comment and a confirmation; one of the child that everyone sees. */
  model: string; photo: string; comment: string; shownModel: string
  /** Of the agreement: its text, which two people coded and see one thing otherwise; of an amendment, with a confirmed clause. Of the draft: a text that nobody coded, of another file. */
  fullText: string; coding: string; span: string; amendment: string; clause: string; freshText: string; textFile: string
  /** Of the person: a request on the own data, a legal hold, what is past its retention. */
  request: string; hold: string; expiry: string
  /** Of one row; read, and committed. */
  import: string; committed: string
  /** Accounts for many, checked and not made. */
  round: string
  /** Definitions of the unit: one that is being written, one that waits for approval. */
  definition: string; sentDefinition: string
}
export type Kind = keyof Reach

const today = '2026-11-21'
const moment = (day: string, hour: string) => `${day}T${hour}:00+07:00`
export const decision = (number = '99/QĐ-LĐLĐ') => ({ number, on: '2026-11-01', by: 'Liên đoàn Lao động', effectiveOn: '2026-11-10' })
/** The target that the unit below does not take up whole. */
export const lowered = { code: 'T5', stage: '2025-2027' }
export const rosterOf = (name: string, unit: string) => new TextEncoder().encode(
  `STT,Họ và tên,Ngày sinh,Đơn vị,Chức vụ,Chuyên trách,Ngày bổ nhiệm\n1,${name},02/03/1985,${unit},Ủy viên Ban Chấp hành,,01/07/2025\n`)
export const sheetBytes = signedSheet('Danh sách ký nhận')

/** Presidents who have completed something, all of them in 2026. */
export const chairsTrained = {
  subjects: [{ kind: 'official', filter: { title: 'president' } }], exclusions: [],
  stages: [{ code: '2026', from: '2026-01-01', to: '2027-01-01', operator: '=', share: 1, need: 'all', requires: [{ fact: 'completion', filter: {}, atLeast: 1 }] }],
}

/** Builds it all through the doors. `answers`: the plan that the unit's own plan answers; `below`: the kind of its children. */
export async function makeReach(house: House, asked: { unit: string; name: string; below: string; answers: string; plan?: string | undefined }): Promise<Reach> {
  const { unit, name, below } = asked
  const reach = { unit, plan: asked.plan } as Reach
  for (const kind of ['child', 'sister', 'empty', 'renaming', 'person', 'fresh', 'officer', 'placement', 'office', 'account', 'absence', 'passkey', 'key', 'programme', 'class', 'session', 'coming', 'closed',
    'committee', 'relation', 'headCount', 'checkIn', 'sheet', 'draft', 'lowered', 'task', 'import', 'committed', 'agreement', 'bargaining', 'part', 'agreementFile', 'draftAgreement', 'fullText', 'coding', 'span', 'amendment', 'clause', 'freshText', 'textFile', 'request', 'hold', 'expiry', 'round', 'document', 'documentFile', 'procedure', 'model', 'photo', 'comment', 'shownModel', 'definition', 'sentDefinition'] as const) reach[kind] = newId()
  await house.system.work(async (w) => {
    await establish(w, [
      { id: reach.child, kind: below, name: `${name} Một`, parentId: unit }, { id: reach.sister, kind: below, name: `${name} Hai`, parentId: unit }, { id: reach.empty, kind: below, name: `${name} Ba`, parentId: unit },
    ], { ...decision('1/QĐ'), effectiveOn: '2026-02-02' })
    await rename(w, { unitId: reach.child, name: `${name} Một`, shortName: `${name} 1` }, { ...decision('2/QĐ'), effectiveOn: '2026-02-03' }, reach.renaming)
    await people(w, reach, name)
    await relate(w, [{ id: reach.relation, kind: 'manages', unitId: reach.sister, otherId: reach.empty, commune: 'xã Thử', from: '2026-02-05' }], decision())
    await learning(w, reach)
    await plans(w, reach, asked.answers)
    await documents(w, reach)
    await agreements(w, reach)
    await models(w, reach, name)
  })
  // Only the account itself makes these through the door.
  await house.system.pools.owner.query(`insert into access.passkey (id, account_id, name, credential_id, public_key, site, answered_at) values ($1::uuid, $2, 'Điện thoại', $1::uuid::text, '', 'localhost', now())`, [reach.passkey, reach.account])
  await house.system.pools.owner.query(`insert into access.api_key (id, account_id, office_id, name, verbs, key_hash, created_at, expires_at) values ($1::uuid, $2, $3, 'Bảng số liệu', '{see}', $1::uuid::text, now(), now() + interval '30 days')`, [reach.key, reach.account, reach.office])
  await house.system.pools.owner.query(`insert into learning.check_in (id, class_id, session_id, person_id, way, shown_at, read_at, offline, state, outcome, held)
    select $1, class_id, id, $3, 'check-in', starts_at, starts_at, true, 'late', 'waiting', 'absent' from learning.session where id = $2`, [reach.checkIn, reach.session, reach.person])
  await personalData(house, reach)
  await house.system.pools.owner.query(`insert into accounts.round (id, unit_id, state, account_id, by_name) values ($1, $2, 'checked', $3, 'Thử')`, [reach.round, unit, reach.account])
  await house.system.pools.owner.query(`insert into accounts.row (round_id, row, verdict, content, person_id) values ($1, 1, 'make', '{"name": "Lò Thị Mới", "office": null, "unit": null, "phone": null, "email": null}', $2)`, [reach.round, reach.fresh])
  for (const [id, state] of [[reach.definition, 'draft'], [reach.sentDefinition, 'sent']] as const) {
    await house.system.pools.owner.query(`insert into indicators.draft (id, unit_id, code, name_vi, counts_vi, body, effective_from, state) values ($1, $2, $3, 'Chủ tịch được bồi dưỡng', 'chủ tịch', $4, '2026-01-01', $5)`, [id, unit, `R-${id.slice(-8).toUpperCase()}`, JSON.stringify(chairsTrained), state])
  }
  // Rows of a file name units as people do.
  for (const [id, who] of [[reach.import, 'Đỗ Thị Chờ Nhập'], [reach.committed, 'Đỗ Thị Đã Nhập']] as const) {
    await house.system.work((w) => receive(w, { id, unitId: unit, name: 'danh-sach.csv', pieces: sourceOf(rosterOf(who, `${name} Một`)).pieces() }))
  }
  await house.system.work((w) => commitImport(w, reach.committed))
  reach.completion = (await house.system.pools.owner.query('select id from learning.completion where class_id = $1 and voided_at is null', [reach.closed])).rows[0].id
  reach.certificate = (await house.system.pools.owner.query('select id from learning.certificate where person_id = $1', [reach.officer])).rows[0].id
  return reach
}

const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])

/** What is written in a model. */
export const modelContent = (title: string, authorId: string | null = null) => ({
  kind: 'digital' as const, field: 'welfare' as const, title, does: 'Người lao động quét mã ở cửa nhà ăn và chấm điểm từng bữa ăn ca.', startedOn: '2026-03-01', authors: [{ name: 'Tổ nữ công', personId: authorId }],
  results: [{ name: 'Bữa ăn được chấm', countedIn: 'bữa mỗi tuần', before: 0, after: 300 }], links: [], costVnd: null, costFrom: null, benefitVnd: null, benefitFrom: null,
})

async function models(w: Work, reach: Reach, name: string): Promise<void> {
  await writeModel(w, { id: reach.model, unitId: reach.sister, content: modelContent(`Chấm điểm bữa ăn ca ${name}`, reach.officer) })
  await submitModel(w, { id: reach.model, unitId: reach.sister })
  await attachToUse(w, { id: reach.model, unitId: reach.sister, fileId: reach.photo, name: 'Nhà ăn.png', bytes: picture })
  await confirmUses(w, [{ id: reach.model, unitId: reach.sister, confirmationId: newId() }])
  await commentOn({ ...w, actor: { ...w.actor, personId: reach.officer, acting: { ...w.actor.acting!, unitId: reach.child } } }, { id: reach.model, commentId: reach.comment, text: 'Cần ảnh rõ hơn' })
  await writeModel(w, { id: reach.shownModel, unitId: reach.child, content: modelContent(`Tủ sách công nhân ${name}`) })
  await submitModel(w, { id: reach.shownModel, unitId: reach.child })
  await decideModel(w, { id: reach.shownModel, unitId: reach.unit, accept: true, note: null })
}

// Days of the promise stand as given: the clock has tests of its own.
async function personalData(house: House, { person, request, hold, expiry }: Reach): Promise<void> {
  const { owner } = house.system.pools
  await owner.query(`insert into privacy.request (id, person_id, kind, asked, asked_on, made_by, answer_by, finish_by) values ($1, $2, 'see', 'Bản sao hồ sơ', '2026-11-20', 'own-page', '2026-11-24', '2026-11-30')`, [request, person])
  await owner.query(`insert into privacy.legal_hold (id, person_id, reason) values ($1, $2, 'Đang thanh tra')`, [hold, person])
  await owner.query(`insert into privacy.expiry (id, activity, person_id, due_on) values ($1, 'people', $2, '2026-11-20')`, [expiry, person])
  await owner.query(`insert into privacy.consent (id, person_id, activity, version, given_by, given_on) values (gen_random_uuid(), $1, 'profile', 1, 'own-page', '2026-11-20')`, [person])
}

async function people(w: Work, reach: Reach, name: string): Promise<void> {
  const named = (id: string, who: string, i: number) => ({ id, name: `${who} ${name.split(' ').at(-1)}`, born: `198${i}-03-04`, female: true, citizenId: String(10 ** 11 + Math.floor(Math.random() * 8e11)).slice(0, 12) })
  await admit(w, [named(reach.person, 'Lò Thị Học', 1), named(reach.fresh, 'Lò Thị Mới', 2), named(reach.officer, 'Lò Thị Nữ Công', 3)])
  await place(w, [
    { id: reach.placement, personId: reach.person, unitId: reach.child, standing: 'member', from: '2026-02-05' },
    { id: newId(), personId: reach.fresh, unitId: reach.child, standing: 'worker', from: '2026-02-05' },
  ])
  await appoint(w, [{ id: reach.office, personId: reach.officer, unitId: reach.child, title: 'women-officer', fullTime: false, basis: 'appointed', from: '2026-02-05' }])
  await formCommittees(w, [{ id: reach.committee, unitId: reach.child, basis: 'elected', term: { from: '2026-02-05', to: '2031-02-05' }, from: '2026-02-05', offices: [{ id: newId(), personId: reach.officer, title: 'president' }] }])
  await recordAbsence(w, { id: reach.absence, personId: reach.officer, reason: 'study-leave', from: '2026-03-01', to: '2026-05-01' })
  await createAccounts(w, [{ id: reach.account, personId: reach.officer, username: `nucong-${reach.account.slice(-6)}a` }])
}

export function classOf(reach: Pick<Reach, 'unit' | 'programme'>, id: string, sessionId: string, day: string): ClassWrite & { requiredPercent: number } {
  return {
    id, unitId: reach.unit, programmeId: reach.programme, title: 'Lớp kỹ năng số', form: 'multi-point', capacity: 40, requiredPercent: 80, firstDay: day, lastDay: day, status: 'open',
    places: [{ id: newId(), name: 'Hội trường' }, { id: newId(), name: 'Phòng họp' }], lecturers: [{ name: 'Trần Văn Giảng' }],
    sessions: [{ id: sessionId, startsAt: moment(day, '08:00'), endsAt: moment(day, '11:00') }],
  }
}

async function learning(w: Work, reach: Reach): Promise<void> {
  const closedSession = newId(), honoured = newId(), honouredSession = newId()
  await writeProgrammes(w, [{ id: reach.programme, name: 'Kỹ năng số tại chỗ', tags: ['digital-transformation'], field: 'digital', level: 'grassroots', hours: 3, ownerId: reach.unit }])
  await openClasses(w, [classOf(reach, reach.class, reach.session, '2026-11-18'), classOf(reach, reach.closed, closedSession, '2026-11-16'), classOf(reach, reach.coming, newId(), '2026-12-16'), classOf(reach, honoured, honouredSession, '2026-11-16')])
  await nominate(w, { classId: reach.class, personIds: [reach.person] })
  await nominate(w, { classId: reach.closed, personIds: [reach.officer] })
  await nominate(w, { classId: honoured, personIds: [reach.officer] })
  await markAttendance(w, { classId: reach.class, marks: [{ sessionId: reach.session, personId: reach.person, state: 'present' }] })
  await markAttendance(w, { classId: reach.closed, marks: [{ sessionId: closedSession, personId: reach.officer, state: 'present' }] })
  await markAttendance(w, { classId: honoured, marks: [{ sessionId: honouredSession, personId: reach.officer, state: 'present' }] })
  await storeFile(w, { id: reach.sheet, name: 'Danh sách ký nhận.pdf', bytes: sheetBytes, unitId: reach.unit })
  await recordHeadCounts(w, [{ id: reach.headCount, classId: reach.class, unitId: reach.unit, heads: 12, sheetId: reach.sheet }])
  await closeClass(w, { classId: reach.closed, on: '2026-11-16' })
  await closeClass(w, { classId: honoured, on: '2026-11-16' })
  await issueCertificates(w, { classId: honoured, on: '2026-11-16' })
}

async function plans(w: Work, reach: Reach, answers: string): Promise<void> {
  if (!reach.plan) {
    reach.plan = newId()
    await issuePlans(w, [{ id: reach.plan, unitId: reach.unit, answers, issuedOn: today }])
  }
  await writeTask(w, { unitId: reach.unit, planId: reach.plan, task: { id: reach.task, text: 'Rà soát danh sách', unitId: reach.unit, dueOn: '2026-12-31', doneOn: null, evidence: null } })
  const { content } = await draftFromTemplate(w, { id: reach.lowered, unitId: reach.child, answers: reach.plan })
  const targets = content.targets.map((t) => (t.code === lowered.code && t.stage === lowered.stage ? { ...t, share: t.share / 2, reason: 'Đơn vị mới thành lập, chưa đủ cán bộ để cử đi học' } : t))
  await writeDraft(w, { id: reach.lowered, unitId: reach.child, answers: reach.plan, content: { ...content, targets } })
  await issuePlans(w, [{ id: reach.lowered, unitId: reach.child }])
  await draftFromTemplate(w, { id: reach.draft, unitId: reach.sister, answers: reach.plan })
}

async function documents(w: Work, { unit, document, documentFile, procedure }: Reach): Promise<void> {
  await writeDocument(w, { id: document, unitId: unit, direction: 'incoming', head: {
    type: 'notice', secrecy: 'none', series: null, reference: '45/TB-UBND', notation: null, issuedOn: '2026-11-03', issuer: 'Ủy ban nhân dân', summary: 'Thông báo kết luận cuộc họp giao ban', signer: null, signerPosition: null, recipients: null, urgency: null, arrivedOn: '2026-11-04' } })
  await keepFile(w, { id: document, unitId: unit, fileId: documentFile, name: 'Thông báo.pdf', bytes: sheetBytes })
  await writeProcedures(w, unit, [{ id: procedure, procedure: { code: 'TT-01', name: 'Thành lập công đoàn cơ sở', basis: null, handler: 'Ban Công tác Công đoàn', inUse: { from: '2025-07-01', to: null }, online: null, onlineAt: null } }])
}

/** Among two employers, in force since March. */
export function agreementOf(title: string, parts: { id: string; name: string; term: { from: string | null; to: string | null } }[]) {
  const vote = { votedOn: '2026-02-20', entitled: 50, inFavour: 40 }
  return {
    kind: 'multi-enterprise' as const, title, number: null, signedOn: '2026-02-28', effectiveOn: '2026-03-01', until: '2028-03-01', workers: 100, workersOn: '2026-02-20', vote: { votedOn: null, entitled: null, inFavour: null },
    sentOn: null, sentTo: null, replaces: null, parts, parties: ['Công ty Một', 'Công ty Hai'].map((name) => ({
      id: newId(), side: 'employer' as const, name, unitId: null, taxCode: null, address: null, trade: '14', province: '15', sector: 'private' as const, workers: 50, vote, joinedOn: null, leftOn: null })),
  }
}

async function agreements(w: Work, reach: Reach): Promise<void> {
  const own = { id: reach.agreement, unitId: reach.unit }
  await recordSigned(w, [{ ...own, content: agreementOf('Thỏa ước nhiều doanh nghiệp', [{ id: reach.part, name: 'Ăn ca', term: { from: null, to: '2027-03-01' } }]) }])
  await writeAgreement(w, { id: reach.draftAgreement, unitId: reach.unit, content: agreementOf('Thỏa ước thử', []) })
  await recordAmendment(w, own, { id: reach.amendment, number: null, what: 'Tăng mức ăn ca', signedOn: '2026-06-01', effectiveOn: '2026-06-01', extendsTo: null, vote: { votedOn: '2026-05-30', entitled: 100, inFavour: 90 }, sentOn: null })
  await recordBargaining(w, own, { id: reach.bargaining, during: { from: '2026-11-01', to: null }, aim: 'renew', note: null })
  await recordWidening(w, own, { id: newId(), number: '5/QĐ-UBND', decidedOn: '2026-06-01', decidedBy: 'Ủy ban nhân dân tỉnh', reach: 'Khu công nghiệp Tằng Loỏng', during: { from: '2026-07-01', to: null } })
  await recordJudgment(w, own, { id: newId(), number: '3/2026/LĐ-ST', court: 'Tòa án nhân dân khu vực 1', judgedOn: '2026-08-01', whole: false, what: 'Điều 5', voidsOn: '2026-08-01', parts: [reach.part] })
  await attachFile(w, { ...own, fileId: reach.agreementFile, kind: 'text', name: 'Thỏa ước.pdf', bytes: sheetBytes })
  const body = 'Điều 1. Ăn ca\nBữa ăn ca 30.000 đồng.', said = { start: 14, end: 36, subject: 'meals' }
  await recordCodings(w, [
    { id: reach.fullText, agreementId: own.id, fileId: reach.agreementFile, body, clauses: null, codings: [{ id: reach.coding, personId: reach.officer, kind: 'coder', spans: [{ ...said, id: reach.span }] }, { id: newId(), personId: reach.person, kind: 'coder', spans: [] }] },
    { id: newId(), agreementId: own.id, amendmentId: reach.amendment, fileId: reach.agreementFile, body, clauses: [{ ...said, id: reach.clause }], codings: [{ id: newId(), personId: reach.officer, kind: 'coder', spans: [said] }] },
  ])
  const docx = zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8(`<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Điều 1. Ăn ca ${reach.unit}</w:t></w:r></w:p></w:body></w:document>`) })
  await attachFile(w, { id: reach.draftAgreement, unitId: reach.unit, fileId: reach.textFile, kind: 'text', name: 'Thỏa ước thử.docx', bytes: docx })
  await recordCodings(w, [{ id: reach.freshText, agreementId: reach.draftAgreement, fileId: reach.textFile, body, clauses: null, codings: [] }])
}
