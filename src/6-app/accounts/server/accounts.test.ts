// A province gives accounts to many: the list is shown first, the letters come once, and nobody else reads a first password.
import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { newId } from '#base/id'
import type { Job } from '#platform/jobs/contract'
import { longTask } from '#platform/jobs/long'
import { writeSheet } from '#platform/sheets/write'
import { demonstrationHouse, type House } from '#tests/factories/house'
import { firstPasswordsOf } from '#tests/factories/letters'
import type { Round, RoundRow } from '../contract.ts'
import { makingAccounts } from './make.ts'

let house: House, cookie: string, laoCai: string
type Call = Awaited<ReturnType<House['as']>>
let officer: Call
interface Person { id: string; name: string; unit: string }
let people: Person[]

before(async () => {
  house = await demonstrationHouse()
  const { owner } = house.system.pools
  laoCai = (await owner.query(`select unit_id from organisation.unit_version where name = 'Liên đoàn Lao động tỉnh Lào Cai' and upper_inf(valid)`)).rows[0].unit_id
  // The officer of accounts of the province.
  const { rows: [person] } = await owner.query(`select person_id from access.account where username = 'laocai.daotao'`)
  await owner.query(`insert into people.office (id, person_id, unit_id, title, basis, during) values ($1, $2, $3, 'administrator', 'appointed', '[2026-01-01,)')`, [newId(), person.person_id, laoCai])
  officer = await house.as('laocai.daotao')
  const { body: me } = await officer<{ offices: { id: string; title: string }[] }>('GET', '/access/me')
  await officer('PUT', '/access/office', { officeId: me.offices.find(({ title }) => title === 'administrator')!.id })
  cookie = await sessionOf('laocai.daotao')
  people = (await owner.query<Person>(`select p.id, p.name, v.name as unit from people.office o join people.person p on p.id = o.person_id
    join organisation.position at on at.unit_id = o.unit_id join organisation.position top on top.unit_id = $1 and at.lft between top.lft and top.rgt
    join organisation.unit_version v on v.unit_id = o.unit_id and upper_inf(v.valid)
    where upper_inf(o.during) and not exists (select from access.account a where a.person_id = p.id) and (select count(*) from people.person x where x.name_fold = p.name_fold) = 1
      and (select count(*) from people.office x where x.person_id = p.id) = 1 and (select count(*) from organisation.unit_version x where x.name = v.name) = 1 order by p.id limit 3`, [laoCai])).rows
})
after(() => house.close())

