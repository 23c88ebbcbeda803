// The lint configuration, made from the judgement of judge.ts: for each room and each part of it the names that it may
// not import, with the sentence that says why. What a linter cannot say (where a path leads, circles) tree.ts checks.
import { importNames, openPlatform, packageHomes, rooms, type Room } from '#house'
import { judge } from './judge.ts'

interface Pattern { group?: string[]; regex?: string; message: string; allowTypeImports?: true }

const zones: { part: string; file: string; files: (folder: string) => string[] }[] = [
  { part: 'server', file: 'server/a.ts', files: (f) => [`${f}/**`] },
  { part: 'contract', file: 'contract.ts', files: (f) => [`${f}/contract.ts`] },
  { part: 'domain', file: 'domain/a.ts', files: (f) => [`${f}/domain/**`] },
  { part: 'web', file: 'web/a.tsx', files: (f) => [`${f}/web/**`] },
  { part: 'test', file: 'a.test.ts', files: (f) => [`${f}/**/*.{test,test-kit}.{ts,tsx}`] },
]

/** Kinds of rules beyond correctness, and the few of correctness that are not for us. */
const rules = {
  'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_', ignoreRestSiblings: true }],
  'typescript/no-explicit-any': 'error',
  'typescript/ban-ts-comment': 'error',
  'typescript/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
  'react/rules-of-hooks': 'error',
  'react/exhaustive-deps': 'error',
  'react/jsx-no-target-blank': 'error',
  'react/no-danger': 'error',
  'import/no-self-import': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-var': 'error',
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'prefer-const': 'error',
  // <div role="status"> is what the kit's library renders; the journeys hold axe against every screen.
  'jsx-a11y/prefer-tag-over-role': 'off',
  // Rules of the React compiler, which we do not use.
  'react/refs': 'off',
  'react/incompatible-library': 'off',
  // A cell's render function is called, never mounted as a component.
  'react/no-unstable-nested-components': 'off',
  // Only what is a plain element: a page that is one form may begin in its first field.
  'jsx-a11y/no-autofocus': ['error', { ignoreNonDOM: true }],
  // It sees static text only; axe, in the journeys, sees the label.
  'jsx-a11y/control-has-associated-label': 'off',
  // A table body, a popup or a drop zone hears the keys and drops meant for the controls inside it; axe judges the drawn page.
  'jsx-a11y/no-noninteractive-element-interactions': 'off',
  'jsx-a11y/no-static-element-interactions': 'off',
  'jsx-a11y/label-has-associated-control': 'off',
  'react/immutability': 'off',
  // Tables of old code pages are made of control characters.
  'no-control-regex': 'off',
  'unicorn/prefer-string-starts-ends-with': 'off',
}

/** The text of .oxlintrc.json. Rooms whose files may not import the same share an override. */
export function lintConfig(): string {
  const overrides = new Map<string, { files: string[]; patterns: Pattern[] }>()
  for (const { part } of zones) {
    for (const room of rooms) for (const zone of zonesOf(room).filter((z) => z.part === part)) {
      const patterns = patternsFor(`${room.folder}/${zone.file}`)
      const key = part + JSON.stringify(patterns)
      const override = overrides.get(key) ?? { files: [], patterns }
      override.files.push(...zone.files(room.folder))
      overrides.set(key, override)
    }
  }
  const config = {
    plugins: ['typescript', 'react', 'jsx-a11y', 'import', 'unicorn', 'oxc', 'promise'],
    categories: { correctness: 'error' },
    env: { builtin: true },
    ignorePatterns: ['node_modules', 'dist', 'data', '**/*.generated.*'],
    rules: { ...rules, 'no-restricted-imports': ['error', { patterns: patternsFor('tests/a.ts') }] },
    overrides: [...overrides.values()].map(({ files, patterns }) => ({ files, rules: { 'no-restricted-imports': ['error', { patterns }] } })),
  }
  return `// Made by tools/house.ts from house.ts; not written by hand. To change it: house.ts or tools/house/lint.ts, then node tools/house.ts\n${readable(config)}\n`
}

