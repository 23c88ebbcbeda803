import assert from 'node:assert/strict'
import { it } from 'node:test'
import { deviceOf, placeOf } from './device.ts'

it('a session is called by its device and browser', () => {
  const said = (userAgent: string | null) => { const { kind, browser } = deviceOf(userAgent); return [kind.vi, browser] }
  assert.deepEqual(said('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0 Safari/537.36 Edg/153.0'), ['Máy tính', 'Edge'])
  assert.deepEqual(said('Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/120 Chrome/120 Mobile Safari/537.36'), ['Điện thoại', 'Cốc Cốc'])
  assert.deepEqual(said('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/153.0 Mobile/15E148 Safari/604.1'), ['Điện thoại', 'Chrome'])
  assert.deepEqual(said(null), ['Máy tính', null])
})

it('a place is said by what an address can honestly tell', () => {
  assert.equal(placeOf('127.0.0.1', '127.0.0.1').vi, 'Ngay trên máy chủ')
  assert.equal(placeOf('203.0.113.7', '203.0.113.7').vi, 'Cùng mạng với phiên này')
  assert.equal(placeOf('192.168.1.20', '203.0.113.7').vi, 'Mạng nội bộ')
  assert.equal(placeOf('172.32.0.1', '203.0.113.7').vi, 'Mạng khác')
  assert.equal(placeOf('fd12:3456::1', null).vi, 'Mạng nội bộ')
})
