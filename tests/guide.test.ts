// The printed guide is made by hand (node tools/guide.ts); here it is only seen that it says what is said today, of screens that
// still have the words it names.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { digestOfGuide, guideFile } from '../tools/guide/digest.ts'
import { sections } from '../tools/guide/text.ts'

test('the guide in both languages is two pages, made from the words of today', () => {
  for (const language of ['vi', 'en'] as const) {
    const pdf = readFileSync(guideFile(language), 'latin1')
    assert.ok(pdf.includes(digestOfGuide()), `${language}: its words have changed since it was made: run node tools/guide.ts`)
    assert.match(pdf, /\/Type \/Pages[^>]*\/Count 2\b/, language)
  }
})

test('every button and heading that the guide names stands on a screen', () => {
  const src = fileURLToPath(new URL('../src/', import.meta.url))
  const screens = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts')).map((path) => readFileSync(src + path, 'utf8')).join('\n')
  const said = { vi: new Set<string>(), en: new Set<string>() }
  for (const [, first, second] of screens.matchAll(/text\('((?:[^'\\]|\\.)*)',\s*'((?:[^'\\]|\\.)*)'\)/g)) {
    said.vi.add(first!)
    said.en.add(second!.replaceAll("\\'", "'"))
  }
  for (const language of ['vi', 'en'] as const) {
    const named = sections.flat().flatMap((s) => s.steps).flatMap((step) => [...step[language].matchAll(/“([^”]+)”/g)].map((found) => found[1]!))
    assert.ok(named.length > 12)
    assert.deepEqual(named.filter((name) => !name.endsWith('…') && !said[language].has(name)), [])
  }
})
