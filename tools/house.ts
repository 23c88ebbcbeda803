// Writes the lint configuration from house.ts and checks the whole tree.
// Usage: node tools/house.ts [--check]   (--check: writes nothing; exits 1 when the configuration is stale or the house is not as listed)
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lintConfig } from './house/lint.ts'
import { checkAgreement, checkTree, readTree } from './house/tree.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const file = join(root, '.oxlintrc.json')
const sentences: string[] = []

if (!process.argv.includes('--check')) writeFileSync(file, lintConfig())
else if (readFileSync(file, 'utf8') !== lintConfig()) sentences.push('.oxlintrc.json is not what house.ts makes: run node tools/house.ts')
sentences.push(...[...checkTree(readTree(root)), ...checkAgreement(root)].map((f) => f.sentence))
for (const sentence of sentences) console.error(sentence)
process.exitCode = sentences.length > 0 ? 1 : 0
