// The register over real records: numbers without gaps, one certificate a completion, and what each may see of it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Refused } from '#base/refusal'
import type { Actor } from '#platform/access/actor'
import { checkCertificate, issueCertificates, listCertificates, printCertificates, revokeCertificate } from './certificates.ts'
import { correctAttendance } from './attendance.ts'
import { closeClass } from './closing.ts'
import { nominate } from './nominations.ts'
import { world, type World } from '#tests/factories/learning'

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.refusals.some((refusal) => refusal.code === code)
const stranger: Actor = { accountId: null, name: '', personId: null, offices: [], acting: null, language: 'vi' }
const all = { limit: 1000, offset: 0 }

describe('certificates of a class', () => {
  let w: World, province: Actor
  before(async () => { w = await world(); province = await w.from(w.laoCai) })
  after(() => w.close())

  async function closed(names: string[]) {
    const people = await w.members(w.grassroots, names)
    const lesson = await w.openClass({ capacity: people.length })
    await w.work((work) => nominate(work, { classId: lesson.id, personIds: people }), province)
    await w.markAll(lesson, Object.fromEntries(people.map((id) => [id, 'ppppp'])))
    await w.work((work) => closeClass(work, { classId: lesson.id, on: '2026-11-20' }), province)
    return { lesson, people }
  }
  const issue = (classId: string, on = '2026-11-20') => w.work((work) => issueCertificates(work, { classId, on }), province)
  const register = () => w.work((work) => listCertificates(work, { ...all, unitId: w.laoCai, year: 2026 }), province)

  test('are numbered without gaps through the year, in the order of the class, also where two issue at once and one fails', async () => {
    const open = await w.openClass()
    await assert.rejects(issue(open.id), refusedWith('class-not-closed'))
    const first = await closed(['Lừu Thị Mỷ', 'Giàng A Páo', 'Vàng Thị Dở'])
    assert.deepEqual(await issue(first.lesson.id), { issued: 3, from: 1, to: 3 })
    await assert.rejects(issue(first.lesson.id), refusedWith('nobody'))
    const [second, third] = [await closed(['Hồ Thúy Giang', 'Lê Văn An']), await closed(['Trần Bình'])]
    await assert.rejects(w.work(async (work) => { await issueCertificates(work, { classId: second.lesson.id, on: '2026-11-20' }); throw new Error('the line broke') }, province), /the line broke/)
    const both = await Promise.all([issue(second.lesson.id), issue(third.lesson.id)])
    assert.deepEqual(both.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)).sort(), [4, 5, 6])
    const { rows, total } = await register()
    assert.equal(total, 6)
    assert.deepEqual(rows.slice(3).map((row) => [row.number, row.person.name, row.state]), [['03/2026/GCN-LĐLĐ', 'Vàng Thị Dở', 'good'], ['02/2026/GCN-LĐLĐ', 'Giàng A Páo', 'good'], ['01/2026/GCN-LĐLĐ', 'Lừu Thị Mỷ', 'good']])
  })

  test('a thousand are issued by one deed and printed in portions', async () => {
    const { lesson } = await closed(Array.from({ length: 1000 }, (_, i) => `Trần Hoàng Công Tằng Tôn Nữ Số ${i + 1}`))
    const { issued, from, to } = await issue(lesson.id)
    assert.deepEqual([issued, to - from + 1], [1000, 1000])
    const { rows } = await w.work((work) => listCertificates(work, { ...all, classId: lesson.id }), province)
    assert.equal(new Set(rows.map((row) => row.code)).size, 1000)
    const ids = rows.reverse().slice(0, 50).map((row) => row.id)
    const print = (format: 'pdf' | 'docx') => w.work((work) => printCertificates(work, { ids, format, site: 'https://congdoan.example' }), province)
    const pdf = await print('pdf')
    assert.equal(pdf.name, `Giấy chứng nhận ${from}-${from + 49} 2026.pdf`)
    assert.equal(Buffer.from(await pdf.arrayBuffer()).toString('latin1').match(/\/Type \/Page\b/g)!.length, 50)
    assert.match((await print('docx')).name, /\.docx$/)
  })

  test('whoever holds one learns whether it is good, and no more; a revocation shows at once, with its own number for the next', async () => {
    const { lesson } = await closed(['Nguyễn Thị Ánh Tuyết'])
    await issue(lesson.id)
    const one = (await register()).rows[0]!
    const check = (code: string) => w.work((work) => checkCertificate(work, code), stranger)
    const { number, ...seen } = await check(`${one.code.slice(0, 4).toLowerCase()}-${one.code.slice(4)}`)
    assert.equal(number, one.number)
    assert.deepEqual(seen, { name: 'N. T. Á. Tuyết', programme: 'Chuyển đổi số cho cán bộ chuyên trách', unit: 'LĐLĐ tỉnh Lào Cai', completedOn: '2026-11-20', issuedOn: '2026-11-20', until: null, revokedOn: null, state: 'good' })
    await assert.rejects(check('0000-0000-0000'), refusedWith('not-found'))
    await assert.rejects(check(`' or true --`), refusedWith('not-found'))
    await assert.rejects(w.work((work) => revokeCertificate(work, { id: one.id, reason: '' }), province), refusedWith('reason'))
    await w.work((work) => revokeCertificate(work, { id: one.id, reason: 'Ghi sai họ tên' }), province)
    const after = await check(one.code)
    assert.deepEqual([after.state, after.revokedOn, JSON.stringify(after).includes('Ghi sai')], ['revoked', '2026-11-21', false])
    await assert.rejects(w.work((work) => printCertificates(work, { ids: [one.id], format: 'pdf', site: 'https://congdoan.example' }), province), refusedWith('revoked'))
    const { from } = await issue(lesson.id)
    assert.equal((await register()).rows[0]!.number, `${String(from).padStart(2, '0')}/2026/GCN-LĐLĐ`)
    assert.notEqual((await register()).rows[0]!.number, one.number, 'a number that was given is not given again')
  })

  test('a correction that takes the completion back takes the certificate along', async () => {
    const { lesson, people } = await closed(['Bùi Giang'])
    await issue(lesson.id)
    for (const session of lesson.sessions.slice(0, 2)) await w.work((work) => correctAttendance(work, { classId: lesson.id, sessionId: session.id, personId: people[0]!, state: 'absent', reason: 'Đối chiếu lại phiếu ký' }), province)
    assert.equal((await register()).rows[0]!.state, 'revoked')
  })

  test('a union elsewhere sees none of the register and revokes nothing in it', async () => {
    const elsewhere = await w.from(w.anGiang), one = (await register()).rows[0]!
    assert.equal((await w.work((work) => listCertificates(work, all), elsewhere)).total, 0)
    await assert.rejects(w.work((work) => revokeCertificate(work, { id: one.id, reason: 'Không phải của mình' }), elsewhere), refusedWith('not-found'))
    await assert.rejects(w.work((work) => printCertificates(work, { ids: [one.id], format: 'pdf', site: 'https://x.example' }), elsewhere), refusedWith('not-found'))
  })
})
