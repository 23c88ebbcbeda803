// The letter-box of learning: programmes, classes, nominations, attendance, head-counts, completions.
import * as z from 'zod'
import { day, id, page, paging, route, text } from '#platform/http/contract'

const moment = z.iso.datetime({ offset: true })
const form = z.enum(['in-person', 'online', 'multi-point', 'blended'])
const status = z.enum(['draft', 'open', 'closed', 'cancelled'])
const certificateState = z.enum(['good', 'lapsed', 'revoked'])
const attendance = z.enum(['present', 'late', 'absent', 'excused'])
const markSource = z.enum(['hand', 'check-in', 'scan', 'paper'])
const line = z.string().trim().min(1).max(300)
const reason = z.string().trim().max(1000)
const refusal = z.object({ code: z.string(), field: z.string().nullable(), text })
const named = z.object({ code: z.string(), name: text })
const person = z.object({ id, name: z.string() })

export const programme = z.object({
  id, name: line, nameEn: line.nullable().default(null), tags: z.array(z.string().max(60)).max(20), field: z.string(), level: z.string(),
  hours: z.number().positive().max(5000), ownerId: id,
  /** Months for which a completion counts; null: it never lapses. */
  validityMonths: z.number().int().min(1).max(600).nullable().default(null),
})
const place = z.object({ id, name: line, address: z.string().trim().max(300).nullish() })
const lecturer = z.object({ personId: id.nullish(), name: line, organisation: z.string().trim().max(200).nullish() })
const session = z.object({ id, startsAt: moment, endsAt: moment, topic: z.string().trim().max(300).nullish(), placeId: id.nullish() })
export const classWrite = z.object({
  id, programmeId: id, unitId: id, title: line, form, capacity: z.number().int().min(1).max(5000),
  requiredPercent: z.number().int().min(1).max(100).default(80), /** Who checks in later than this many minutes after the start of a session is late. */ graceMinutes: z.number().int().min(0).max(240).default(15), firstDay: day, lastDay: day, status: z.enum(['draft', 'open']),
  places: z.array(place).max(100), lecturers: z.array(lecturer).max(100), sessions: z.array(session).max(200),
})

const classRow = z.object({
  id, title: z.string(), programmeId: id, programme: z.string(), tags: z.array(z.string()), unitId: id, unit: z.string(), form, status, capacity: z.number().int(),
  firstDay: day, lastDay: day, sessions: z.number().int(), seated: z.number().int(), waiting: z.number().int(),
  /** Completions that stand; null: not closed. */
  completed: z.number().int().nullable(), heads: z.number().int(),
})
const seat = z.object({
  nominationId: id, person, unitId: id, unit: z.string(), state: z.enum(['nominated', 'waiting', 'withdrawn']),
  /** Place in the order of the class over all units; null: withdrawn. */
  place: z.number().int().nullable(), nominatedAt: moment, withdrawReason: z.string().nullable(),
  /** Completion that stands, where the class is closed. */
  completionId: id.nullable(),
})
const cell = z.object({ sessionId: id, personId: id, state: attendance, recordedAt: moment, /** How many marks this one replaces. */ replaced: z.number().int(), reason: z.string().nullable() })
const mark = z.object({ id: z.number().int(), state: attendance, source: markSource, recordedAt: moment, recordedBy: z.string().nullable(), reason: z.string().nullable(), replaces: z.number().int().nullable() })
const signature = z.object({ by: z.string().nullable(), at: moment, attended: z.number().int(), away: z.number().int() })
const sheetFile = z.object({ id, name: z.string() })
const completion = z.object({
  id, programmeId: id, programme: z.string(), tags: z.array(z.string()), on: day, /** The day on which it lapses; null: never. */ until: day.nullable(),
  source: z.enum(['class', 'import']), classId: id.nullable(), classTitle: z.string().nullable(), importId: id.nullable(),
  recordedAt: moment, voidedAt: moment.nullable(), voidReason: z.string().nullable(),
})
const headCount = z.object({ id, unitId: id, unit: z.string(), heads: z.number().int(), /** Heads less those of the unit who completed by name. */ counted: z.number().int(), sheet: sheetFile, recordedAt: moment, voidedAt: moment.nullable(), voidReason: z.string().nullable() })
const marksDone = z.object({ recorded: z.number().int(), changed: z.number().int(), unchanged: z.number().int() })
const result = z.object({ person, attended: z.number().int(), needed: z.number().int(), recorded: z.number().int(), completes: z.boolean() })
const nominationAnswer = z.object({ nominated: z.array(id), waiting: z.array(id), refused: z.array(z.object({ personId: id, refusal })) })

