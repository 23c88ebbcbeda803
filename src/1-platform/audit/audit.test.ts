import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { testAccess, type Browser, type TestAccess } from '#tests/factories/access'
import { createAccounts } from '../access/accounts.ts'
import { sealAudit, verifyAudit } from './verify.ts'

const password = 'trăng lên đầu núi'
let house: TestAccess, root: string, laoCai: string, anGiang: string
before(async () => {
  house = await testAccess()
  root = await house.unit('Tổng Liên đoàn Lao động Việt Nam')
  laoCai = await house.unit('Liên đoàn Lao động tỉnh Lào Cai', root)
  anGiang = await house.unit('Liên đoàn Lao động tỉnh An Giang', root)
})
after(() => house.db.close())

async function auditor(username: string, name: string, unitId: string): Promise<Browser> {
  const personId = await house.person(name)
  await house.office(personId, unitId, 'auditor')
  await house.work((w) => createAccounts(w, [{ personId, username, password, mustChange: false }]))
  const browser = house.browser()
  await browser.access.signIn({ name: username, password })
  return browser
}
async function deed(as: Browser, action: string, subjectId = 'x', detail = {}): Promise<void> {
  await house.work(async (w) => w.note(action, 'plan', subjectId, detail), (await as.actor())!)
}
/** Changes the log as only the owner of the database could. */
async function tamper(statement: string, values: unknown[] = []): Promise<void> {
  const client = await house.pools.owner.connect()
  try {
    for (const table of ['entry', 'link']) await client.query(`alter table audit.${table} disable trigger append_only`)
    await client.query(statement, values)
  } finally {
    for (const table of ['entry', 'link']) await client.query(`alter table audit.${table} enable trigger append_only`)
    client.release()
  }
}

it('the log shows what was done from units within reach, with who, as what and from where', async () => {
  const top = await auditor('kiemsoat', 'Kiểm Soát Trung Ương', root), lc = await auditor('kiemsoat.lc', 'Kiểm Soát Lào Cai', laoCai), ag = await auditor('kiemsoat.ag', 'Kiểm Soát An Giang', anGiang)
  await deed(lc, 'plans.issue', 'kế hoạch 1', { number: '12/KH-LĐLĐ' })
  await deed(ag, 'plans.withdraw', 'kế hoạch 2')
  const seen = async (as: Browser) => (await as.audit.entries({ action: 'plans' })).rows.map((e) => [e.action, e.subjectId, e.who, e.title?.vi, e.unitName])
  const first = ['plans.issue', 'kế hoạch 1', 'Kiểm Soát Lào Cai', 'Kiểm soát viên dữ liệu', 'Liên đoàn Lao động tỉnh Lào Cai']
  const second = ['plans.withdraw', 'kế hoạch 2', 'Kiểm Soát An Giang', 'Kiểm soát viên dữ liệu', 'Liên đoàn Lao động tỉnh An Giang']
  assert.deepEqual(await seen(lc), [first])
  assert.deepEqual(await seen(ag), [second])
  assert.deepEqual(await seen(top), [second, first], 'latest first')
  // What the machine and strangers did belongs to no unit: only the top of the tree reads it.
  assert.ok((await top.audit.entries({ action: 'access.account.create' })).rows.every((e) => e.who === 'test'))
  assert.deepEqual(await lc.audit.entries({ action: 'access.account.create' }), { rows: [], total: 0 })
  assert.deepEqual((await lc.audit.entries({ action: 'access' })).rows.map((e) => e.action), ['access.signIn'])
})

it('the log is filtered by subject, deed, person, day and text, and read page by page', async () => {
  const top = await auditor('loc', 'Người Lọc', root)
  const personId = (await top.access.me()).personId!
  for (let i = 0; i < 5; i++) await deed(top, 'classes.close', `lớp ${i}`, { note: `Lớp Chuyển đổi số ${i}` })
  const read = (input: Parameters<Browser['audit']['entries']>[0]) => top.audit.entries({ action: 'classes.close', ...input })
  const page = await read({ limit: 2, offset: 2 })
  assert.deepEqual([page.total, page.rows.map((e) => e.subjectId)], [5, ['lớp 2', 'lớp 1']])
  assert.equal((await read({ subjectKind: 'plan', subjectId: 'lớp 3' })).total, 1)
  assert.equal((await read({ search: 'CHUYEN DOI SO 4' })).total, 1)
  assert.equal((await read({ personId })).total, 5)
  assert.equal((await read({ action: 'class' })).total, 0, 'a deed is not another whose name begins alike')
  // 02:00 UTC on the 21st is the 21st in Vietnam; so is 17:30 UTC on the 20th.
  house.clock.now = new Date('2026-11-20T17:30:00Z')
  await deed(top, 'classes.open')
  assert.equal((await top.audit.entries({ action: 'classes.open', from: '2026-11-21', to: '2026-11-22' })).total, 1)
  assert.equal((await top.audit.entries({ action: 'classes.open', from: '2026-11-20', to: '2026-11-21' })).total, 0)
})

it('a sealed log checks out whole, and goes on from where it was', async () => {
  await sealAudit(house.pools)
  const whole = await verifyAudit(house.pools)
  assert.ok(whole.entries > 0)
  assert.deepEqual([whole.linked, whole.broken], [whole.entries, []])
  await house.work(async (w) => w.note('later', 'plan', 'x'))
  assert.deepEqual([(await verifyAudit(house.pools)).linked, await sealAudit(house.pools)], [whole.entries, 1])
  assert.deepEqual((await verifyAudit(house.pools, whole.head)).broken, [])
})

it('nobody changes an entry through the application or past its trigger, and whoever removes the trigger is found out', async () => {
  await sealAudit(house.pools)
  const { seq, entry_id } = (await house.pools.owner.query('select seq, entry_id from audit.link order by seq offset 3 limit 1')).rows[0]
  await assert.rejects(house.work((w) => w.tx.updateTable('audit.entry').set({ action: 'x' }).execute()), /permission denied/)
  await assert.rejects(house.pools.owner.query(`update audit.entry set action = 'x'`), /append-only/)
  const detail = (await house.pools.owner.query('select detail from audit.entry where id = $1', [entry_id])).rows[0].detail
  await tamper(`update audit.entry set detail = '{"amount": 1}' where id = $1`, [entry_id])
  assert.deepEqual((await verifyAudit(house.pools)).broken, [{ seq, entryId: entry_id, reason: 'changed' }])
  await tamper('update audit.entry set detail = $2 where id = $1', [entry_id, detail])
  assert.deepEqual((await verifyAudit(house.pools)).broken, [])
})

it('an entry taken out with its link leaves a gap, and an end cut off is missed by whoever kept the head', async () => {
  await house.work(async (w) => { for (let i = 0; i < 3; i++) w.note('last', 'plan', String(i)) })
  await sealAudit(house.pools)
  const { head } = await verifyAudit(house.pools)
  await tamper('with gone as (delete from audit.link where seq = $1 returning entry_id) select * from gone', [head!.seq])
  assert.deepEqual((await verifyAudit(house.pools)).broken, [], 'the machine alone cannot tell')
  assert.deepEqual((await verifyAudit(house.pools, head)).broken.map((b) => b.reason), ['cut'])
  await tamper('delete from audit.link where seq = $1', [head!.seq - 3])
  assert.deepEqual((await verifyAudit(house.pools)).broken.map((b) => [b.seq, b.reason]), [[head!.seq - 2, 'missing-link']])
})
