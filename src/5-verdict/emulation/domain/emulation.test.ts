import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isRefusal } from '#base/refusal'
import { alike, like, likeness, same } from './likeness.ts'
import { isDistinct, mayAdopt, mayConfirm, mayDecide, mayEnd, maySubmit, type Written } from './rules.ts'
import { inOrder } from './tree.ts'
import { isAsked, lapsesOn, stateOf } from './use.ts'

const of = (title: string, does = '') => ({ title, does })

describe('two models are the same', () => {
  const zalo = of('Tổ tư vấn pháp luật trực tuyến qua Zalo', 'Đoàn viên nhắn câu hỏi vào nhóm Zalo, tổ tư vấn trả lời trong 24 giờ và lưu câu trả lời để dùng chung cho người sau.')
  it('whatever their diacritics, case, word order and first words are', () => {
    for (const title of ['tổ tư vấn pháp luật trực tuyến qua zalo', 'To tu van phap luat truc tuyen qua Zalo', 'Mô hình tổ tư vấn pháp luật trực tuyến qua Zalo', 'Tư vấn pháp luật trực tuyến qua Zalo của công đoàn cơ sở', 'Tổ tư vấn pháp luật trực tuyên qua Zalô']) {
      assert.ok(likeness(of(title), zalo) >= same, `${title}: ${likeness(of(title), zalo)}`)
    }
  })
  it('under another name, where they do the same in nearly the same words', () => {
    const renamed = of('Nhóm giải đáp chế độ 4.0', 'Đoàn viên nhắn câu hỏi vào nhóm Zalo, tổ tư vấn trả lời trong 24 giờ, lưu câu trả lời để dùng chung cho những người sau.')
    assert.ok(likeness(renamed, zalo) >= same)
  })
  it('not when only words are shared that every title has', () => {
    const meals = of('Mô hình chấm điểm bữa ăn ca bằng mã QR', 'Người lao động quét mã ở cửa nhà ăn và chấm điểm bữa ăn; ban nhà ăn xem điểm mỗi tuần.')
    const safety = of('Mô hình cảnh báo nguy cơ mất an toàn bằng ảnh chụp', 'Ai thấy chỗ nguy hiểm thì chụp ảnh gửi lên, tổ an toàn xử lý và báo lại trong ngày.')
    for (const other of [meals, safety]) assert.ok(likeness(other, zalo) < like, `${other.title}: ${likeness(other, zalo)}`)
    assert.ok(likeness(meals, safety) < like)
    assert.equal(likeness(of('Mô hình'), of('Sáng kiến')), 0)
  })
  it('and one that is merely close is shown, not refused', () => {
    const phone = of('Tổ tư vấn pháp luật lưu động tại khu nhà trọ', 'Hai tối mỗi tháng tổ tư vấn đến khu nhà trọ, giải đáp và nhận đơn của công nhân.')
    const [near] = alike(phone, [{ ...zalo, id: 'a' }], like)
    assert.ok(near && near.likeness < same)
    assert.deepEqual(isDistinct(phone, [{ ...zalo, id: 'a' }]), [])
    assert.equal(isDistinct(zalo, [{ ...zalo, id: 'a' }])[0]!.field, 'title')
  })
})

describe('a use', () => {
  const begun = { startedOn: '2026-01-10', endedOn: null, confirmedOn: '2026-05-31' }
  it('runs for six months from its confirmation, by the calendar', () => {
    assert.equal(lapsesOn('2026-05-31'), '2026-11-30')
    assert.deepEqual(['2026-01-09', '2026-11-29', '2026-11-30'].map((day) => stateOf(begun, day)), ['coming', 'running', 'lapsed'])
    assert.deepEqual([stateOf({ ...begun, confirmedOn: null }, '2026-06-01'), stateOf({ ...begun, endedOn: '2026-06-01' }, '2026-06-01'), stateOf({ ...begun, startedOn: null }, '2026-06-01')], ['unconfirmed', 'ended', 'coming'])
  })
  it('is asked for again in the last thirty days, and as long as nobody answers', () => {
    assert.deepEqual(['2026-10-30', '2026-10-31', '2027-03-01'].map((day) => isAsked(begun, day)), [false, true, true])
    assert.equal(isAsked({ ...begun, endedOn: '2026-10-01' }, '2026-11-29'), false)
  })
  it('is confirmed only between its start and its end, and ends once, with a reason', () => {
    assert.equal(mayConfirm(begun, '2026-11-21'), true)
    assert.ok(isRefusal(mayConfirm({ ...begun, endedOn: '2026-11-01' }, '2026-11-21')))
    assert.ok(isRefusal(mayConfirm({ ...begun, startedOn: null }, '2026-11-21')))
    assert.deepEqual(mayEnd(begun, '2026-01-01', 'hết', '2026-11-21').map((r) => r.field), ['on', 'reason'])
    assert.deepEqual(mayEnd(begun, '2026-11-20', 'Thiết bị hỏng, không thay', '2026-11-21'), [])
  })
})

describe('a model', () => {
  const written: Written = { title: 'Sổ tay số', does: 'Đoàn viên tra cứu thỏa ước và nội quy trên điện thoại.', startedOn: '2026-10-01', costVnd: 2_000_000, costFrom: 'Hóa đơn mua tên miền', benefitVnd: null, benefitFrom: null }
  it('is submitted in use, described, and with no amount whose basis is not said', () => {
    assert.deepEqual(maySubmit(written, 'draft', [], '2026-11-21'), [])
    assert.deepEqual(maySubmit({ ...written, does: 'ngắn', startedOn: null, costFrom: ' ', benefitVnd: 1 }, 'draft', [], '2026-11-21').map((r) => r.field), ['costFrom', 'benefitFrom', 'does', 'startedOn'])
    assert.deepEqual(maySubmit(written, 'recognised', [], '2026-11-21').map((r) => r.code), ['model-recognised'])
  })
  it('is decided on from above alone, returned with a reason, and a recognition can be taken back', () => {
    const decide = (more: object) => mayDecide({ status: 'submitted', accept: true, above: true, note: null, ...more })
    assert.equal(decide({}), true)
    assert.ok(isRefusal(decide({ above: false })) && isRefusal(decide({ accept: false })) && isRefusal(decide({ status: 'draft' })) && isRefusal(decide({ status: 'recognised' })))
    assert.equal(decide({ status: 'recognised', accept: false, note: 'Kiểm tra thực tế không còn' }), true)
  })
  it('is taken over by others once at a time, and not where its like runs', () => {
    const adopt = (more: object) => mayAdopt(written, { status: 'recognised', ownerHolds: 'a', unitId: 'b', startedOn: '2026-11-01', today: '2026-11-21', running: false, sourceStartedOn: '2026-10-01', others: [], ...more }).map((r) => r.code)
    assert.deepEqual(adopt({}), [])
    assert.deepEqual([adopt({ status: 'submitted' }), adopt({ unitId: 'a' }), adopt({ running: true }), adopt({ startedOn: '2026-12-01' }), adopt({ startedOn: '2026-09-01' }), adopt({ others: [{ ...written, id: 'x' }] })],
      [['not-recognised'], ['own-model'], ['adopted-already'], ['date-coming'], ['before-source'], ['model-twice']])
  })
})

it('who took a model from whom reads as a tree from the owner down', () => {
  const use = (id: string, takenFrom: string | null) => ({ id, takenFrom })
  assert.deepEqual(inOrder([use('m', null), use('b', 'a'), use('a', 'm'), use('c', 'm'), use('d', 'unseen')]).map((u) => `${u.depth}${u.id}`), ['0m', '1a', '2b', '1c', '1d'])
})
