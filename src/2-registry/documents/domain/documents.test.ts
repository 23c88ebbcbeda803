import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bookTable, type BookLine } from './book.ts'
import { mayDeal, mayRegister, nextNumber, proposeNotation, readReference, saidWith } from './document.ts'
import { mayEnterProcedure } from './procedure.ts'
import { mayEnter } from './secrecy.ts'

describe('numbers as they are printed', () => {
  test('are read with their letters, with and without a type, and kept as printed', () => {
    const read = (printed: string) => { const { reference, number, notation } = readReference(printed); return [reference, number, notation] }
    assert.deepEqual(read('237/KH-TLĐ'), ['237/KH-TLĐ', '237', 'KH-TLĐ'])
    assert.deepEqual(read('Số: 10b / NQ-BCH'), ['10b/NQ-BCH', '10b', 'NQ-BCH'])
    assert.deepEqual(read('4173/TLĐ-ToC'), ['4173/TLĐ-ToC', '4173', 'TLĐ-ToC'])
    assert.deepEqual(read('57-NQ/TW'), ['57-NQ/TW', '57', 'NQ/TW'])
    assert.deepEqual(read('05/CTr-BCH'), ['05/CTr-BCH', '5', 'CTr-BCH'])
    assert.deepEqual(read('Đơn'), ['Đơn', null, null])
  })
  test('the next one follows the highest used, whatever letters it has', () => {
    assert.deepEqual([nextNumber([]), nextNumber(['9', '10b', null, '4a'])], ['1', '11'])
    assert.deepEqual([saidWith('Kế hoạch', 'Kế hoạch năm 2027'), saidWith('Công văn', 'V/v phối hợp')], ['Kế hoạch năm 2027', 'Công văn: V/v phối hợp'])
    assert.deepEqual([proposeNotation('KH', 'LĐLĐ'), proposeNotation(null, 'LĐLĐ')], ['KH-LĐLĐ', 'LĐLĐ'])
  })
})

describe('a state secret', () => {
  const field = (said: Record<string, string | null>) => { const verdict = mayEnter('none', said); return verdict === true ? null : verdict.field }
  test('is refused by its level, and where the stamp stands on the words', () => {
    for (const level of ['confidential', 'secret', 'top-secret'] as const) assert.notEqual(mayEnter(level), true)
    for (const summary of ['(MẬT) Về tình hình', 'MẬT: Báo cáo', 'TUYỆT MẬT', 'Báo cáo [TỐI MẬT] quý I', 'Báo cáo TỐI MẬT, quý I']) assert.equal(field({ reference: '1/BC', summary }), 'summary', summary)
  })
  test('words like others are no stamp', () => {
    for (const summary of ['Về bảo mật thông tin', 'QUY CHẾ BẢO MẬT DỮ LIỆU', 'Tuyên truyền Luật Bảo vệ bí mật nhà nước', 'BÍ MẬT KINH DOANH', 'Mật ong', null]) assert.equal(field({ summary }), null, String(summary))
  })
})

describe('registering and dealing', () => {
  const codes = (wrong: { code: string }[]) => wrong.map((one) => one.code)
  const incoming = { direction: 'incoming', issuedOn: '2026-11-02', arrivedOn: '2026-11-05', issuer: 'Sở Nội vụ', summary: 'V/v phối hợp', reference: '12/SNV', number: '12' } as const
  test('an incoming document has an issuer, arrives after it was issued, and not tomorrow', () => {
    assert.deepEqual(mayRegister(incoming, '2026-11-21'), [])
    assert.deepEqual(codes(mayRegister({ ...incoming, issuer: null, arrivedOn: '2026-11-01' }, '2026-11-21')), ['issuer-missing', 'arrival-early'])
    assert.deepEqual(codes(mayRegister({ ...incoming, summary: '', arrivedOn: '2026-11-22' }, '2026-11-21')), ['summary-missing', 'date-coming'])
    assert.deepEqual(codes(mayRegister({ ...incoming, direction: 'outgoing', number: null, reference: 'KH-LĐLĐ' }, '2026-11-21')), ['number-form'])
  })
  test('what was done has its day, not before the register and not ahead', () => {
    const of = { voided: false, registeredOn: '2026-11-05', direction: 'incoming' } as const, it = { handler: 'Ban Công tác Công đoàn', dueOn: '2026-11-10', doneOn: null, outcome: null }
    assert.deepEqual(mayDeal(of, it, '2026-11-21'), [])
    assert.deepEqual(codes(mayDeal(of, { ...it, dueOn: '2026-11-01', doneOn: '2026-11-30' }, '2026-11-21')), ['due-early', 'date-coming'])
    assert.deepEqual(codes(mayDeal(of, { ...it, outcome: 'Trả lời bằng 15/LĐLĐ' }, '2026-11-21')), ['done-missing'])
    assert.deepEqual(codes(mayDeal({ ...of, voided: true }, it, '2026-11-21')), ['void'])
  })
  test('a procedure is online within its own days, at an address that others can see', () => {
    const it = { inUse: { from: '2026-01-01', to: null }, online: { from: '2026-03-01', to: null }, onlineAt: 'https://dichvu.congdoan.example' }
    assert.deepEqual(mayEnterProcedure(it), [])
    assert.deepEqual(codes(mayEnterProcedure({ ...it, onlineAt: null, online: { from: '2025-12-01', to: null } })), ['address-missing', 'online-outside'])
    assert.deepEqual(codes(mayEnterProcedure({ ...it, inUse: { from: '2026-01-01', to: '2026-02-01' }, online: { from: '2026-01-05', to: null } })), ['online-outside'])
  })
  test('a register has the columns of the decree, and says what was voided', () => {
    const line: BookLine = { typeName: 'Công văn', reference: '12/SNV', issuedOn: '2026-11-02', issuer: 'Sở Nội vụ', summary: 'V/v phối hợp', signer: null, recipients: null, arrivedOn: '2026-11-05', arrivalNumber: 7, handler: 'Ban CTCĐ', dueOn: '2026-11-10', doneOn: null, outcome: null, voidReason: 'Vào sổ nhầm' }
    const { columns, rows } = bookTable({ direction: 'incoming' }, [line])
    assert.deepEqual(columns, ['Ngày đến', 'Số đến', 'Tác giả', 'Số, ký hiệu', 'Ngày, tháng', 'Tên loại và trích yếu nội dung', 'Đơn vị hoặc người nhận', 'Ngày chuyển', 'Ký nhận', 'Ghi chú'])
    assert.deepEqual(rows, [['05/11/2026', '7', 'Sở Nội vụ', '12/SNV', '02/11/2026', 'Công văn: V/v phối hợp', 'Ban CTCĐ', '', '', 'Đã hủy: Vào sổ nhầm; Hạn 10/11/2026']])
    assert.equal(bookTable({ direction: 'outgoing' }, []).columns.length, 10)
  })
})
