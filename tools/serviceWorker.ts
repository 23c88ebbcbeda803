// Builds the service worker beside the web, with the list of the built files in it. Large pieces that only figures at a desk need
// (charts, the map, writers of spreadsheets) are not kept on every phone.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin, type ResolvedConfig, type Rolldown } from 'vite'

/** Bytes past which a piece stays off the device, unless the first page needs it. */
const largest = 100_000

export function serviceWorker(source: string): Plugin {
  let config: ResolvedConfig
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) { config = resolved },
    async generateBundle(_options, bundle) {
      const files = Object.values(bundle).filter((piece) => !piece.fileName.endsWith('.map'))
      const first = neededAtFirst(files)
      const kept = files.filter((piece) => first.has(piece.fileName) || bytes(piece).length <= largest)
        .map((piece) => ({ url: `/${piece.fileName}`, revision: piece.fileName.startsWith(`${config.build.assetsDir}/`) ? null : digest(bytes(piece)) }))
      const open = readdirSync(config.publicDir).map((name) => ({ url: `/${name}`, revision: digest(readFileSync(join(config.publicDir, name))) }))
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: await built(source, [...kept, ...open].sort((a, b) => (a.url < b.url ? -1 : 1))) })
    },
  }
}

type Piece = Rolldown.OutputChunk | Rolldown.OutputAsset
const bytes = (piece: Piece) => Buffer.from(piece.type === 'chunk' ? piece.code : piece.source)
const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex').slice(0, 16)

function neededAtFirst(files: readonly Piece[]): Set<string> {
  const chunks = new Map(files.filter((piece) => piece.type === 'chunk').map((chunk) => [chunk.fileName, chunk]))
  const found = new Set<string>()
  for (const queue = [...chunks.values()].filter((chunk) => chunk.isEntry); queue.length > 0;) {
    const chunk = queue.shift()!
    if (found.has(chunk.fileName)) continue
    found.add(chunk.fileName)
    for (const name of chunk.imports) if (chunks.has(name)) queue.push(chunks.get(name)!)
  }
  return found
}

async function built(source: string, files: { url: string; revision: string | null }[]): Promise<string> {
  const output = await build({
    configFile: false, publicDir: false, logLevel: 'error', mode: 'production', define: { FILES: JSON.stringify(files), 'process.env.NODE_ENV': '"production"' },
    build: { write: false, target: 'es2022', rolldownOptions: { input: source, output: { format: 'iife', entryFileNames: 'sw.js' } } },
  }) as Rolldown.RolldownOutput
  return output.output[0].code
}
