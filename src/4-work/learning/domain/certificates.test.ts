import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { certificateBlocks, certificateNumber, codeFrom, mayIssue, mayRevoke, readCode, shortName, stateOf, writeCode, type IssuingFacts } from './certificates.ts'

const facts: IssuingFacts = { status: 'closed', completedOn: '2026-11-20', today: '2026-11-25', lastIssued: '2026-11-21', waiting: 3 }
const codes = (change: Partial<IssuingFacts>, on: string) => mayIssue({ ...facts, ...change }, on).map((refusal) => refusal.code)

describe('a certificate', () => {
  it('is issued once the class is closed, on a day that fits the class and the register', () => {
    assert.deepEqual(codes({}, '2026-11-22'), [])
    assert.deepEqual(codes({ status: 'open', completedOn: null }, '2026-11-22'), ['class-not-closed'])
    assert.deepEqual(codes({ waiting: 0 }, '2026-11-22'), ['nobody'])
    assert.deepEqual(codes({}, '2026-11-26'), ['future'])
    assert.deepEqual(codes({}, '2026-11-19'), ['before-completion', 'before-last'])
    assert.deepEqual(codes({ lastIssued: null }, '2026-11-20'), [])
  })
  it('is revoked once, with a reason', () => {
    assert.equal(mayRevoke(false, 'Cấp nhầm người'), true)
    assert.notEqual(mayRevoke(false, '  '), true)
    assert.notEqual(mayRevoke(true, 'Cấp nhầm người'), true)
  })
  it('lapses on the day told, and is revoked whatever its days', () => {
    assert.equal(stateOf({ revokedOn: null, until: null }, '2030-01-01'), 'good')
    assert.equal(stateOf({ revokedOn: null, until: '2027-01-01' }, '2026-12-31'), 'good')
    assert.equal(stateOf({ revokedOn: null, until: '2027-01-01' }, '2027-01-01'), 'lapsed')
    assert.equal(stateOf({ revokedOn: '2026-12-01', until: '2027-01-01' }, '2027-02-01'), 'revoked')
  })
  it('shows a stranger the given name alone', () => {
    assert.equal(shortName('Nguyễn Thị Ánh Tuyết'), 'N. T. Á. Tuyết')
    assert.equal(shortName('  Đặng   An '.normalize('NFD')), 'Đ. An')
    assert.equal(shortName('Páo'), 'Páo')
  })
  it('is found by its code however it was typed from the paper', () => {
    const code = codeFrom(Uint8Array.from({ length: 12 }, (_, i) => i * 21))
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{12}$/)
    assert.equal(readCode(writeCode(code)), code)
    assert.equal(readCode(' 0abc-i1lo 2345 '), '0ABC11102345')
    assert.equal(readCode('0ABC'), null)
    assert.equal(readCode('0ABC1110234U'), null)
  })
  it('bears its number, the day beside the place, and the address of the check', () => {
    const printed = { name: 'Lừu Thị Mỷ', above: null, unit: 'Liên đoàn Lao động tỉnh Lào Cai', body: 'Ban Thường vụ', abbreviation: 'LĐLĐ', place: 'Lào Cai', programme: 'Kỹ năng số', hours: 7.5, class: 'Khóa 1', firstDay: '2026-11-16', lastDay: '2026-11-17', signer: null }
    assert.equal(certificateNumber(5, 2026, 'LĐLĐ'), '05/2026/GCN-LĐLĐ')
    const sealed = certificateBlocks({ number: 5, year: 2026, code: '0ABC11102345', issuedOn: '2026-11-22', printed }, 'https://congdoan.example').find((b) => b.kind === 'sealed')!
    assert.deepEqual([sealed.address, sealed.dateline, sealed.lines], ['https://congdoan.example/chung-nhan/0ABC11102345', 'Lào Cai, ngày 22 tháng 11 năm 2026', ['Số: 05/2026/GCN-LĐLĐ', 'Mã kiểm tra: 0ABC-1110-2345', 'congdoan.example/chung-nhan/0ABC11102345']])
  })
})