const paperHead = {
  id, format: z.enum(['pdf', 'docx']).default('pdf'), number: z.string().trim().max(20).optional(), on: day.optional().describe('The day on the paper; left open for the pen unless said'),
  place: z.string().trim().max(60).optional(), signerId: id.optional().describe('The office that signs; the name is left open unless said'),
}

const certificate = z.object({
  id, /** 05/2026/GCN-LĐLĐ */ number: z.string(), code: z.string(), person, unitId: id, unit: z.string(), programme: z.string(), classId: id, classTitle: z.string(),
  completedOn: day, issuedOn: day, /** The day on which it lapses; null: never. */ until: day.nullable(), revokedOn: day.nullable(), revokeReason: z.string().nullable(), state: certificateState,
  /** The office acted in may revoke it. */ own: z.boolean(),
})
/** The address at which people reach the house, for the code on the paper. */

/** A code as it was read. `at`: by the clock of the device; `step`: as a scanned code says it, null where it was typed. */
const codeRead = { id, sessionId: id, code: z.string().max(40), step: z.number().int().min(0).max(10 ** 12).nullable(), at: moment, offline: z.boolean() }
const checkInAnswer = z.object({ outcome: z.enum(['marked', 'already', 'waiting']), state: z.enum(['present', 'late']), /** The mark that held when it arrived. */ held: attendance.nullable(), person, classTitle: z.string(), startsAt: moment })
const checkInLine = z.object({
  id, person, startsAt: moment, way: z.enum(['check-in', 'scan']), /** When the code stood on the screen, when the device says it read it, when the server had it. */ shownAt: moment, readAt: moment, arrivedAt: moment,
  offline: z.boolean(), /** A, B, … within the class. */ device: z.string().nullable(), /** The class where it was, if another. */ elsewhere: z.string().nullable(),
})

const newChair = z.object({
  person, unitId: id, unit: z.string(), parent: z.string().nullable(), electedOn: day, recognition: z.object({ number: z.string(), on: day }),
  /** An open class of such a programme to which the chair is nominated. */
  class: z.object({ id, title: z.string(), lastDay: day }).nullable(),
})

