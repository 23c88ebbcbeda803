// The register of certificates: issued for a whole class at once, revoked one by one, checked by anyone who holds one.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { insist, refuse, Refused } from '#base/refusal'
import { issuerOf } from '#organisation'
import { signersOf } from '#people'
import { fileOf, type PaperFormat } from '#platform/paper/file'
import type { Work } from '#platform/work'
import { certificateBlocks, certificateNumber, codeFrom, mayIssue, mayRevoke, readCode, shortName, stateOf, type CertificateState, type Printed } from '../domain/certificates.ts'
import { holdOwnClass } from './class-facts.ts'
import { tellCertificates } from './tell.ts'
import { readClass } from './views.ts'

export interface CertificateFilter { classId?: string | undefined; unitId?: string | undefined; year?: number | undefined; search?: string | undefined; limit: number; offset: number }
interface Row { id: string; number: number; year: number; code: string; personId: string; unitId: string; classId: string; printed: Printed; completedOn: Day; issuedOn: Day; until: Day | null; revokedOn: Day | null; revokeReason: string | null; own: boolean }

// A completion that was taken back by a correction takes its certificate along.
const columns = sql`c.id, c.number, c.year, c.code, c.person_id as "personId", c.unit_id as "unitId", c.class_id as "classId", c.printed, k.on_day as "completedOn", c.issued_on as "issuedOn",
  (k.on_day + make_interval(months => p.validity_months))::date as until, (coalesce(c.revoked_at, k.voided_at) at time zone 'Asia/Ho_Chi_Minh')::date as "revokedOn",
  coalesce(c.revoke_reason, k.void_reason) as "revokeReason", organisation.reaches(c.unit_id) as own`
const source = sql`learning.certificate c join learning.completion k on k.id = c.completion_id join learning.programme p on p.id = k.programme_id`
const waitingFor = (classId: string) => sql`learning.completion k where k.class_id = ${classId}::uuid and k.voided_at is null
  and not exists (select from learning.certificate c where c.completion_id = k.id and c.revoked_at is null)`

export async function listCertificates(w: Work, filter: CertificateFilter) {
  const { rows } = await sql<Row & { total: number }>`
    select ${columns}, count(*) over ()::int as total from ${source}
    where (${filter.classId ?? null}::uuid is null or c.class_id = ${filter.classId ?? null}::uuid) and (${filter.unitId ?? null}::uuid is null or c.unit_id = ${filter.unitId ?? null}::uuid)
      and (${filter.year ?? null}::int is null or c.year = ${filter.year ?? null}::int)
      and (${filter.search ?? null}::text is null or base.fold(c.printed->>'name') like '%' || base.fold(${filter.search ?? ''}) || '%' or c.number::text = ${filter.search ?? ''})
    order by c.year desc, c.unit_id, c.number desc limit ${filter.limit} offset ${filter.offset}`.execute(w.tx)
  const waiting = filter.classId ? (await sql<{ n: number }>`select count(*)::int as n from ${waitingFor(filter.classId)}`.execute(w.tx)).rows[0]!.n : 0
  return { rows: rows.map((row) => listed(row, w.today)), total: rows[0]?.total ?? 0, waiting }
}

function listed({ number, year, printed, personId, ...row }: Row, today: Day) {
  const { id, code, unitId, classId, completedOn, issuedOn, until, revokedOn, revokeReason, own } = row
  return {
    id, code, unitId, classId, completedOn, issuedOn, until, revokedOn, revokeReason, own, number: certificateNumber(number, year, printed.abbreviation), person: { id: personId, name: printed.name },
    unit: printed.unit, programme: printed.programme, classTitle: printed.class, state: stateOf(row, today),
  }
}

/** Gives the next numbers of the unit's register to all who completed the class and hold none, in the order of the class. */
export async function issueCertificates(w: Work, asked: { classId: string; on: Day; place?: string | undefined; signerId?: string | undefined }): Promise<{ issued: number; from: number; to: number }> {
  const found = await holdOwnClass(w, asked.classId)
  const year = Number(asked.on.slice(0, 4))
  const { rows: [last] } = await sql<{ number: number; issued_on: Day | null }>`select number, issued_on from learning.hold_register(${found.unitId}::uuid, ${year}::smallint)`.execute(w.tx)
  const { rows: people } = await sql<{ completionId: string; personId: string; name: string | null }>`
    select k.id as "completionId", k.person_id as "personId", (select p.name from people.person p where p.id = k.person_id) as name
    from ${waitingFor(asked.classId)} order by (select min(n.seq) from learning.nomination n where n.class_id = k.class_id and n.person_id = k.person_id and n.withdrawn_at is null), k.id`.execute(w.tx)
  const refusals = mayIssue({ status: found.status, completedOn: found.completedOn, today: w.today, lastIssued: last!.issued_on, waiting: people.length }, asked.on)
  insist(refusals)
  const unnamed = people.filter((person) => person.name === null).length
  if (unnamed > 0) throw new Refused(refuse('out-of-sight', null, `Có ${unnamed} người đã chuyển khỏi phạm vi của bạn nên không ghi được tên.`, `${unnamed} people have left your reach, so that their names cannot be written.`), 403)
  const [page, by, signers] = [await readClass(w, asked.classId), await issuerOf(w.tx, found.unitId, asked.on), await signersOf(w.tx, found.unitId, w.today)]
  const signer = signers.find(({ officeId }) => officeId === asked.signerId)
  const common: Omit<Printed, 'name'> = {
    above: by.above, unit: by.organ, body: by.body, abbreviation: by.abbreviation, place: asked.place?.trim() || by.place, programme: page.programme, hours: page.hours,
    class: page.title, firstDay: page.firstDay, lastDay: page.lastDay, signer: signer ? { name: signer.name, title: signer.titleName } : null,
  }
  const rows = people.map(({ completionId, personId, name }, i) => ({ id: newId(), number: last!.number + 1 + i, code: codeFrom(randomBytes(12)), completion_id: completionId, person_id: personId, printed: { ...common, name } }))
  await sql`insert into learning.certificate (id, unit_id, year, number, code, completion_id, class_id, person_id, issued_on, printed)
    select x.id, ${found.unitId}::uuid, ${year}::smallint, x.number, x.code, x.completion_id, ${asked.classId}::uuid, x.person_id, ${asked.on}::date, x.printed
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, number int, code text, completion_id uuid, person_id uuid, printed jsonb)`.execute(w.tx)
  const answer = { issued: rows.length, from: rows[0]!.number, to: rows.at(-1)!.number }
  await tellCertificates(w, rows.map((row) => ({ id: row.id, personId: row.person_id, number: certificateNumber(row.number, year, by.abbreviation), programme: page.programme })), true)
  w.note('learning.issue-certificates', 'class', asked.classId, { on: asked.on, year, ...answer })
  return answer
}

