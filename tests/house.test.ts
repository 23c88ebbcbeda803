// A fence that nobody tests is no fence: breaches of the house are planted in a small tree of the same shape, and each
// must be named by the check of the tree, and by the linter where a linter can see it.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { generated, longestFile, rooms, widestDoor } from '#house'
import { importsOf } from '../tools/house/imports.ts'
import { lintConfig } from '../tools/house/lint.ts'
import { checkAgreement, checkTree, circleOfRooms, readTree } from '../tools/house/tree.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const plans = 'src/4-work/plans', people = 'src/2-registry/people', organisation = 'src/2-registry/organisation'

/** A little house in which nothing is wrong. */
const sound: Record<string, string> = {
  'house.ts': 'export const rooms = []',
  'src/0-base/day.ts': 'export type Day = string\nexport const today: Day = ""',
  'src/1-platform/work.ts': "export type { Tx } from './db/pool.ts'",
  'src/1-platform/db/pool.ts': 'export interface Tx { run(): void }',
  'src/1-platform/http/contract.ts': "import * as z from 'zod'\nexport const id = z.uuid()",
  'src/1-platform/web/kit/Button.tsx': "export { Button } from '@mantine/core'",
  [`${organisation}/index.ts`]: "export { treeOn } from './server/tree.ts'",
  [`${organisation}/contract.ts`]: "import { id } from '#platform/http/contract'\nexport const organisationContract = { id }",
  [`${organisation}/server/tree.ts`]: "import type { Tx } from '#platform/db/pool'\nexport const treeOn = (tx: Tx) => tx",
  [`${organisation}/web/index.ts`]: "export { UnitName } from './UnitName.tsx'",
  [`${organisation}/web/UnitName.tsx`]: "import { Button } from '#web/kit/Button.tsx'\nexport const UnitName = () => <Button />",
  [`${people}/index.ts`]: "export { admit } from './server/admit.ts'",
  [`${people}/server/admit.ts`]: "import { treeOn } from '#organisation'\nimport { adult } from '../domain/age.ts'\nexport const admit = [treeOn, adult]",
  [`${people}/domain/age.ts`]: "import { today } from '#base/day'\nexport const adult = (born: string) => born < today",
  [`${people}/server/admit.test.ts`]: "import { test } from 'node:test'\nimport { house } from '#tests/factories/house'\nimport { admit } from './admit.ts'\ntest('a member is admitted', () => house(admit))",
  [`${plans}/index.ts`]: "export { issue } from './server/issue.ts'",
  [`${plans}/contract.ts`]: "import { id } from '#platform/http/contract'\nexport const plansContract = { id }",
  [`${plans}/server/issue.ts`]: "import { admit } from '#people'\nimport { plansContract } from '../contract.ts'\nexport const issue = [admit, plansContract]",
  [`${plans}/web/Plan.tsx`]: "import { UnitName } from '#organisation/web'\nimport type { plansContract } from '../contract.ts'\nexport const Plan = (it: typeof plansContract) => <UnitName {...it} />",
  'src/4-work/learning/index.ts': 'export const close = 1',
  'src/6-app/home/index.ts': "export { duties } from './duties.ts'",
  'src/6-app/home/duties.ts': "import { issue } from '#plans'\nimport { close } from '#learning'\nexport const duties = [issue, close]",
  'src/6-app/server/main.ts': "import { duties } from '../home/index.ts'\nexport const main = [duties]",
  'src/6-app/cli/main.ts': "import { main } from '../server/main.ts'\nexport const cli = [main]",
  'tests/factories/house.ts': 'export const house = (...all: unknown[]) => all',
}

