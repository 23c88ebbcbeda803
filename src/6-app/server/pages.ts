// The screens: the built files, and the page that every address of a screen is answered with. On a slow line each question waits
// for a round trip of its own, so the page names the files that come next, and brings whoever is signed in what the first screen
// would ask for.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import files from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const webRoot = fileURLToPath(new URL('../../../dist/web/', import.meta.url))

/** Answers that come with the page, by the names of their routes ('access.me'); null: nobody is signed in. */
export type AnswersAhead = Record<string, unknown> | null

/** ahead: what a page at this path would ask for first, as the one who asks. */
export async function showPages(app: FastifyInstance, ahead: (request: FastifyRequest, path: string) => Promise<AnswersAhead>, root = webRoot): Promise<void> {
  if (!existsSync(root)) return
  await app.register(files, {
    root, index: false, dotfiles: 'ignore', cacheControl: false, preCompressed: true,
    setHeaders: (reply, path) => { reply.header('cache-control', /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache') },
  })
  const page = readPage(root)
  const show = async (request: FastifyRequest) => {
    const path = new URL(request.url, 'http://page').pathname
    const answers = await ahead(request, path)
    return page(answers === null ? 'sign-in' : 'home', answers)
  }
  const html = 'text/html; charset=utf-8'
  // What was read for one person is kept by nobody on the way.
  app.get('/', async (request, reply) => reply.type(html).header('cache-control', 'no-store').send(await show(request)))
  app.setNotFoundHandler(async (request, reply) => request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.includes('/assets/')
    ? reply.type(html).header('cache-control', 'no-store').send(await show(request)) : reply.code(404).send({ code: 'NOT_FOUND' }))
}

interface Built { name?: string; file: string; css?: string[]; imports?: string[]; isEntry?: boolean }

/** The page with the files of a group of vite.config.ts and with answers; the page as it is where the build has no such group. */
function readPage(root: string): (group: 'sign-in' | 'home', answers: AnswersAhead) => string {
  const plain = readFileSync(join(root, 'index.html'), 'utf8')
  const manifest = JSON.parse(readFileSync(join(root, '.vite/manifest.json'), 'utf8')) as Record<string, Built>
  const linksOf = (group: string): string => {
    const scripts = new Set<string>(), styles = new Set<string>()
    for (const queue = Object.keys(manifest).filter((key) => manifest[key]!.name === group); queue.length > 0;) {
      const built = manifest[queue.shift()!]!
      if (built.isEntry || scripts.has(built.file)) continue
      scripts.add(built.file)
      for (const style of built.css ?? []) styles.add(style)
      queue.push(...built.imports ?? [])
    }
    return [...[...styles].map((name) => `<link rel="preload" as="style" href="/${name}">`), ...[...scripts].map((name) => `<link rel="modulepreload" crossorigin href="/${name}">`)]
      .filter((link) => !plain.includes(/href="[^"]+"/.exec(link)![0])).join('')
  }
  const links = { 'sign-in': linksOf('sign-in'), home: linksOf('home') }
  return (group, answers) => {
    const block = answers && `<script type="application/json" id="ahead">${JSON.stringify(answers).replaceAll('<', '\\u003c')}</script>`
    return plain.replace('</head>', () => `${links[group]}${block ?? ''}</head>`)
  }
}
