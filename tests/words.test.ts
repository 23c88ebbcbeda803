// One word everywhere, held against the tables that the migrations make.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { rooms } from '#house'

const rows = readFileSync(new URL('../docs/words.md', import.meta.url), 'utf8').split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| word |'))
  .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))
const named = rows.flatMap((cells) => [...(cells[4] ?? '').matchAll(/`(\w+\.\w+)`/g)].map((m) => m[1]!))
const never = new Set(rows.flatMap((cells) => (cells[3] ?? '').split(',').map((w) => w.trim()).filter(Boolean)))

/** Tables and their columns by the generated types, for the rooms that have a schema of their own. */
const schemas = new Set(rooms.filter((r) => r.door === 'name').map((r) => r.name))
const generated = readFileSync(new URL('../src/1-platform/db/tables.generated.ts', import.meta.url), 'utf8')
const tables = new Map([...generated.matchAll(/^ {2}"(\w+)\.(\w+)": (\w+);$/gm)].filter((m) => schemas.has(m[1]!)).map((m) => [`${m[1]}.${m[2]}`, m[3]!]))
const columnsOf = (type: string) => [...(new RegExp(`^export interface ${type} \\{\\n([^]*?)^\\}`, 'm').exec(generated)?.[1] ?? '').matchAll(/^ {2}(\w+)\??:/gm)].map((m) => m[1]!)

test('every table of the rooms is a word with its Vietnamese term and its meaning', () => {
  assert.ok(tables.size > 30, 'the generated types were not read')
  assert.deepEqual([...tables.keys()].filter((table) => !named.includes(table)), [], 'enter these in docs/words.md first')
  assert.deepEqual(rows.filter((cells) => cells.length !== 5 || !cells[1] || !cells[2]).map((cells) => cells[0]), [])
})

test('every table named among the words exists', () => {
  assert.deepEqual(named.filter((table) => !tables.has(table)), [])
  assert.equal(new Set(named).size, named.length, 'a table has one word')
})

test('no table and no column carries a word that is another word for the same thing', () => {
  assert.ok(never.size > 30)
  const all = [...tables].flatMap(([table, type]) => [[table.split('.')[1]!, table], ...columnsOf(type).map((column) => [column, `${table}.${column}`])] as [string, string][])
  assert.ok(all.length > 200, 'the columns were not read')
  assert.deepEqual(all.filter(([name]) => never.has(name)).map(([, where]) => where), [])
})
