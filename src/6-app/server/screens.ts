// The built screens in dist/web, rebuilt when a source is newer than they are.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Rolldown } from 'vite'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const stamp = join(root, 'dist/web/.sources')

/** A digest of every file that the screens may be made of. */
function digestOfSources(): string {
  const digest = createHash('sha256')
  const walk = (path: string) => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) walk(join(path, name))
    else if (!path.endsWith('.test.ts')) digest.update(path.slice(root.length)).update(readFileSync(path))
  }
  for (const path of ['src', 'vite.config.ts', 'tools/serviceWorker.ts', 'package-lock.json']) walk(join(root, path))
  return digest.digest('hex')
}

export async function screensAreFresh(): Promise<boolean> {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digestOfSources()
}

/** Answers what was built, as vite says it. */
export async function buildWeb(): Promise<Rolldown.RolldownOutput> {
  const { build } = await import('vite')
  const sources = digestOfSources()
  const fresh = join(root, `dist/web-${process.pid}`)
  const built = await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn', mode: 'production', build: { outDir: fresh } })
  writeFileSync(join(fresh, '.sources'), sources)
  await compressBeside(fresh)
  // Put in place at once, so that a server beside this one never serves half of it.
  const old = join(root, `dist/old-${process.pid}`)
  if (existsSync(join(root, 'dist/web'))) renameSync(join(root, 'dist/web'), old)
  renameSync(fresh, join(root, 'dist/web'))
  rmSync(old, { recursive: true, force: true })
  return built as Rolldown.RolldownOutput
}

/** The files once more, pressed as hard as can be, which no request could wait for: a tenth less on the line. */
async function compressBeside(folder: string): Promise<void> {
  const press = promisify(brotliCompress)
  const names = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => /\.(js|css|html|svg|webmanifest)$/.test(name))
  await Promise.all(names.map(async (name) => {
    const content = readFileSync(join(folder, name))
    if (content.length < 1024) return
    writeFileSync(join(folder, `${name}.br`), await press(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }))
  }))
}