/** Held for the update, so that a certificate of another's register is not found. */
export async function revokeCertificate(w: Work, { id, reason }: { id: string; reason: string }): Promise<void> {
  const row = await w.tx.selectFrom('learning.certificate').select(['number', 'year', 'unit_id', 'revoked_at', 'person_id', 'printed']).where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refused(refuse('not-found', 'id', 'Không tìm thấy chứng nhận này.', 'There is no such certificate.'), 404)
  insist(mayRevoke(row.revoked_at !== null, reason))
  await w.tx.updateTable('learning.certificate').set({ revoked_at: sql`base.moment()`, revoke_reason: reason.trim() }).where('id', '=', id).execute()
  const { abbreviation, programme } = row.printed as unknown as Printed
  await tellCertificates(w, [{ id, personId: row.person_id, number: certificateNumber(row.number, row.year, abbreviation), programme }], false)
  w.note('learning.revoke-certificate', 'certificate', id, { unitId: row.unit_id, number: row.number, year: row.year, reason: reason.trim() })
}

/** In the order asked for; refuses what is out of sight, and what was revoked. */
export async function mayPrint(w: Work, asked: { ids: readonly string[] }): Promise<Row[]> {
  const { rows } = await sql<Row>`select ${columns} from ${source} join unnest(${[...asked.ids]}::uuid[]) with ordinality as i(id, place) on i.id = c.id order by i.place`.execute(w.tx)
  if (rows.length < new Set(asked.ids).size) throw new Refused(refuse('not-found', 'ids', 'Không tìm thấy chứng nhận này.', 'There is no such certificate.'), 404)
  const dead = rows.find((row) => row.revokedOn !== null)
  if (dead) throw new Refused(refuse('revoked', 'ids', `Chứng nhận số ${dead.number} đã thu hồi nên không in lại.`, `Certificate number ${dead.number} is revoked and is not printed again.`))
  return rows
}

/** A page each; `site`: where a stranger checks them. */
export async function printCertificates(w: Work, asked: { ids: readonly string[]; format: PaperFormat; site: string }): Promise<File> {
  const rows = await mayPrint(w, asked)
  const [first, last] = [rows[0]!, rows.at(-1)!]
  const name = rows.length === 1 ? `Giấy chứng nhận ${first.number}-${first.year} ${first.printed.name}` : `Giấy chứng nhận ${first.number}-${last.number} ${first.year}`
  return fileOf({ title: `Giấy chứng nhận: ${first.printed.programme}`, madeAt: w.now, dress: 'certificate', blocks: rows.flatMap((row, i) => [...(i > 0 ? [{ kind: 'page' } as const] : []), ...certificateBlocks(row, asked.site)]) }, name, asked.format)
}

export interface CheckedCertificate { number: string; name: string; programme: string; unit: string; completedOn: Day; issuedOn: Day; until: Day | null; revokedOn: Day | null; state: CertificateState }

/** What a stranger learns: not the whole name, nor the class, nor why it was revoked. */
export async function checkCertificate(w: Work, typed: string): Promise<CheckedCertificate> {
  const code = readCode(typed)
  const { rows: [found] } = code === null ? { rows: [] } : await sql<{ printed: Printed; year: number; number: number; issued_on: Day; completed_on: Day; until: Day | null; revoked_on: Day | null }>`select * from learning.check_certificate(${code})`.execute(w.tx)
  if (!found) throw new Refused(refuse('not-found', 'code', 'Không có chứng nhận nào mang mã này. Hãy kiểm tra lại từng ký tự.', 'No certificate bears this code. Check it letter by letter.'), 404)
  const { printed, issued_on: issuedOn, completed_on: completedOn, until, revoked_on: revokedOn } = found
  return { number: certificateNumber(found.number, found.year, printed.abbreviation), name: shortName(printed.name), programme: printed.programme, unit: printed.unit, completedOn, issuedOn, until, revokedOn, state: stateOf({ revokedOn, until }, w.today) }
}
