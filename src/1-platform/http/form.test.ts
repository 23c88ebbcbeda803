// Forms with files, as browsers send them.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { keepFilesIn } from '../files/store.ts'
import { takeForm } from './form.ts'

const folder = mkdtempSync(join(tmpdir(), 'lotrinh-form-'))
before(() => keepFilesIn(folder))
after(() => rmSync(folder, { recursive: true }))

async function* drops(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const sent = async (form: FormData) => {
  const request = new Request('http://house/', { method: 'POST', body: form })
  return { type: request.headers.get('content-type')!, bytes: new Uint8Array(await request.arrayBuffer()) }
}
const told = async (form: FormData) => Promise.all([...form].map(async ([name, value]) => (
  typeof value === 'string' ? [name, value] : [name, value.name, value.type, Buffer.from(await value.arrayBuffer()).toString('hex')])))
const coming = () => readdirSync(join(folder, 'coming')).length

describe('a form with files', () => {
  it('is read as the platform reads it, in whatever pieces it comes', async () => {
    // No backslashes: browsers write one as it is, and busboy takes it for an escape where it stands before the last quote.
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 6 }).filter((name) => !name.includes('\\')), fc.constantFrom('Danh sách "A".csv', 'a\r\nb', '--', ''))
    const part = fc.oneof(fc.tuple(text, text), fc.tuple(text, text, fc.uint8Array({ maxLength: 400 })), fc.tuple(text, text, fc.constant(Buffer.from('\r\n--x\r\n--\r\n'))))
    await fc.assert(fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 80 }), async (parts, size) => {
      const form = new FormData()
      for (const [name, value, bytes] of parts) {
        if (bytes === undefined) form.append(name, value)
        else form.append(name, new File([new Uint8Array(bytes)], value || 'x', { type: 'text/csv' }))
      }
      const { type, bytes } = await sent(form)
      const plain = await new Response(bytes, { headers: { 'content-type': type } }).formData()
      const taken = await takeForm(drops(bytes, size), type, 100_000)
      assert.deepEqual(await told(taken.data), await told(plain))
      await taken.drop()
    }), { numRuns: 100 })
    assert.equal(coming(), 0)
  })

  it('keeps a Vietnamese name of a file, and the kind it was sent as', async () => {
    const form = new FormData()
    form.append('tệp "một"', new File(['a'], 'Danh sách đoàn viên – Nguyễn Thị Ánh (bản 2).xlsx'))
    const { type, bytes } = await sent(form)
    const taken = await takeForm(drops(bytes, 7), type, 10_000)
    const file = taken.data.get('tệp "một"') as File
    assert.deepEqual([file.name, file.type, await file.text()], ['Danh sách đoàn viên – Nguyễn Thị Ánh (bản 2).xlsx', 'application/octet-stream', 'a'])
    await taken.drop()
    assert.equal(coming(), 0)
  })

  const statusOf = (deed: Promise<{ drop(): Promise<void> }>) => deed.then((taken) => taken.drop().then(() => 200), (error: { statusCode?: number }) => error.statusCode)

  it('is refused where it is too large, no form, or in too many parts, and nothing of it stays', async () => {
    const form = new FormData()
    form.append('file', new File([new Uint8Array(5000)], 'a.csv'))
    const { type, bytes } = await sent(form)
    assert.equal(await statusOf(takeForm(drops(bytes, 1000), type, 4000)), 413)
    assert.equal(await statusOf(takeForm(drops(new Uint8Array(10), 1000), type, 9000)), 400)
    assert.equal(await statusOf(takeForm(drops(bytes, 1000), 'multipart/form-data', 9000)), 400)
    const nameless = Buffer.from('--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n')
    assert.equal(await statusOf(takeForm(drops(nameless, 1000), 'multipart/form-data; boundary=x', 9000)), 400)
    const many = new FormData()
    for (let i = 0; i < 101; i++) many.append('file', new File(['a'], 'a.csv'))
    const crowd = await sent(many)
    assert.equal(await statusOf(takeForm(drops(crowd.bytes, 1000), crowd.type, 90_000)), 400)
    assert.equal(coming(), 0)
  })

  it('is refused where it was cut off, wherever that was, and where its sender left, and nothing of it stays', async () => {
    const form = new FormData()
    form.append('unitId', 'một')
    form.append('file', new File([new Uint8Array(300)], 'a.csv'))
    form.append('sheet', new File(['b'], 'b.csv'))
    const { type, bytes } = await sent(form)
    async function* left(at: number): AsyncGenerator<Uint8Array> {
      yield* drops(bytes.subarray(0, at), 64)
      throw new Error('aborted')
    }
    // The end of the last line may lack.
    for (let at = 0; at < bytes.length - 2; at += 3) {
      assert.equal(await statusOf(takeForm(drops(bytes.subarray(0, at), 64), type, 9000)), 400, `cut off at ${at} of ${bytes.length}`)
      await assert.rejects(takeForm(left(at), type, 9000), /^Error: aborted$/, `left at ${at} of ${bytes.length}`)
    }
    assert.equal(coming(), 0)
  })

  it('is no fault of the sender where the disk takes nothing', async () => {
    const form = new FormData()
    form.append('file', new File([new Uint8Array(300_000)], 'a.csv'))
    const { type, bytes } = await sent(form)
    keepFilesIn('/dev/null')
    await assert.rejects(takeForm(drops(bytes, 64), type, 400_000), (error: { code?: string; statusCode?: number }) => error.code === 'ENOTDIR' && error.statusCode === undefined)
    keepFilesIn(folder)
  })

  it('comes to an end whatever bytes it is made of', async () => {
    const bits = ['--x', '--x--', '\r\n', '\r', '\n', '-', 'Content-Disposition: form-data; name="a"', 'Content-Disposition: form-data; name="f"; filename="f"', 'Content-Type: text/csv', 'a', ':', '"']
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...bits, '\r\n', '\r\n\r\n'), { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), async (body, size) => {
      const status = await statusOf(takeForm(drops(Buffer.from(`--x\r\n${body.join('')}`), size), 'multipart/form-data; boundary=x', 2000))
      assert.ok(status === 200 || status === 400, String(status))
    }), { numRuns: 500 })
    assert.equal(coming(), 0)
  })
})
