// Papers of a class over real records: who has a seat, as what they are addressed, who may print.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import { openZip } from '#platform/sheets/zip'
import { sourceOf } from '#platform/sheets/source'
import { nominate } from './nominations.ts'
import { classPaper, paperFacts } from './papers.ts'
import { world, type World } from '#tests/factories/learning'

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.refusals[0]!.code === code
const wordsOf = async (file: File) => (await (await openZip(sourceOf(new Uint8Array(await file.arrayBuffer())))).get('word/document.xml')!.text()).replace(/<[^>]+>/g, '|')

describe('the papers of a class', () => {
  let w: World, chair: string
  before(async () => {
    w = await world()
    const [president] = await w.officials(w.laoCai, ['Hoàng Thị Chủ'])
    await w.pools.owner.query(`update people.office set title = 'president' where person_id = $1`, [president])
    chair = (await w.pools.owner.query('select id from people.office where person_id = $1', [president])).rows[0].id
  })
  after(() => w.close())

  test('a class of two hundred is printed whole, as PDF and as DOCX, in the name of the unit that holds it', async () => {
    const people = await w.members(w.grassroots, Array.from({ length: 200 }, (_, i) => `Trần Hoàng Công Tằng Tôn Nữ Thị Số ${i + 1}`))
    await w.pools.owner.query(`insert into people.office (id, person_id, unit_id, title, full_time, basis, during) values ($1, $2, $3, 'group-head', false, 'elected', '[2025-01-01,)')`, [newId(), people[0], w.grassroots])
    const lesson = await w.openClass({ capacity: 200 })
    const province = await w.from(w.laoCai)
    const print = (paper: Parameters<typeof classPaper>[2], format: 'pdf' | 'docx', asked = {}) => w.work((work) => classPaper(work, lesson.id, paper, format, asked), province)
    await assert.rejects(print('summons', 'pdf'), refusedWith('nobody'))
    await w.work((work) => nominate(work, { classId: lesson.id, personIds: people }), province)
    assert.deepEqual(await w.work((work) => paperFacts(work, lesson.id), province), { place: 'Lào Cai', notations: { summons: 'GTT-LĐLĐ', decision: 'QĐ-LĐLĐ' }, signers: [{ id: chair, name: 'Hoàng Thị Chủ', title: 'Chủ tịch' }] })
    for (const paper of ['summons', 'decision', 'list', 'attendance'] as const) {
      const pdf = await print(paper, 'pdf')
      assert.equal(pdf.type, 'application/pdf')
      assert.match(pdf.name, /^(Giấy triệu tập|Quyết định mở lớp|Danh sách học viên|Phiếu điểm danh) Bồi dưỡng chuyển đổi số khóa 1\.pdf$/)
      assert.equal(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString(), '%PDF-')
    }
    const words = await wordsOf(await print('summons', 'docx', { number: '7', on: '2026-11-05', signerId: chair }))
    assert.equal(words.split('GIẤY TRIỆU TẬP').length - 1, 200)
    assert.equal(words.split('trả lương').length - 1, 1, 'the one part-time official')
    for (const said of ['TỔNG LIÊN ĐOÀN', 'Số: 7/GTT-LĐLĐ', 'Hoàng Thị Chủ', 'Tổ trưởng tổ công đoàn', 'Trần Hoàng Công Tằng Tôn Nữ Thị Số 200']) assert.ok(words.includes(said), said)
  })

  test('who only sends people to the class does not print a list that would look whole', async () => {
    const lesson = await w.openClass()
    const below = await w.from(w.grassroots)
    await assert.rejects(w.work((work) => classPaper(work, lesson.id, 'list', 'pdf', {}), below), (error) => error instanceof Refused && error.status === 403)
  })
})
