import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { glossary } from './glossary.ts'

it('the glossary explains words of the house, each as docs/words.md has it in both languages', () => {
  const rows = readFileSync(new URL('../../../../docs/words.md', import.meta.url), 'utf8').split('\n').filter((line) => line.startsWith('| ')).map((line) => line.split('|').map((cell) => cell.trim()))
  const words = glossary.flatMap((group) => group.words)
  assert.ok(words.length > 35)
  const unlike = words.filter(({ word }) => !rows.some(([, en, vi]) => en!.split(', ').some((one) => one === word.en || one.startsWith(`${word.en} (`)) && vi!.includes(word.vi)))
  assert.deepEqual(unlike.map(({ word }) => word), [])
  assert.equal(new Set(words.map(({ word }) => word.en)).size, words.length, 'each once')
})
