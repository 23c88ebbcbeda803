import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readSettings } from './settings.ts'

it('the public address is an origin without a slash', () => {
  assert.equal(readSettings({ PUBLIC_ADDRESS: 'https://lotrinh.congdoan.vn/' }).publicAddress, 'https://lotrinh.congdoan.vn')
  assert.equal(readSettings({}).publicAddress, undefined)
  for (const wrong of ['lotrinh.congdoan.vn', 'ftp://a.vn', 'https://a.vn/sub', 'https://me@a.vn']) assert.throws(() => readSettings({ PUBLIC_ADDRESS: wrong }), /PUBLIC_ADDRESS/, wrong)
})

it('a mail server needs a name to write under, and a wrong address of it is not repeated', () => {
  assert.deepEqual(readSettings({ SMTP_URL: 'smtp://u:p@thu.vn:587', MAIL_FROM: 'Lộ Trình <lotrinh@congdoan.vn>' }).mailFrom, 'Lộ Trình <lotrinh@congdoan.vn>')
  assert.throws(() => readSettings({ SMTP_URL: 'smtp://thu.vn' }), /MAIL_FROM/)
  assert.throws(() => readSettings({ SMTP_URL: 'u:mat-khau@thu.vn', MAIL_FROM: 'a@b.vn' }), (error: Error) => /SMTP_URL/.test(error.message) && !/mat-khau/.test(error.message))
  for (const wrong of ['Lộ Trình', 'a@b.vn\nBcc: c@d.vn', 'a@b, c@d']) assert.throws(() => readSettings({ MAIL_FROM: wrong }), /MAIL_FROM/, wrong)
})