export const learningContract = {
  lists: route({ method: 'GET', path: '/programmes/lists', summary: 'Fields of work, union levels and tags of programmes', needs: { verb: 'see' } })
    .output(z.object({ fields: z.array(named), levels: z.array(named), tags: z.array(named) })),
  programmes: route({ method: 'GET', path: '/programmes', summary: 'Training programmes', needs: { verb: 'see' } })
    .input(z.object({ ...paging, tag: z.string().max(60).optional(), field: z.string().max(60).optional(), level: z.string().max(60).optional() }))
    .output(page(programme.extend({ owner: z.string(), classes: z.number().int(), /** The office acted in may change it. */ changeable: z.boolean() }))),
  writeProgramme: route({ method: 'PUT', path: '/programmes/{id}', summary: 'Write a training programme', needs: { verb: 'class.write', unit: 'ownerId' } })
    .input(programme).output(z.object({ id })),

  classes: route({ method: 'GET', path: '/classes', summary: 'Classes of a unit and of all units below it', needs: { verb: 'see' } })
    .input(z.object({ ...paging, unitId: id.optional(), status: status.optional(), form: form.optional(), programmeId: id.optional(), tag: z.string().max(60).optional(), from: day.optional(), to: day.optional(), on: day.optional().describe('As they stood at the end of this day; now unless said') }))
    .output(page(classRow)),
  read: route({ method: 'GET', path: '/classes/{id}', summary: 'A class: facts, places, lecturers, sessions, head-counts', needs: { verb: 'see' } })
    .input(z.object({ id }))
    .output(classRow.extend({
      requiredPercent: z.number().int(), graceMinutes: z.number().int(), completedOn: day.nullable(), cancelReason: z.string().nullable(), hours: z.number(),
      places: z.array(place), lecturers: z.array(lecturer), sessions: z.number().int(),
      sessionList: z.array(session.extend({ place: z.string().nullable(), unrecorded: z.string().nullable(), marked: z.number().int(), signed: signature.nullable(), sheets: z.array(sheetFile) })),
      /** Check-ins that wait for a decision, for the organiser. */ waitingCheckIns: z.number().int(),
      headCounts: z.array(headCount),
      /** What the office acted in may do here. */
      may: z.object({ write: z.boolean(), attend: z.boolean(), /** Conduct its sessions: codes, scans, countersignature, sheets. */ conduct: z.boolean(), /** Look at check-ins and decide on those that wait. */ decide: z.boolean(), nominate: z.boolean(), /** Papers of the class: all, those for attendance alone, or none. */ print: z.enum(['all', 'attendance', 'none']) }),
    })),
  write: route({ method: 'PUT', path: '/classes/{id}', summary: 'Write a class with its places, lecturers and sessions', needs: { verb: 'class.write', unit: 'unitId' } })
    .input(classWrite).output(z.object({ id })),
  cancel: route({ method: 'POST', path: '/classes/{id}/cancel', summary: 'Cancel a class', needs: { verb: 'class.write' } })
    .input(z.object({ id, reason })).output(z.object({ id })),

  nominate: route({ method: 'POST', path: '/classes/{id}/nominations', summary: 'Nominate people to a class, in the order given', needs: { verb: 'class.write' } })
    .input(z.object({ id, personIds: z.array(id).min(1).max(1000) })).output(nominationAnswer),
  withdraw: route({ method: 'POST', path: '/classes/{id}/withdrawals', summary: 'Take people off the list of a class; the first waiting move up', needs: { verb: 'class.write' } })
    .input(z.object({ id, personIds: z.array(id).min(1).max(1000), reason })).output(z.object({ withdrawn: z.number().int(), movedUp: z.number().int() })),
  roster: route({ method: 'GET', path: '/classes/{id}/roster', summary: 'Nominations of a class in order, with attendance', needs: { verb: 'person.see' } })
    .input(z.object({ id })).output(z.object({ seats: z.array(seat), cells: z.array(cell) })),
  mark: route({ method: 'PUT', path: '/classes/{id}/attendance', summary: 'Record attendance', needs: { verb: 'class.attend' } })
    .input(z.object({ id, marks: z.array(z.object({ sessionId: id, personId: id, state: attendance, seen: attendance.nullable().optional().describe('What the sender had before them, null for no mark: where another stands by then, all is refused and both are shown'), source: z.enum(['hand', 'paper']).optional().describe('paper: from the signed sheet') })).min(1).max(20_000) })).output(marksDone),
  correct: route({ method: 'PUT', path: '/classes/{id}/corrections', summary: 'Correct one mark, with a reason; completions follow', needs: { verb: 'class.attend' } })
    .input(z.object({ id, sessionId: id, personId: id, state: attendance, reason })).output(z.object({ changed: z.boolean(), completes: z.boolean() })),
  marks: route({ method: 'GET', path: '/classes/{id}/marks', summary: 'All marks of one person at one session, the first first', needs: { verb: 'person.see' } })
    .input(z.object({ id, sessionId: id, personId: id })).output(z.array(mark)),

  // Of one session. Who is named as lecturer of the class conducts its sessions whatever office is held, so no verb is asked
  // before the session is known: whoever conducts nothing here is told that there is no such session.
  session: route({ method: 'GET', path: '/sessions/{sessionId}', summary: 'A session for whoever conducts it: its roster, signature and sheets', needs: { verb: 'signed-in' } })
    .input(z.object({ sessionId: id })).output(z.object({
      sessionId: id, classId: id, title: z.string(), status, graceMinutes: z.number().int(), startsAt: moment, endsAt: moment, topic: z.string().nullable(), place: z.string().nullable(), unrecorded: z.string().nullable(),
      people: z.array(z.object({ person, unit: z.string(), state: attendance.nullable(), source: markSource.nullable(), recordedAt: moment.nullable() })),
      signed: signature.nullable(), sheets: z.array(sheetFile.extend({ recordedAt: moment, recordedBy: z.string().nullable() })), may: z.object({ mark: z.boolean(), seeClass: z.boolean() }),
    })),
  openCode: route({ method: 'PUT', path: '/sessions/{sessionId}/code', summary: 'What the changing code of a session is made from, for the screen that shows it', needs: { verb: 'signed-in' } })
    .input(z.object({ sessionId: id })).output(z.object({ secret: z.string(), now: moment, classId: id, title: z.string(), startsAt: moment, endsAt: moment })),
  countersign: route({ method: 'PUT', path: '/sessions/{sessionId}/countersignature', summary: 'Countersign the roster of a session; from then on its marks change only by corrections', needs: { verb: 'signed-in' } })
    .input(z.object({ sessionId: id })).output(signature),
  attachSheet: route({ method: 'PUT', path: '/sessions/{sessionId}/sheets/{fileId}', summary: 'Attach a picture of the signed attendance sheet to a session (multipart)', needs: { verb: 'class.attend' } })
    .input(z.object({ sessionId: id, fileId: id, file: z.file() })).output(sheetFile),
  scan: route({ method: 'PUT', path: '/check-ins/{id}', summary: 'Check a participant in by the code on their own phone', needs: { verb: 'class.attend' } })
    .input(z.object({ ...codeRead, /** Left open for a typed code, which itself says whose it is. */ personId: id.nullable() })).output(checkInAnswer),
  checkIns: route({ method: 'GET', path: '/classes/{id}/check-ins', summary: 'Check-ins that wait for a decision, and signals that some may not be what they say', needs: { verb: 'class.write' } })
    .input(z.object({ id })).output(z.object({
      total: z.number().int(),
      waiting: z.array(checkInLine.extend({ state: z.enum(['present', 'late']), held: attendance.nullable(), accepted: z.boolean().nullable(), decidedAt: moment.nullable(), decidedBy: z.string().nullable(), reason: z.string().nullable() })),
      signals: z.array(z.object({ kind: z.enum(['device', 'overlap', 'clock', 'stale', 'burst']), checkIns: z.array(checkInLine) })),
    })),
  decideCheckIn: route({ method: 'PUT', path: '/check-ins/{id}/decision', summary: 'Decide on a check-in that waits: taken, it corrects the mark', needs: { verb: 'class.write' } })
    .input(z.object({ id, accept: z.boolean(), reason })).output(z.object({ id })),
  checkIn: route({ method: 'PUT', path: '/my/check-ins/{id}', summary: 'Check in at a session by the code on the lecturer\'s screen', needs: { verb: 'signed-in' } })
    .input(z.object({ ...codeRead, /** Drawn by lot, kept in the browser. */ deviceId: id })).output(checkInAnswer),
  openPass: route({ method: 'PUT', path: '/my/pass', summary: 'What the own changing code is made from, for the own phone', needs: { verb: 'signed-in' } })
    .output(z.object({ personId: id, secret: z.string(), now: moment })),
  mySessions: route({ method: 'GET', path: '/my/sessions', summary: 'Sessions of these days of the one who asks, as a learner or as a lecturer', needs: { verb: 'signed-in' } })
    .output(z.array(z.object({ sessionId: id, classId: id, title: z.string(), startsAt: moment, endsAt: moment, place: z.string().nullable(), lecturing: z.boolean(), /** The own mark. */ state: attendance.nullable() }))),

  uploadSheet: route({ method: 'PUT', path: '/classes/{id}/sheets/{sheetId}', summary: 'Upload the signed sheet of a head-count (multipart)', needs: { verb: 'class.attend' } })
    .input(z.object({ id, sheetId: id, unitId: id, file: z.file() })).output(z.object({ id, name: z.string() })),
  countHeads: route({ method: 'PUT', path: '/classes/{id}/head-counts/{headCountId}', summary: 'Record the head-count of a unit in a class', needs: { verb: 'class.attend', unit: 'unitId' } })
    .input(z.object({ id, headCountId: id, unitId: id, heads: z.number().int().min(1).max(100_000), sheetId: id, reason: reason.default('') })).output(z.object({ id })),

  headCount: route({ method: 'GET', path: '/head-counts/{id}', summary: 'A head-count with its class and its sheet', needs: { verb: 'see' } })
    .input(z.object({ id })).output(headCount.extend({ classId: id, classTitle: z.string(), completedOn: day.nullable() })),

  paperFacts: route({ method: 'GET', path: '/classes/{id}/papers', summary: 'What the papers of a class are headed and signed with', needs: { verb: 'class.attend' } })
    .input(z.object({ id })).output(z.object({ place: z.string(), notations: z.object({ summons: z.string(), decision: z.string() }), signers: z.array(z.object({ id, name: z.string(), title: z.string() })) })),
  paper: route({ method: 'GET', path: '/classes/{id}/papers/{paper}', summary: 'The summons of a class, or the decision that opens it, as PDF or DOCX', needs: { verb: 'class.write' } })
    .input(z.object({ ...paperHead, paper: z.enum(['summons', 'decision']), basis: z.string().max(2000).optional().describe('More that it rests on, a line each'), personIds: z.array(id).min(1).max(500).optional().describe('A summons for these alone') })).output(z.file()),
  sheet: route({ method: 'GET', path: '/classes/{id}/sheets/{paper}', summary: 'The list of a class, or its attendance sheets to be signed, as PDF or DOCX', needs: { verb: 'class.attend' } })
    .input(z.object({ ...paperHead, paper: z.enum(['list', 'attendance']) })).output(z.file()),

  closing: route({ method: 'GET', path: '/classes/{id}/closing', summary: 'Who would complete the class if it were closed now, and what stands in the way', needs: { verb: 'class.write' } })
    .input(z.object({ id, on: day.optional(), /** Sessions that would be declared as not recorded. */ without: z.array(id).max(200).default([]) })).output(z.object({ results: z.array(result), refusals: z.array(refusal), unmarked: z.array(z.object({ sessionId: id, people: z.number().int() })), /** Sessions with attendance that no lecturer has countersigned. */ unsigned: z.array(id) })),
  close: route({ method: 'POST', path: '/classes/{id}/close', summary: 'Close a class: completions stand from the day given', needs: { verb: 'class.write' } })
    .input(z.object({ id, on: day, /** Sessions without attendance, and why. */ unrecorded: z.array(z.object({ sessionId: id, reason })).max(200).default([]) }))
    .output(z.object({ completed: z.number().int(), notCompleted: z.number().int() })),

  certificates: route({ method: 'GET', path: '/certificates', summary: 'The register of certificates, the last number first', needs: { verb: 'person.see' } })
    .input(z.object({ ...paging, classId: id.optional(), unitId: id.optional(), year: z.coerce.number().int().min(2000).max(2200).optional() }))
    .output(page(certificate).extend({ /** Of the class asked about: who completed it and has none. */ waiting: z.number().int() })),
  issueCertificates: route({ method: 'POST', path: '/classes/{id}/certificates', summary: 'Issue certificates to all who completed a class and have none, in the order of the class', needs: { verb: 'class.write' } })
    .input(z.object({ id, on: day, place: z.string().trim().max(60).optional(), signerId: id.optional() })).output(z.object({ issued: z.number().int(), from: z.number().int(), to: z.number().int() })),
  revokeCertificate: route({ method: 'POST', path: '/certificates/{id}/revoke', summary: 'Revoke a certificate; whoever checks it sees so at once', needs: { verb: 'class.write' } })
    .input(z.object({ id, reason })).output(z.object({ id })),
  printCertificates: route({ method: 'GET', path: '/certificates/print', summary: 'Certificates as one file, a page each, in the order given', needs: { verb: 'person.see' } })
    .input(z.object({ ids: z.array(id).min(1).max(50), format: z.enum(['pdf', 'docx']).default('pdf') })).output(z.file()),
  printLater: route({ method: 'POST', path: '/certificates/print', summary: 'Certificates by the thousand, drawn in the background; watched and taken under /jobs', needs: { verb: 'person.see' } })
    .input(z.object({ ids: z.array(id).min(1).max(10_000), format: z.enum(['pdf', 'docx']).default('pdf'), name: z.string().trim().min(1).max(120) })).output(z.object({ jobId: id })),
  checkCertificate: route({ method: 'GET', path: '/certificates/{code}', summary: 'Whether a certificate is good: for whoever holds it', needs: { verb: 'anyone' } })
    .input(z.object({ code: z.string().max(40) }))
    .output(z.object({ number: z.string(), /** N. T. Á. Tuyết */ name: z.string(), programme: z.string(), unit: z.string(), completedOn: day, issuedOn: day, until: day.nullable(), revokedOn: day.nullable(), state: certificateState })),

  mine: route({ method: 'GET', path: '/my/classes', summary: 'Classes of the one who asks, as a learner', needs: { verb: 'signed-in' } })
    .output(z.array(z.object({ id, title: z.string(), programme: z.string(), unit: z.string(), status, firstDay: day, lastDay: day, state: z.enum(['nominated', 'waiting']), place: z.number().int(), nextSession: moment.nullable(), attended: z.number().int(), recorded: z.number().int(), completed: z.boolean() }))),
  myCompletions: route({ method: 'GET', path: '/my/completions', summary: 'Completions of the one who asks', needs: { verb: 'signed-in' } }).output(z.array(completion)),
  completions: route({ method: 'GET', path: '/people/{personId}/completions', summary: 'Completions of a person, voided ones included', needs: { verb: 'person.see' } })
    .input(z.object({ personId: id })).output(z.array(completion)),
  evidence: route({ method: 'GET', path: '/completions/{id}', summary: 'What stands behind a completion: class, sessions, marks with their corrections', needs: { verb: 'person.see' } })
    .input(z.object({ id }))
    .output(completion.extend({
      person, needed: z.number().int(), attended: z.number().int(),
      sessions: z.array(z.object({ id, startsAt: moment, endsAt: moment, topic: z.string().nullable(), unrecorded: z.string().nullable(), signed: signature.nullable(), sheets: z.array(sheetFile), marks: z.array(mark) })),
    })),

  newChairs: route({ method: 'GET', path: '/units/{unitId}/new-chairs', summary: 'Grassroots chairs of recognised committees who have not been trained for the office since they were elected', needs: { verb: 'person.see', unit: 'unitId' } })
    .input(z.object({ unitId: id, within: z.enum(['own', 'below']).default('own').describe('The unit and those directly under it, or all below it') })).output(z.array(newChair)),
}