interface Planted { breach: string; file: string; text: string; rule: string; says: RegExp; lint?: RegExp }
const planted: Planted[] = [
  { breach: 'people look up to plans', file: `${people}/server/up.ts`, text: "import { issue } from '#plans'\nexport const a = issue",
    rule: 'upward', says: /imports '#plans'\. Looks up: people stands on floor 2/, lint: /Looks up: people stands on floor 2/ },
  { breach: 'plans look up to the roof by a path', file: `${plans}/up.ts`, text: "export const a = () => import('../../6-app/home/index.ts')",
    rule: 'depth', says: /up\.ts:1 imports '\.\.\/\.\.\/6-app\/home\/index\.ts'/, lint: /Reaches up more than one folder/ },
  { breach: 'the platform names a type of a room', file: 'src/1-platform/jobs/up.ts', text: "export type A = import('#people').Person",
    rule: 'upward', says: /imports '#people'\. Looks up: platform stands on floor 1/ },
  { breach: 'organisation asks people, which already asks it', file: `${organisation}/server/ask.ts`, text: "import type {\n  Person,\n} from '#people'\nexport type A = Person",
    rule: 'neighbour', says: /on its own floor organisation asks nobody/, lint: /on its own floor organisation asks nobody/ },
  { breach: 'plans ask learning', file: `${plans}/server/ask.ts`, text: "import { close } from '#learning'\nexport const a = close",
    rule: 'neighbour', says: /on its own floor plans asks nobody/, lint: /on its own floor plans asks nobody/ },
  { breach: 'the home pages ask the server', file: 'src/6-app/home/ask.ts', text: "import { main } from '../server/main.ts'\nexport const a = main",
    rule: 'neighbour', says: /on its own floor home asks nobody/ },
  { breach: 'a deep import goes past a door', file: `${plans}/server/deep.ts`, text: "import { treeOn } from '#organisation/server/tree'\nexport const a = treeOn",
    rule: 'door', says: /'#organisation\/server\/tree'\. Goes past a door/, lint: /Goes past a door/ },
  { breach: 'the server goes past the door of the home pages', file: 'src/6-app/server/deep.ts', text: "import { duties } from '../home/duties.ts'\nexport const a = duties",
    rule: 'door', says: /Goes past the door of home/ },
  { breach: 'a path reaches up two folders', file: `${plans}/web/routes/Far.tsx`, text: "export { issue } from '../../server/issue.ts'",
    rule: 'depth', says: /Reaches up more than one folder/, lint: /Reaches up more than one folder/ },
  { breach: 'a neighbour is entered by its path', file: `${people}/path.ts`, text: "export { treeOn } from '../organisation/index.ts'",
    rule: 'path', says: /Enters another room by its path\. Ask it by name: #organisation/ },
  { breach: 'a room asks itself by its own door', file: `${plans}/server/self.ts`, text: "import { issue } from '#plans'\nexport const a = issue",
    rule: 'self', says: /asks itself through its own door/, lint: /asks itself through its own door/ },
  { breach: 'Mantine outside of the kit', file: `${plans}/web/Own.tsx`, text: "import { Button } from '@mantine/core'\nexport const Own = () => <Button />",
    rule: 'package', says: /'@mantine\/core'\. Screens use the kit/, lint: /Screens use the kit/ },
  { breach: 'a barrel', file: `${plans}/server/all.ts`, text: "export * from './issue.ts'",
    rule: 'barrel', says: /exports everything of '\.\/issue\.ts'/ },
  { breach: 'an index that is no door', file: `${plans}/server/index.ts`, text: "export { issue } from './issue.ts'",
    rule: 'barrel', says: /an index\.ts that is no door/ },
  { breach: 'a screen imports its server', file: `${plans}/web/Server.tsx`, text: "import { issue } from '../server/issue.ts'\nexport const a = issue",
    rule: 'web-server', says: /'\.\.\/server\/issue\.ts'\. The browser cannot run server code/ },
  { breach: 'a screen imports the door of a room below', file: `${plans}/web/Below.tsx`, text: "import type { treeOn } from '#organisation'\nexport type A = typeof treeOn",
    rule: 'web-server', says: /'#organisation'\. The browser cannot run server code/, lint: /The browser cannot run server code/ },
  { breach: 'a screen imports the database', file: `${plans}/web/Database.tsx`, text: "import type { Tx } from '#platform/db/pool'\nexport type A = Tx",
    rule: 'web-server', says: /'#platform\/db\/pool'\. The browser cannot run server code/, lint: /The browser cannot run server code/ },
  { breach: 'a screen of the platform imports its server', file: 'src/1-platform/access/web/Accounts.tsx', text: "import { z } from '#platform/work'\nexport const a = z",
    rule: 'web-server', says: /'#platform\/work'\. The browser cannot run server code/, lint: /The browser cannot run server code/ },
  { breach: 'a screen reads a file', file: `${plans}/web/File.tsx`, text: "import { readFileSync } from 'node:fs'\nexport const a = readFileSync",
    rule: 'web-server', says: /'node:fs'\. This package cannot run in the browser/, lint: /cannot run in the browser/ },
  { breach: 'a screen takes a contract as a value', file: `${plans}/web/Zod.tsx`, text: "import { organisationContract } from '#organisation/contract'\nexport const a = organisationContract",
    rule: 'contract-value', says: /A contract brings zod along/, lint: /A contract brings zod along/ },
  { breach: 'a server imports a screen', file: `${plans}/server/screen.ts`, text: "import { UnitName } from '#organisation/web'\nexport const a = UnitName",
    rule: 'server-web', says: /knows? no screens/, lint: /know no screens/ },
  { breach: 'a contract imports the database', file: 'src/4-work/learning/contract.ts', text: "import type { Tx } from '#platform/db/pool'\nexport type A = Tx",
    rule: 'contract', says: /A contract is shared with the browser/, lint: /A contract is shared with the browser/ },
  { breach: 'a rule reads the database', file: `${plans}/domain/late.ts`, text: "import type { Tx } from '#platform/work'\nexport const late = (tx: Tx) => tx",
    rule: 'domain', says: /A rule is pure/, lint: /A rule is pure/ },
  { breach: 'the house asks the tests', file: `${plans}/server/story.ts`, text: "import { house } from '#tests/factories/house'\nexport const a = house",
    rule: 'upward', says: /Looks out of the house/, lint: /Looks out of the house/ },
  { breach: 'a name that does not exist', file: `${plans}/server/name.ts`, text: "import { a } from '#planning'\nexport const b = a",
    rule: 'name', says: /'#planning'\. There is no such name/ },
  { breach: 'a file that does not exist', file: `${plans}/server/gone.ts`, text: "import { a } from './nowhere.ts'\nexport const b = a",
    rule: 'missing', says: /no file src\/4-work\/plans\/server\/nowhere\.ts/ },
  { breach: 'an `any`', file: `${plans}/server/any.ts`, text: 'export const a = (it: any) => it', rule: '', says: /^$/, lint: /Unexpected `?any`?/ },
  { breach: 'a file with two subjects', file: `${plans}/server/long.ts`, text: 'export const a = 1\n'.repeat(longestFile + 1).replaceAll('const a', 'type A'), rule: 'long', says: /351 lines, at most 350/ },
  { breach: 'a door too wide to be a promise', file: 'src/3-yardstick/indicators/index.ts', text: Array.from({ length: widestDoor + 1 }, (_, i) => `export const a${i} = 1\n`).join(''), rule: 'wide-door', says: /21 exports, at most 20/ },
  { breach: 'a generated file that nobody makes', file: `${plans}/server/made.generated.ts`, text: 'export const a = 1', rule: 'generated', says: /house\.ts does not say what makes it/ },
  { breach: 'a generated file without the name of one', file: `${plans}/server/made.ts`, text: '/** This file was generated by a tool. Do not edit. */\nexport const a = 1', rule: 'generated', says: /name it \.generated/ },
]

describe('the house', () => {
  let folder = ''
  let lint: { filename: string; help: string; message: string }[] = []

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lotrinh-house-'))
    const write = (file: string, text: string) => { mkdirSync(dirname(join(folder, file)), { recursive: true }); writeFileSync(join(folder, file), text) }
    for (const [file, text] of Object.entries(sound)) write(file, text)
    for (const { file, text } of planted) write(file, text)
    write('.oxlintrc.json', lintConfig())
    const out = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '-c', '.oxlintrc.json', '-f', 'json', '--disable-nested-config', '.'], { cwd: folder, maxBuffer: 1e8 },
        (error, stdout, stderr) => (stdout.startsWith('{') ? resolve(stdout) : reject(error ?? new Error(stderr))))
    })
    lint = JSON.parse(out).diagnostics
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  test('a sound house is found sound', () => {
    assert.deepEqual(checkTree(new Map(Object.entries(sound))), [])
    assert.deepEqual(lint.filter((d) => d.filename in sound), [])
  })

  for (const { breach, file, text, rule, says, lint: lintSays } of planted) {
    test(`${breach}: is named`, () => {
      if (rule) {
        const found = checkTree(new Map([...Object.entries(sound), [file, text]])).filter((f) => f.path === file)
        assert.equal(found.length, 1, JSON.stringify(found))
        assert.equal(found[0]!.rule, rule)
        assert.match(found[0]!.sentence, says)
        assert.ok(found[0]!.sentence.startsWith(file))
      }
      if (lintSays) {
        const named = lint.filter((d) => d.filename === file).map((d) => `${d.message} ${d.help ?? ''}`)
        assert.ok(named.some((n) => lintSays.test(n)), `oxlint said of ${file}: ${named.join('\n') || 'nothing'}`)
      }
    })
  }

  test('a circle is named with every file on it', () => {
    const tree = new Map(Object.entries({
      ...sound,
      [`${plans}/server/a.ts`]: "import { b } from './b.ts'\nexport const a = b",
      [`${plans}/server/b.ts`]: "export { c as b } from './c.ts'",
      [`${plans}/server/c.ts`]: "import type { a } from './a.ts'\nexport const c = 1 as unknown as typeof a",
    }))
    assert.deepEqual(checkTree(tree).map((f) => f.sentence.split(':')[0]), [`${plans}/server/a.ts → ${plans}/server/b.ts → ${plans}/server/c.ts → ${plans}/server/a.ts`])
  })

  test('rooms that ask each other in a circle are named', () => {
    assert.deepEqual(circleOfRooms([{ name: 'plans', asks: ['learning'] }, { name: 'learning', asks: ['voice'] }, { name: 'voice', asks: ['plans'] }, { name: 'people', asks: ['plans'] }]), ['plans', 'learning', 'voice'])
  })

  test('a folder that is no room, and a name that leads nowhere, are named', () => {
    const small = mkdtempSync(join(tmpdir(), 'lotrinh-house-'))
    try {
      mkdirSync(join(small, 'src/4-work/cinema'), { recursive: true })
      writeFileSync(join(small, 'src/4-work/cinema/index.ts'), '')
      writeFileSync(join(small, 'package.json'), '{ "imports": { "#cinema": "./src/4-work/cinema/index.ts" } }')
      const sentences = checkAgreement(small).map((f) => f.sentence).join('\n')
      assert.match(sentences, /src\/4-work\/cinema: is no room of house\.ts/)
      assert.match(sentences, /package\.json: imports say "#cinema"/)
      assert.match(sentences, /package\.json: imports say "#plans": null/)
    } finally {
      rmSync(small, { recursive: true, force: true })
    }
  })

  test('the real tree is sound', () => {
    assert.deepEqual([...checkTree(readTree(root)), ...checkAgreement(root)].map((f) => f.sentence), [])
  })

  test('the linter works by what house.ts says today', () => {
    assert.equal(readFileSync(join(root, '.oxlintrc.json'), 'utf8'), lintConfig(), 'run node tools/house.ts')
  })

  test('every generated file has a maker that stands in tools', () => {
    for (const maker of Object.values(generated)) assert.match(maker, /^tools\//)
    assert.equal(new Set(rooms.map((r) => r.name)).size, rooms.length)
  })
})

