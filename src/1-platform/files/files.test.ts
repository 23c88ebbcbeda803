import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { newId } from '#base/id'
import { Refused } from '#base/refusal'
import { writeSheet } from '#platform/sheets/write'
import { systemActor } from '#platform/access/actor'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { mayStore, sniff } from './kinds.ts'
import { keepFilesIn, readFile, storeFile } from './store.ts'

const text = (content: string) => new TextEncoder().encode(content)
const pdf = text('%PDF-1.7\nsigned sheet')
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])

describe('what is taken in as evidence', () => {
  test('a spreadsheet is known by its content, and a bare zip is refused', async () => {
    const sheet = await writeSheet({ columns: [{ header: 'A' }], rows: [['1']] })
    assert.equal(sniff(sheet), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    assert.equal(sniff(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0, 0])), null)
  })
  test('a program named .pdf, a picture named .pdf and a name with a folder are refused', () => {
    const code = (name: string, bytes: Uint8Array) => { const verdict = mayStore(name, bytes); return verdict === true ? true : verdict.code }
    assert.equal(code('phieu.pdf', text('MZ\x90 program')), 'file-kind')
    assert.equal(code('phieu.pdf', png), 'file-ending')
    for (const name of ['../phieu.pdf', '/etc/phieu.pdf', 'a\\b.pdf', '..', ' ', 'a\u0000.pdf', `${'a'.repeat(200)}.pdf`]) assert.equal(code(name, pdf), 'file-name', name)
    assert.equal(code('Phiếu ký lớp 3.PDF', pdf), true)
    assert.equal(code('phieu.pdf', new Uint8Array(20 * 1024 * 1024 + 1)), 'file-size')
  })
})

describe('the file store', () => {
  let db: TestDatabase, folder: string
  const province = newId(), other = newId(), root = newId()
  before(async () => {
    db = await testDatabase()
    folder = await mkdtemp(join(tmpdir(), 'lotrinh-files-'))
    keepFilesIn(folder)
    await db.pools.owner.query(`insert into organisation.unit select unnest($1::uuid[])`, [[root, province, other]])
    await db.pools.owner.query(`insert into organisation.position (unit_id, lft, rgt) values ($1, 4, 100), ($2, 8, 40), ($3, 44, 80)`, [root, province, other])
  })
  after(async () => { await db.close(); await rm(folder, { recursive: true }) })
  const actor = (lft: number, rgt: number) => ({ ...systemActor('t'), acting: { ...systemActor('t').acting!, lft, rgt } })

  test('a file sent twice is kept once and comes back byte for byte', async () => {
    const id = newId()
    await db.work((w) => storeFile(w, { id, name: 'Phiếu.pdf', bytes: pdf, unitId: province }))
    await db.work((w) => storeFile(w, { id, name: 'Phiếu.pdf', bytes: pdf, unitId: province }))
    const back = await db.work((w) => readFile(w, id))
    assert.deepEqual([Buffer.from(back.bytes), back.name, back.mediaType], [Buffer.from(pdf), 'Phiếu.pdf', 'application/pdf'])
    assert.equal((await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length, 1)
    await assert.rejects(db.work((w) => storeFile(w, { id, name: 'Phiếu.png', bytes: png, unitId: province })), Refused)
  })
  test('a file is not found from another province, and none can be laid there', async () => {
    const id = newId()
    await db.work((w) => storeFile(w, { id, name: 'a.pdf', bytes: pdf, unitId: province }), actor(8, 40))
    await assert.rejects(db.work((w) => readFile(w, id), actor(44, 80)), (error: Refused) => error.status === 404)
    await assert.rejects(db.work((w) => storeFile(w, { id: newId(), name: 'a.pdf', bytes: pdf, unitId: province }), actor(44, 80)), { code: '42501' })
  })
})
