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
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 6 }), fc.constantFrom('Danh sách "A".csv', 'a\r\nb', '--', ''))
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
    }), { numRuns: 60 })
    assert.equal(coming(), 0)
  })

  it('is refused where it is too large, cut off or no form, and nothing of it stays', async () => {
    const form = new FormData()
    form.append('file', new File([new Uint8Array(5000)], 'a.csv'))
    const { type, bytes } = await sent(form)
    const statusOf = (deed: Promise<unknown>) => deed.then(() => 200, (error: { statusCode?: number }) => error.statusCode)
    assert.equal(await statusOf(takeForm(drops(bytes, 1000), type, 4000)), 413)
    assert.equal(await statusOf(takeForm(drops(bytes.subarray(0, 3000), 1000), type, 9000)), 400)
    assert.equal(await statusOf(takeForm(drops(new Uint8Array(10), 1000), type, 9000)), 400)
    assert.equal(await statusOf(takeForm(drops(bytes, 1000), 'multipart/form-data', 9000)), 400)
    assert.equal(coming(), 0)
  })
})