describe('imports are read', () => {
  const read = (text: string) => importsOf('a.tsx', text).map(({ specifier, typeOnly, star, line }) => `${line} ${specifier}${typeOnly ? ' type' : ''}${star ? ' all' : ''}`)

  test('over several lines, as types, for their effect, and re-exported', () => {
    assert.deepEqual(read(["import {", "  type A,", "  b,", "} from './a.ts'", "import type { C } from './c.ts'", "import { type D } from './d.ts'", "import './e.css'",
      "export { f } from './f.ts'", "export type { G } from './g.ts'", "export * from './h.ts'"].join('\n')).sort(),
    ['1 ./a.ts', '10 ./h.ts all', '5 ./c.ts type', '6 ./d.ts type', '7 ./e.css', '8 ./f.ts', '9 ./g.ts type'])
  })

  test('when they come late, as code or as a type', () => {
    assert.deepEqual(read("const a = () => import('./a.ts')\ntype B = import('./b.ts').B"), ['1 ./a.ts', '2 ./b.ts type'])
  })

  test('but not from strings, comments and the text of a page', () => {
    assert.deepEqual(read(["/*", "import a from './a.ts'", "*/", "const b = `", "import c from './c.ts'", "`", "const d = <p>don't import e from './e.ts'</p>"].join('\n')), [])
  })

  test('a file that is no TypeScript is named, never passed over', () => {
    assert.throws(() => importsOf('src/a.ts', 'import { from'), /src\/a\.ts cannot be read/)
  })
})
