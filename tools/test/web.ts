// Builds the web, as the first server would, and weighs what a browser fetches before the sign-in page and the home page stand.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import type { Rolldown } from 'vite'
import { buildWeb } from '#app/server/screens'

/** Bytes as the server sends them, compressed: HTML, scripts and styles, without fonts and pictures. */
export const budget = 170_000

export interface Weight { page: string; total: number; files: { name: string; bytes: number }[] }

type Piece = Rolldown.OutputChunk | Rolldown.OutputAsset

/** Once for all journeys: two that unpacked it at the same time would each start the half of the other's. */
export async function unpackBrowser(): Promise<void> {
  const { chromiumPath } = await import('#tests/factories/chromium')
  await chromiumPath()
}

/** Throws when the build fails, or when a page cannot be found in it. */
export async function weighWeb(root: string): Promise<Weight[]> {
  const environment = process.env.NODE_ENV
  try {
    const built = await buildWeb()
    const home = homePage(root)
    return [weigh(root, 'sign-in', built.output, null), weigh(root, 'home', built.output, home)]
  } finally {
    // vite sets it for the whole process; what runs after the build is no production.
    if (environment === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = environment
  }
}

/** The module of the screen at "/", from the list in which the home pages enter their screens. */
function homePage(root: string): string {
  const list = 'src/6-app/home/web/index.ts'
  const path = join(root, list)
  const module = existsSync(path) ? /path:\s*'\/'[^]*?import\('\.\/([^']+)'\)/.exec(readFileSync(path, 'utf8'))?.[1] : undefined
  if (!module) throw new Error(`${list} lists no screen with path '/', so the home page cannot be weighed.`)
  return posix.join(posix.dirname(list), module)
}

function weigh(root: string, page: string, output: readonly Piece[], module: string | null): Weight {
  const chunks = new Map(output.filter((o) => o.type === 'chunk').map((c) => [c.fileName, c]))
  const first = [...chunks.values()].filter((c) => c.isEntry)
  if (first.length === 0) throw new Error('The build has no entry.')
  if (module) {
    const own = [...chunks.values()].find((c) => [c.facadeModuleId, ...c.moduleIds].some((id) => id && relative(root, id.replace(/\?.*$/, '')).replaceAll('\\', '/') === module))
    if (!own) throw new Error(`The build has no ${module}.`)
    first.push(own)
  }
  const names = new Set(output.filter((o) => o.fileName.endsWith('.html')).map((o) => o.fileName))
  for (const queue = [...first]; queue.length > 0;) {
    const chunk = queue.shift()!
    if (names.has(chunk.fileName)) continue
    names.add(chunk.fileName)
    for (const css of chunk.viteMetadata?.importedCss ?? []) names.add(css)
    for (const name of chunk.imports) if (chunks.has(name)) queue.push(chunks.get(name)!)
  }
  const files = [...names].map((name) => {
    const built = join(root, 'dist/web', name)
    if (!existsSync(built)) throw new Error(`The build names ${name}, but did not write it.`)
    return { name, bytes: statSync(existsSync(`${built}.br`) ? `${built}.br` : built).size }
  }).sort((a, b) => b.bytes - a.bytes)
  return { page, total: files.reduce((sum, f) => sum + f.bytes, 0), files }
}