/** JSON with each small thing on one line, so that the diff is read pattern by pattern. */
function readable(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value)
  if (value === null || typeof value !== 'object' || flat.length < 100 || (value as Pattern).message) return flat
  const deeper = `${indent}  `
  const [open, close, items] = Array.isArray(value)
    ? ['[', ']', value.map((v) => readable(v, deeper))]
    : ['{', '}', Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${readable(v, deeper)}`)]
  return `${open}\n${items.map((i) => deeper + i).join(',\n')}\n${indent}${close}`
}

function zonesOf(room: Room) {
  if (room.name === 'base') return zones.filter((z) => ['server', 'test'].includes(z.part))
  if (room.folder === 'src/6-app/web') return zones.filter((z) => ['server', 'test'].includes(z.part))
  if (room.name === 'platform') {
    // Its parts (access, audit …) each have a contract and screens of their own.
    const own = { contract: { file: 'http/contract.ts', files: (f: string) => [`${f}/*/contract.ts`] }, web: { file: 'web/a.tsx', files: (f: string) => [`${f}/web/**`, `${f}/*/web/**`] } }
    return zones.filter((z) => z.part !== 'domain').map((z) => ({ ...z, ...own[z.part as keyof typeof own] }))
  }
  return zones
}

/** What the file may not import, as patterns of no-restricted-imports; names that share a sentence share a pattern. */
function patternsFor(file: string): Pattern[] {
  const groups = new Map<string, { exact: string[]; group: string[]; message: string; asType: boolean }>()
  const refuse = (specifier: string, shown: { exact: string } | { group: string[] }) => {
    const breach = judge(file, specifier)
    if (!breach) return
    const asType = judge(file, specifier, true) === null
    const key = `${breach.why}${asType}`
    const known = groups.get(key) ?? { exact: [], group: [], message: breach.why, asType }
    groups.set(key, known)
    if ('exact' in shown) known.exact.push(shown.exact)
    else known.group.push(...shown.group)
  }
  // A group speaks as .gitignore does: # begins a comment unless escaped, a later ! takes back what an earlier line
  // caught, and a folder's name catches all below it; hence regular expressions for whole names.
  const shared = ['http/contract', ...openPlatform.map((p) => p.replace(/\.ts$/, ''))].map((p) => `#platform/${p}`)
  for (const name of Object.keys(importNames())) {
    if (!name.endsWith('*')) refuse(name, { exact: name })
    else if (name === '#platform/*') refuse('#platform/db/pool', { group: ['\\#platform/**', '!\\#platform/*/contract', ...shared.map((s) => `!\\${s}`)] })
    else refuse(name.replace('*', 'a.ts'), { group: [`\\${name.replace('*', '**')}`] })
  }
  for (const name of shared) refuse(name, { exact: name })
  refuse('#platform/web/api', { group: ['\\#platform/web/**'] })
  for (const { name } of rooms.filter((r) => r.door === 'name')) refuse(`#${name}/server/a`, { group: [`\\#${name}/**`, `!\\#${name}/contract`, `!\\#${name}/web`] })
  const patterns = [...groups.values()].flatMap(({ exact, group, message, asType }): Pattern[] => [
    ...(exact.length > 0 ? [{ regex: `^(${exact.join('|')})$`, message, ...(asType && { allowTypeImports: true as const }) }] : []),
    ...(group.length > 0 ? [{ group, message, ...(asType && { allowTypeImports: true as const }) }] : []),
  ])
  const depth = judge(file, '../../a.ts')
  if (depth) patterns.push({ regex: '^\\.\\./(.*/)?\\.\\.(/|$)', message: depth.why })
  for (const [sample, regex] of [['@mantine/core', packageHomes[0]!.packages.source.replaceAll('\\/', '/')], ['pg', '^(pg|kysely|fastify|node:.*)$'], ['react', '^(react|react-dom)(/.*)?$']] as const) {
    const breach = judge(file, sample)
    if (breach) patterns.push({ regex, message: breach.why })
  }
  return patterns
}
