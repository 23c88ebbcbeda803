import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ownPath } from './path.ts'

it('one goes on to a page of the house and nowhere else', () => {
  for (const path of ['/', '/ke-hoach?ngay=2026-11-21', '/lop-hoc/moi#cuoi']) assert.equal(ownPath(path), path)
  for (const path of [undefined, '', 'ke-hoach', '//xa.example', '/\\xa.example', '/\t/xa.example', 'https://xa.example', 'javascript:alert(1)']) assert.equal(ownPath(path), '/')
})
