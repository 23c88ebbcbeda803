import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decidingBody, issuerAbbreviation, placeOfIssue } from './letterhead.ts'

describe('the head of a paper', () => {
  it('abbreviates the issuer as offices do', () => {
    assert.equal(issuerAbbreviation('confederation', 'Tổng Liên đoàn Lao động Việt Nam'), 'TLĐ')
    assert.equal(issuerAbbreviation('provincial-federation', 'Liên đoàn Lao động tỉnh Lào Cai'), 'LĐLĐ')
    assert.equal(issuerAbbreviation('grassroots-union', 'Công đoàn cơ sở Công ty Giày Sa Pa'), 'CĐCS')
    assert.equal(issuerAbbreviation('central-industry-union', 'Công đoàn Y tế Việt Nam'), 'CĐYT')
  })
  it('bears the place that the unit, or the nearest above it, is named after', () => {
    const province = { kind: 'provincial-federation', name: 'Liên đoàn Lao động tỉnh Lào Cai' }, confederation = { kind: 'confederation', name: 'Tổng Liên đoàn Lao động Việt Nam' }
    assert.equal(placeOfIssue([province, confederation]), 'Lào Cai')
    assert.equal(placeOfIssue([{ kind: 'provincial-federation', name: 'LĐLĐ thành phố Hồ Chí Minh' }]), 'Hồ Chí Minh')
    assert.equal(placeOfIssue([{ kind: 'grassroots-union', name: 'CĐCS Công ty Chè' }, { kind: 'commune-union', name: 'Công đoàn phường Cam Đường' }, province]), 'Cam Đường')
    assert.equal(placeOfIssue([{ kind: 'central-industry-union', name: 'Công đoàn Y tế Việt Nam' }, confederation]), 'Hà Nội')
    assert.equal(placeOfIssue([{ kind: 'company-union', name: 'Công đoàn Tổng công ty Thép' }]), '')
  })
  it('decides in the name of the body that the unit has', () => {
    assert.deepEqual([decidingBody('confederation', false), decidingBody('commune-union', false), decidingBody('grassroots-union', true)], ['Đoàn Chủ tịch', 'Ban Thường vụ', 'Ban Chấp hành'])
  })
})