async function sessionOf(username: string): Promise<string> {
  const reply = await fetch(`${house.address}/api/access/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: username, password: house.password }) })
  const session = reply.headers.getSetCookie()[0]!.split(';')[0]!
  const { offices } = await reply.json() as { offices: { id: string; title: string }[] }
  const office = offices.find(({ title }) => title === 'administrator')
  if (office) await fetch(`${house.address}/api/access/office`, { method: 'PUT', headers: { cookie: session, 'content-type': 'application/json' }, body: JSON.stringify({ officeId: office.id }) })
  return session
}
async function receive(rows: (string | null)[][], id = newId()): Promise<{ id: string; round: Round; rows: RoundRow[] }> {
  const form = new FormData()
  form.set('unitId', laoCai)
  form.set('file', new File([new Uint8Array(await writeSheet({ columns: ['STT', 'Họ và tên', 'Đơn vị', 'Điện thoại', 'Email'].map((header) => ({ header })), rows }))], 'Cấp tài khoản.xlsx'))
  const reply = await fetch(`${house.address}/api/account-rounds/${id}/file`, { method: 'PUT', headers: { cookie }, body: form })
  assert.equal(reply.status, 200, await reply.text())
  return { id, round: (await officer<Round>('GET', `/account-rounds/${id}`)).body, rows: (await officer<{ rows: RoundRow[] }>('GET', `/account-rounds/${id}/rows`)).body.rows }
}
async function ended(jobId: string): Promise<Job> {
  for (;;) {
    const { body } = await officer<Job>('GET', `/jobs/${jobId}`)
    if (body.state !== 'waiting' && body.state !== 'running') return body
  }
}
const take = async (jobId: string, session = cookie) => fetch(`${house.address}/api/jobs/${jobId}/product`, { method: 'POST', headers: { cookie: session, 'content-type': 'application/json' }, body: '{}' })

let round: string, job: string
it('every row of the file is kept with what becomes of it', async () => {
  const [an, binh, chi] = people as [Person, Person, Person]
  const { id, round: checked, rows } = await receive([
    ['1', an.name.toUpperCase(), an.unit, '0912345001', 'AN@congdoan.example'], ['2', binh.name, binh.unit, null, null], ['3', 'Người Không Có Ở Đây', binh.unit, null, null],
    ['4', binh.name, binh.unit, null, null], ['5', chi.name, 'Công đoàn cơ sở Không Có', null, null], ['6', null, an.unit, null, null],
  ])
  round = id
  assert.deepEqual(rows.map(({ verdict, reasons }) => [verdict, reasons[0]?.code ?? null]), [
    ['make', null], ['make', null], ['refused', 'unknown'], ['refused', 'twice'], ['refused', rows[4]!.reasons[0]!.code], ['skipped', rows[5]!.reasons[0]!.code]])
  assert.equal(rows[4]!.reasons[0]!.field, 'unit')
  assert.deepEqual([checked.counts.make, checked.counts.made, checked.state], [2, 0, 'checked'])
  assert.equal((await receive([['1', an.name, an.unit, null, null]], id)).rows.length, 6, 'sent again it stays as it is')
})

it('the accounts are made in the background with a letter for each, once however often it is asked for', async () => {
  const asked = await Promise.all([1, 2].map(() => officer<{ jobId: string }>('POST', `/account-rounds/${round}/make`, {})))
  job = asked[0]!.body.jobId
  assert.equal(asked[1]!.body.jobId, job)
  const { state, done, total, product } = await ended(job)
  assert.deepEqual([state, done, total], ['done', 2, 2])
  assert.ok(product)
  const { rows } = (await officer<{ rows: RoundRow[] }>('GET', `/account-rounds/${round}/rows?verdict=make`)).body
  assert.deepEqual(rows.map(({ username }) => username !== null), [true, true])
  const { rows: made } = await house.system.pools.owner.query(`select a.phone = p.phone as phone, a.email, a.must_change from access.account a join people.person p on p.id = a.person_id where a.username = $1`, [rows[0]!.username])
  assert.deepEqual(made, [{ phone: true, email: 'an@congdoan.example', must_change: true }])
})

it('taken up again after a crash, the work makes neither an account nor a letter twice', async () => {
  const { owner } = house.system.pools
  const counted = async () => (await owner.query('select (select count(*)::int from access.account) as accounts, (select count(*)::int from jobs.product_part) as parts')).rows[0]
  const before = await counted()
  const { rows: [me] } = await owner.query(`select id, person_id from access.account where username = 'laocai.daotao'`)
  const task = longTask({ work: (deed, as) => house.system.work(deed, as), owner, onFault: (error) => { throw error } }, makingAccounts(house.system.access.seal))['accounts.make']!
  await task({ jobId: job, asked: { roundId: round, site: 'https://lotrinh.example' }, actor: { accountId: me.id, name: 'x', personId: me.person_id, officeId: null, unitId: laoCai, verbs: ['account'] } }, undefined as never)
  assert.deepEqual(await counted(), before)
  assert.equal((await officer<Job>('GET', `/jobs/${job}`)).body.state, 'done')
})

it('nobody but who asked takes the letters, and the tables say nothing', async () => {
  assert.equal((await take(job, await sessionOf('quantri'))).status, 404)
  const { rows } = await house.system.pools.owner.query('select sealed from jobs.product_part where job_id = $1', [job])
  assert.equal(Buffer.from(rows[0].sealed).includes('%PDF'), false)
})

it('a letter opens the account, and its password opens nothing but the change of it', async () => {
  const reply = await take(job)
  assert.equal(reply.headers.get('content-type'), 'application/pdf')
  const passwords = await firstPasswordsOf(new Uint8Array(await reply.arrayBuffer()))
  assert.equal(passwords.length, 2)
  const { rows } = (await officer<{ rows: RoundRow[] }>('GET', `/account-rounds/${round}/rows?verdict=make`)).body
  const stranger = await house.as(null)
  const { status, body } = await stranger<{ mustChangePassword: boolean; verbs: string[] }>('POST', '/access/sign-in', { name: rows[0]!.username, password: passwords[0] })
  assert.deepEqual([status, body.mustChangePassword, body.verbs], [200, true, []])
})

it('the letters are destroyed a quarter of an hour after they were taken', async () => {
  assert.equal((await take(job)).status, 200, 'a download that broke can be made again')
  house.clock.now = new Date(house.clock.now.getTime() + 16 * 60_000)
  assert.equal((await take(job)).status, 404)
  assert.equal((await officer<Job>('GET', `/jobs/${job}`)).body.product, null)
})

it('who has an account by now gets no second one, and a round that was given up makes none', async () => {
  const [an, , chi] = people as [Person, Person, Person]
  const { id, rows } = await receive([['1', an.name, an.unit, null, null], ['2', chi.name, chi.unit, null, null]])
  assert.deepEqual(rows.map(({ verdict }) => verdict), ['has', 'make'])
  assert.equal((await officer('POST', `/account-rounds/${id}/drop`, {})).status, 200)
  assert.equal((await officer('POST', `/account-rounds/${id}/make`, {})).status, 422)
})

it('officials without an account are gathered by the office alone, and a province sees no other', async () => {
  const id = newId()
  assert.equal((await officer('PUT', `/account-rounds/${id}/officials`, { unitId: laoCai })).status, 200)
  const { body } = await officer<Round>('GET', `/account-rounds/${id}`)
  assert.ok(body.counts.make > 10 && body.counts.make === body.counts.rows, JSON.stringify(body.counts))
  const { rows: [wrong] } = await house.system.pools.owner.query(`select count(*)::int as n from accounts.row r where r.round_id = $1 and exists (select from access.account a where a.person_id = r.person_id)`, [id])
  assert.equal(wrong.n, 0)
  assert.equal((await (await house.as('angiang'))('GET', `/account-rounds/${id}`)).status, 403)
})

it('a password that was reset is handed over by a new letter', async () => {
  const { body: { rows: [found] } } = await officer<{ rows: { id: string }[] }>('GET', '/access/accounts?search=hoanglien')
  const { body: reset } = await officer<{ oneTimePassword: string }>('POST', `/access/accounts/${found!.id}/reset`, {})
  const reply = await fetch(`${house.address}/api/account-letters`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify({ accountId: found!.id, password: reset.oneTimePassword }) })
  assert.deepEqual(await firstPasswordsOf(new Uint8Array(await reply.arrayBuffer())), [reset.oneTimePassword])
})
