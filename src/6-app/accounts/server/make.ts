// The accounts of a round, some at a time: each part is one transaction that makes them, writes their letters and seals these
// for whoever asked. A first password is in its letter and, as a hash, in its account; nowhere else, and never outside one
// part. Broken off and taken up again, the work goes on after the last part.
import { sql } from 'kysely'
import { readPhone } from '#base/phone'
import { insist, Refused, refuse, type Verdict } from '#base/refusal'
import { issuerOf } from '#organisation'
import { createAccounts, freeUsernames } from '#platform/access/accounts'
import type { Seal } from '#platform/access/seal'
import { later, type LongWork } from '#platform/jobs/long'
import { keepPart, partsKept } from '#platform/jobs/product'
import { fileOf } from '#platform/paper/file'
import type { Work } from '#platform/work'
import { letters, type LetterTo } from '../domain/letter.ts'
import { say } from '../domain/who.ts'

/** Letters of one file: as much as is printed and folded in one go, and some four seconds of hashing. */
const together = 100
export interface Making { roundId: string; site: string }
interface Waiting { row: number; personId: string; name: string; office: string; phone: string | null; email: string | null; may: boolean }

export const makingAccounts = (seal: Seal): LongWork<Making> => ({
  name: 'accounts.make',
  async deed({ roundId, site }, { jobId, part, watch }) {
    for (;;) {
      const { made, total } = await part((w) => standing(w, roundId))
      await watch(made, total)
      if (await part((w) => makeSome(w, { roundId, jobId, site, seal })) === 0) return
    }
  },
  ended: ({ roundId }, how, owner) => owner.query('update accounts.round set state = $2 where id = $1', [roundId, how === 'done' ? 'made' : 'failed']),
})

/** Hands the making over; what is made already stays, so that a round that was broken off goes on. */
export async function startMaking(w: Work, roundId: string, site: string): Promise<string | null> {
  const round = await w.tx.selectFrom('accounts.round').select(['state', 'job_id']).where('id', '=', roundId).forUpdate().executeTakeFirst()
  if (!round) throw new Refused(refuse('not-found', 'id', 'Không có đợt cấp tài khoản này trong phạm vi của bạn.', 'There is no such round within your reach.'), 404)
  if (round.state === 'making' || round.state === 'made') {
    w.note('accounts.make', 'round', roundId, { again: true })
    return round.job_id
  }
  insist(mayMake(round.state, (await standing(w, roundId)).total))
  const jobId = await later(w, { name: 'accounts.make' }, { roundId, site }, roundId, round.job_id)
  await w.tx.updateTable('accounts.round').set({ state: 'making', job_id: jobId }).where('id', '=', roundId).execute()
  w.note('accounts.make', 'round', roundId)
  return jobId
}

function mayMake(state: string, rows: number): Verdict {
  if (state === 'dropped') return refuse('dropped', null, 'Đợt này đã bỏ. Hãy lập đợt mới.', 'This round was given up. Begin a new one.')
  return rows > 0 || refuse('nobody', null, 'Không có ai trong đợt này cần tài khoản.', 'Nobody in this round needs an account.')
}

async function standing(w: Work, roundId: string): Promise<{ total: number; made: number }> {
  return (await sql<{ total: number; made: number }>`select count(*)::int as total, count(account_id)::int as made from accounts.row where round_id = ${roundId} and verdict = 'make'`.execute(w.tx)).rows[0]!
}

/** How many rows were dealt with. */
async function makeSome(w: Work, { roundId, jobId, site, seal }: Making & { jobId: string; seal: Seal }): Promise<number> {
  const waiting = await nextOf(w, roundId)
  // Since the check an account may have been made by someone else, or the person gone elsewhere.
  const gone = waiting.filter(({ may }) => !may), people = waiting.filter(({ may }) => may)
  if (gone.length > 0) {
    const why = JSON.stringify([say('changed', null, 'Sau khi kiểm tra, người này đã có tài khoản hoặc đã rời phạm vi của bạn.', 'Since the check this person got an account or left your reach.')])
    await sql`update accounts.row set verdict = 'refused', reasons = ${why}::jsonb where round_id = ${roundId} and row = any(${gone.map(({ row }) => row)}::int[])`.execute(w.tx)
  }
  if (people.length > 0) {
    const made = await accountsFor(w, people)
    await sql`update accounts.row r set account_id = m.id from unnest(${people.map(({ row }) => row)}::int[], ${made.map(({ accountId }) => accountId)}::uuid[]) as m(row, id) where r.round_id = ${roundId} and r.row = m.row`.execute(w.tx)
    const number = await partsKept(w, jobId) + 1
    await keepPart(w, seal, { jobId, number, name: 'Thư cấp tài khoản', file: await letterFile(w, made, { site, name: `Thư cấp tài khoản ${String(number).padStart(3, '0')}` }) })
  }
  return waiting.length
}

