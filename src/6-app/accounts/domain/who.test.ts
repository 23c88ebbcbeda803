// Whom a row of a file of accounts means.
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { meet, type Candidate, type Given } from './who.ts'

const lan: Given = { name: 'Hoàng Thị Lan', phone: null, email: null, born: null, unit: null, faults: [] }
const someone = (personId: string, more: Partial<Candidate> = {}): Candidate => ({
  personId, name: 'Hoàng Thị Lan', byNumber: false, samePhone: false, sameEmail: false, sameBorn: null, sameUnit: null, reached: true, username: null, inOffice: true, ...more })
const met = (given: Partial<Given>, candidates: Candidate[], facts: { elsewhere?: boolean; taken?: [string, number][] } = {}) => {
  const { verdict, personId, reasons } = meet({ ...lan, ...given }, candidates, { elsewhere: facts.elsewhere ?? false, taken: new Map(facts.taken) })
  return [verdict, personId, ...reasons.map(({ code }) => code)]
}

it('a number, a telephone number or an address is sure, whatever else the row says', () => {
  assert.deepEqual(met({}, [someone('a', { byNumber: true, sameUnit: false }), someone('b')]), ['make', 'a'])
  assert.deepEqual(met({ faults: [{ code: 'unknown-unit', field: 'unit', vi: '', en: '' }] }, [someone('a', { samePhone: true }), someone('b')]), ['make', 'a'])
  assert.deepEqual(met({}, [someone('a', { byNumber: true, name: 'Lê Văn Minh' })]), ['refused', null, 'number-of-another'])
  assert.deepEqual(met({}, [], { elsewhere: true }), ['refused', null, 'out-of-reach'])
})

it('namesakes are told apart by unit and birth date, and guessed at never', () => {
  assert.deepEqual(met({}, [someone('a', { sameUnit: true }), someone('b', { sameUnit: false })]), ['make', 'a'])
  assert.deepEqual(met({}, [someone('a'), someone('b')]), ['refused', null, 'several'])
  assert.deepEqual(met({}, [someone('a', { sameBorn: false })]), ['refused', null, 'differs'])
  assert.deepEqual(met({}, []), ['refused', null, 'unknown'])
  assert.deepEqual(met({}, [someone('a')]), ['make', 'a', 'by-name'])
  assert.deepEqual(met({ faults: [{ code: 'unknown-unit', field: 'unit', vi: '', en: '' }] }, [someone('a')]), ['refused', null, 'unknown-unit'])
})

it('who has an account keeps it, who is named twice gets one, and who is out of reach gets none', () => {
  assert.deepEqual(met({}, [someone('a', { username: 'lanht', sameUnit: true })]), ['has', 'a', 'has'])
  assert.deepEqual(met({}, [someone('a', { sameUnit: true })], { taken: [['a', 4]] }), ['refused', null, 'twice'])
  assert.deepEqual(met({}, [someone('a', { sameUnit: true, reached: false })]), ['refused', null, 'out-of-reach'])
  assert.deepEqual(met({}, [someone('a', { sameUnit: true, inOffice: false })]), ['make', 'a', 'no-office'])
})
