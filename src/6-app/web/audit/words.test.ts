import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { deedWords } from '#web/audit/deeds.ts'
import { deeds } from './words.ts'

it('the audit log has words for every deed that anyone may note', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const noted = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('/server/') && path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .flatMap((path) => [...readFileSync(root + path, 'utf8').matchAll(/(?:\.note\(|tell\(w, )'([a-z]+\.[a-zA-Z.-]+)'/g)].map((found) => found[1]!))
  assert.ok(new Set(noted).size > 30)
  const known = { ...deedWords, ...deeds }
  assert.deepEqual([...new Set(noted)].filter((deed) => !(deed in known)), [])
})
