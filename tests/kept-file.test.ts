// The file of an import holds identity numbers of many people. Over HTTP, as each account of the demonstration asks for it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { newId } from '#base/id'
import { demonstrationHouse, type House } from './factories/house.ts'
import { rosterOf } from './factories/reach.ts'

let house: House
before(async () => { house = await demonstrationHouse() })
after(() => house?.close())

/** Calls with the session of an account; null: a stranger. */
async function signedIn(name: string | null): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const reply = name && await fetch(`${house.address}/api/access/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, password: house.password }) })
  const cookie = reply ? reply.headers.getSetCookie()[0]!.split(';')[0]! : ''
  return (path, init = {}) => fetch(`${house.address}/api${path}`, { ...init, headers: { cookie } })
}

test('the kept file of an import is opened by whoever may import where its unit lies in reach, by nobody else, and each opening is noted', async () => {
  const { owner } = house.system.pools
  const roster = Buffer.from(rosterOf('Bùi Thị Thêm', 'Công đoàn cơ sở Công ty TNHH May Hoàng Liên')), id = newId()
  const form = new FormData()
  form.append('unitId', (await owner.query('select unit_id from organisation.unit_version where name = $1 and upper_inf(valid)', ['Liên đoàn Lao động tỉnh Lào Cai'])).rows[0].unit_id)
  form.append('file', new File([roster], 'Danh sách "mới" – đợt 2.csv'))
  const sent = await (await signedIn('laocai.daotao'))(`/imports/${id}`, { method: 'PUT', body: form })
  assert.equal(sent.status, 200, await sent.text())
  const { rows: [{ file_id: fileId, name }] } = await owner.query('select file_id, name from intake.import where id = $1', [id])
  assert.equal(name, 'Danh sách "mới" – đợt 2.csv')

  const answers: Record<string, number> = {}
  for (const account of [null, 'kiemtra', 'angiang', 'daukhi', 'sapa', 'hoanglien', 'laocai.daotao', 'laocai', 'tongliendoan', 'quantri']) {
    const reply = await (await signedIn(account))(`/files/${fileId}`)
    const body = Buffer.from(await reply.arrayBuffer())
    answers[account ?? 'a stranger'] = reply.status
    assert.equal(body.equals(roster), reply.status === 200, `${account} is given the file or nothing of it`)
  }
  assert.deepEqual(answers, {
    'a stranger': 401, kiemtra: 403, // sees the unit, may not import
    angiang: 404, daukhi: 404, // other provinces and industries
    sapa: 404, hoanglien: 404, // may import, below the unit that did
    'laocai.daotao': 200, laocai: 200, tongliendoan: 200, quantri: 200,
  })
  const { rows } = await owner.query("select account_id from audit.entry where action = 'files.read' and subject_id = $1", [fileId])
  assert.equal(new Set(rows.map((r) => r.account_id)).size, 4)
  assert.equal(rows.length, 4)
})
