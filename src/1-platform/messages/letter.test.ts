import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { writeLetter } from './letter.ts'
import { openPost } from './post.ts'
import { createPushSender, pushKeysOf } from './push.ts'

const item = { text: { vi: 'Bạn được cử đi học lớp “<b>Kỹ năng</b> & số”.', en: 'You are nominated to “<b>Skills</b>”.' }, path: '/hoc-tap?a=1&b=2' }
const letter = { subject: item.text, lead: { vi: 'Báo để bạn biết:', en: 'For you:' }, parts: [{ title: { vi: 'Mới', en: 'New' }, items: [item] }] }

it('a letter says the same as text and as HTML, in the reader\'s language, with links to the house and nothing fetched', () => {
  const { subject, text, html } = writeLetter(letter, 'vi', 'https://lotrinh.example')
  assert.equal(subject, item.text.vi)
  assert.match(text, /Báo để bạn biết:\n\nMỚI\n\n• Bạn được cử đi học lớp “<b>Kỹ năng<\/b> & số”\.\n {2}https:\/\/lotrinh\.example\/hoc-tap\?a=1&b=2\n/)
  assert.match(html, /lang="vi"/)
  assert.doesNotMatch(html, /<b>|<img|<script|src=|url\(/)
  assert.match(html, /href="https:\/\/lotrinh\.example\/hoc-tap\?a=1&#38;b=2"/)
  assert.match(writeLetter(letter, 'en', 'https://lotrinh.example').text, /You are nominated.*Change how you hear of it/s)
})

it('the house calls only push services, and its keys come out of its one secret', () => {
  const keys = pushKeysOf('a secret')
  assert.deepEqual(pushKeysOf('a secret'), keys)
  assert.notEqual(pushKeysOf('another').publicKey, keys.publicKey)
  const { isService } = createPushSender({ keys, subject: 'mailto:a@congdoan.example' })
  for (const good of ['https://fcm.googleapis.com/fcm/send/x', 'https://updates.push.services.mozilla.com/wpush/v2/x', 'https://web.push.apple.com/x', 'https://sg2p.notify.windows.com/w/?token=x']) assert.ok(isService(good), good)
  for (const bad of ['http://fcm.googleapis.com/x', 'https://127.0.0.1/x', 'https://fcm.googleapis.com.evil.example/', 'https://evil.example/fcm.googleapis.com', 'https://fcm.googleapis.com:8443/', 'https://user@evil.example/', 'no address']) assert.ok(!isService(bad), bad)
})

it('without a mail server letters lie in a folder, one file each however often it is written, for a month', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lotrinh-mail-'))
  try {
    const post = openPost({ from: 'Lộ Trình <lotrinh@congdoan.example>', folder })
    for (let times = 0; times < 2; times++) assert.equal(await post.send('m1', 'a,b@congdoan.example', writeLetter(letter, 'vi', 'https://lotrinh.example')), 'sent')
    assert.deepEqual(readdirSync(folder), ['m1.eml'])
    assert.match(readFileSync(join(folder, 'm1.eml'), 'utf8'), /^Message-ID: <m1@congdoan\.example>$/m)
    await post.sweep(new Date(Date.now() - 60_000))
    assert.equal(readdirSync(folder).length, 1)
    await post.sweep(new Date(Date.now() + 60_000))
    assert.equal(readdirSync(folder).length, 0)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
