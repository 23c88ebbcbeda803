import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readIdentity } from './identity.ts'

test('a twelve-digit number says province, sex and year of birth', () => {
  assert.deepEqual(readIdentity('010185012345'), {
    id: { kind: 'citizen', number: '010185012345', province: 'Lào Cai', female: true, yearOfCentury: 85, yearOfBirth: 1985 },
    repairs: [],
  })
  assert.deepEqual(readIdentity('001 202 012 345'), {
    id: { kind: 'citizen', number: '001202012345', province: 'Hà Nội', female: false, yearOfCentury: 2, yearOfBirth: 2002 },
    repairs: ['id-spaced'],
  })
})

test('zeros that a number cell swallowed are given back', () => {
  assert.equal(readIdentity(92076114980)?.id.number, '092076114980')
  assert.equal(readIdentity(1185012345)?.id.number, '001185012345', 'Hà Nội loses two')
  assert.equal(readIdentity('92076114980.0')?.id.number, '092076114980', 'a number cell saved as CSV')
  assert.equal(readIdentity('010.185.000.000')?.id.number, '010185000000')
  assert.deepEqual(readIdentity('92076114980')?.repairs, ['id-zero-lost'])
  assert.equal(readIdentity(63123456)?.id.number, '063123456', 'an old card of Lào Cai')
})

test('an old nine-digit number is kept as what it is', () => {
  assert.deepEqual(readIdentity('055196727'), { id: { kind: 'old', number: '055196727' }, repairs: ['old-9-digit-id'] })
})

test('a torn number is no number', () => {
  for (const torn of ['0321710054', '3185012345', '12345', '0123456789012', '3.21E+10', 'chưa có', '']) assert.equal(readIdentity(torn), null, torn)
  for (const torn of [0, -92076114980, 3.5]) assert.equal(readIdentity(torn), null)
})
