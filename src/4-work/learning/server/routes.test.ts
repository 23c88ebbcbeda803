// Every route over real HTTP: shapes as declared, files both ways, refusals at their fields, an audit line for each write.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { RPCHandler } from '@orpc/server/fastify'
import Fastify from 'fastify'
import { newId } from '#base/id'
import type { Actor } from '#platform/access/actor'
import { filesRoutes } from '#platform/files/routes'
import type { learningContract } from '../contract.ts'
import { learningRoutes } from './routes.ts'
import { world, type World } from '#tests/factories/learning'

describe('the routes of learning', () => {
  let w: World, actor: Actor, address: string, learning: ContractRouterClient<typeof learningContract>
  const app = Fastify()
  before(async () => {
    w = await world()
    actor = await w.from(w.laoCai)
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))
    const router = { learning: learningRoutes, files: filesRoutes }
    const rpc = new RPCHandler(router), open = new OpenAPIHandler(router)
    const context = () => w.request(actor)
    app.all('/api/rpc/*', async (request, reply) => { await rpc.handle(request, reply, { prefix: '/api/rpc', context: context() }) })
    app.all('/api/*', async (request, reply) => { await open.handle(request, reply, { prefix: '/api', context: context() }) })
    address = await app.listen({ port: 0, host: '127.0.0.1' })
    learning = createORPCClient<{ learning: typeof learning }>(new RPCLink({ url: `${address}/api/rpc` })).learning
  })
  after(async () => { await app.close(); await w.close() })

  test('a province writes a class, sends people, takes attendance, closes it, and each write leaves its audit line', async () => {
    const people = await w.officials(w.laoCai, ['Vũ Thị Diễm', 'Hồ Thúy Giang'])
    const programmeId = newId(), id = newId(), sessionId = newId()
    await learning.writeProgramme({ id: programmeId, name: 'Kỹ năng số', tags: ['basic-digital-skills'], field: 'digital', level: 'workers', hours: 8, ownerId: w.laoCai })
    assert.deepEqual((await learning.programmes({ search: 'ky nang' })).rows.map((row) => [row.name, row.owner, row.validityMonths, row.changeable]), [['Kỹ năng số', 'LĐLĐ tỉnh Lào Cai', null, true]])
    assert.deepEqual((await learning.programmes({ search: 'chuyen doi so' })).rows.map((row) => row.changeable), [false], 'the programme of the Confederation')
    assert.ok((await learning.lists()).tags.some((tag) => tag.code === 'basic-digital-skills'))
    await learning.write({ id, programmeId, unitId: w.laoCai, title: 'Kỹ năng số khóa 1', form: 'online', capacity: 1, firstDay: '2026-11-16', lastDay: '2026-11-16', status: 'open', places: [], lecturers: [{ name: 'Lê An' }], sessions: [{ id: sessionId, startsAt: '2026-11-16T08:00:00+07:00', endsAt: '2026-11-16T11:00:00+07:00' }] })
    const answer = await learning.nominate({ id, personIds: people })
    assert.deepEqual([answer.nominated, answer.waiting], [[people[0]], [people[1]]])
    const page = await learning.read({ id })
    assert.deepEqual([page.seated, page.waiting, page.sessionList[0]!.startsAt, page.may], [1, 1, '2026-11-16T01:00:00.000Z', { write: true, attend: true, conduct: true, decide: true, nominate: true, print: 'all' }])
    assert.deepEqual((await learning.closing({ id })).refusals.map((refusal) => refusal.code), ['unmarked'])
    assert.deepEqual(await learning.mark({ id, marks: [{ sessionId, personId: people[0]!, state: 'absent' }] }), { recorded: 1, changed: 0, unchanged: 0 })
    await learning.withdraw({ id, personIds: [people[1]!], reason: 'Đi công tác' })
    assert.deepEqual((await learning.roster({ id })).seats.map((seat) => [seat.state, seat.place]), [['nominated', 1], ['withdrawn', null]])
    assert.deepEqual(await learning.close({ id, on: '2026-11-16' }), { completed: 0, notCompleted: 1 })
    assert.deepEqual(await learning.correct({ id, sessionId, personId: people[0]!, state: 'present', reason: 'Có chữ ký trên phiếu' }), { changed: true, completes: true })
    assert.deepEqual((await learning.marks({ id, sessionId, personId: people[0]! })).map((mark) => mark.state), ['absent', 'present'])
    const [completion] = await learning.completions({ personId: people[0]! })
    assert.deepEqual([completion!.classTitle, completion!.on, completion!.until], ['Kỹ năng số khóa 1', '2026-11-16', null])
    const evidence = await learning.evidence({ id: completion!.id })
    assert.deepEqual(evidence.sessions[0]!.marks.map((mark) => mark.reason), [null, 'Có chữ ký trên phiếu'])
    assert.deepEqual((await learning.classes({ unitId: w.laoCai, status: 'closed' })).rows.map((row) => [row.title, row.completed]), [['Kỹ năng số khóa 1', 1]])
    const draft = await w.openClass({ status: 'draft' })
    await learning.cancel({ id: draft.id, reason: 'Không đủ kinh phí' })
    const audit = await w.pools.owner.query(`select action from audit.entry where unit_id = $1 order by id`, [w.laoCai])
    assert.deepEqual(audit.rows.map((row) => row.action.replace('learning.', '')), ['write-programme', 'write-class', 'nominate', 'mark', 'withdraw', 'close', 'correct', 'cancel-class'])
  })

  test('the signed sheet of a head-count goes up with the count and comes down as it was', async () => {
    const lesson = await w.openClass()
    const sheetId = newId(), bytes = new TextEncoder().encode('%PDF-1.7 ký tên')
    await learning.uploadSheet({ id: lesson.id, sheetId, unitId: w.grassroots, file: new File([bytes], 'Phiếu ký.pdf', { type: 'application/pdf' }) })
    const headCountId = newId()
    await learning.countHeads({ id: lesson.id, headCountId, unitId: w.grassroots, heads: 31, sheetId })
    assert.deepEqual((await learning.read({ id: lesson.id })).headCounts.map((h) => [h.unit, h.heads, h.sheet.name]), [['CĐCS Công ty Chè Bản Xanh', 31, 'Phiếu ký.pdf']])
    assert.deepEqual((({ classTitle, heads, completedOn }) => [classTitle, heads, completedOn])(await learning.headCount({ id: headCountId })), [lesson.title, 31, null])
    const down = await fetch(`${address}/api/files/${sheetId}`)
    assert.deepEqual([down.headers.get('content-type'), Buffer.from(await down.arrayBuffer())], ['application/pdf', Buffer.from(bytes)])
    // The same upload by the open interface, as multipart.
    const form = new FormData()
    form.set('unitId', w.grassroots)
    form.set('file', new File([bytes], 'b.pdf', { type: 'application/pdf' }))
    const put = await fetch(`${address}/api/classes/${lesson.id}/sheets/${newId()}`, { method: 'PUT', body: form })
    assert.equal(put.status, 200, await put.clone().text())
    await assert.rejects(learning.uploadSheet({ id: lesson.id, sheetId: newId(), unitId: w.grassroots, file: new File(['MZ'], 'Phiếu.pdf') }), (error: { data: { refusals: { code: string; field: string }[] } }) => error.data.refusals[0]!.field === 'file')
  })

  test('a learner without an office reads the own classes, and is refused the roster of others', async () => {
    const [a] = await w.members(w.grassroots, ['Lừu Thị Mỷ'])
    const lesson = await w.openClass()
    await learning.nominate({ id: lesson.id, personIds: [a!] })
    const office = actor
    try {
      actor = { ...office, personId: a!, acting: null }
      assert.deepEqual((await learning.mine()).map((row) => [row.id, row.state, row.nextSession]), [[lesson.id, 'nominated', null]])
      assert.deepEqual(await learning.myCompletions(), [])
      await assert.rejects(learning.roster({ id: lesson.id }), { status: 403 })
    } finally { actor = office }
  })
})