async function nextOf(w: Work, roundId: string): Promise<Waiting[]> {
  return (await sql<Waiting>`
    select r.row, r.person_id as "personId", p.name, coalesce(p.phone, r.content->>'phone') as phone, coalesce(p.email, r.content->>'email') as email,
      access.reaches(p.id) and not exists (select from access.account a where a.person_id = p.id) as may, ${officeOf(sql`p.id`, w)} as office
    from accounts.row r left join people.person p on p.id = r.person_id
    where r.round_id = ${roundId} and r.verdict = 'make' and r.account_id is null order by r.row limit ${together}`.execute(w.tx)).rows.map((row) => ({ ...row, may: row.may === true }))
}

const officeOf = (personId: ReturnType<typeof sql>, w: Work) => sql<string>`coalesce((select t.name_vi || ', ' || u.label from people.office o join people.title t on t.code = o.title join organisation.label_unit u on u.subject_id = o.unit_id
  where o.person_id = ${personId} and o.during @> ${w.today}::date order by t.rank, o.id limit 1), '')`

async function accountsFor(w: Work, people: readonly Waiting[]): Promise<(LetterTo & { accountId: string })[]> {
  const usernames = await freeUsernames(w, people.map(({ name }) => name))
  const free = await freeContacts(w, people)
  const made = await createAccounts(w, people.map(({ personId }, i) => ({ personId, username: usernames[i]!, ...free[i]! })))
  return made.map(({ accountId, username, oneTimePassword }, i) => ({ accountId, username, password: oneTimePassword!, name: people[i]!.name, office: people[i]!.office }))
}

/** Telephone number and address by which one signs in too; what another account has already is left out, and what is none. */
async function freeContacts(w: Work, people: readonly Waiting[]): Promise<{ phone: string | null; email: string | null }[]> {
  const read = people.map(({ phone, email }) => ({ phone: phone ? readPhone(phone)?.phone ?? null : null, email: email && /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(email.trim()) ? email.trim().toLowerCase() : null }))
  const said = (values: (string | null)[]) => values.filter((value) => value !== null)
  const taken = new Set((await sql<{ value: string }>`select value from access.taken('{}', ${said(read.map((r) => r.email))}, ${said(read.map((r) => r.phone))})`.execute(w.tx)).rows.map(({ value }) => value))
  const once = (value: string | null) => {
    if (value === null || taken.has(value)) return null
    taken.add(value)
    return value
  }
  return read.map(({ phone, email }) => ({ phone: once(phone), email: once(email) }))
}

/** The letter for a password that whoever asks was just shown. */
export async function oneLetter(w: Work, { accountId, password, site }: { accountId: string; password: string; site: string }): Promise<File> {
  const { rows: [to] } = await sql<{ name: string; username: string; office: string }>`select coalesce(p.name, a.name) as name, a.username, ${officeOf(sql`a.person_id`, w)} as office
    from access.account a left join people.person p on p.id = a.person_id where a.id = ${accountId} and a.must_change and access.reaches(a.person_id)`.execute(w.tx)
  if (!to) throw new Refused(refuse('not-found', 'accountId', 'Không có tài khoản nào như vậy đang chờ đổi mật khẩu trong phạm vi của bạn.', 'No such account within your reach waits for its password to be changed.'), 404)
  w.note('accounts.letter', 'account', accountId)
  return letterFile(w, [{ ...to, password }], { site, name: `Thư cấp tài khoản ${to.username}` })
}

async function letterFile(w: Work, to: readonly LetterTo[], { site, name }: { site: string; name: string }): Promise<File> {
  const unitId = w.actor.acting?.unitId
  const by = unitId ? await issuerOf(w.tx, unitId, w.today) : { above: null, organ: 'Công đoàn Việt Nam', place: 'Hà Nội' }
  return fileOf({ title: 'Thư cấp tài khoản', madeAt: w.now, dress: 'office', blocks: letters(to, by, { site, on: w.today }) }, name, 'pdf')
}
