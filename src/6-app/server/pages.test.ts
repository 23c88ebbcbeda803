import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { showPages, type AnswersAhead } from './pages.ts'

let app: FastifyInstance, folder: string
let answers: AnswersAhead = null
let asked: string[] = []

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lotrinh-pages-'))
  mkdirSync(join(folder, '.vite'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<html><head><script type="module" src="/assets/index-1.js"></script><link rel="modulepreload" href="/assets/shared-1.js"></head><body></body></html>')
  writeFileSync(join(folder, 'assets/home-1.js'), 'home')
  writeFileSync(join(folder, '.vite/manifest.json'), JSON.stringify({
    'index.html': { file: 'assets/index-1.js', isEntry: true, imports: ['shared'] }, shared: { file: 'assets/shared-1.js' },
    _home: { name: 'home', file: 'assets/home-1.js', css: ['assets/home-1.css'], imports: ['index.html', 'shared', 'kit'] }, kit: { file: 'assets/kit-1.js' },
    _in: { name: 'sign-in', file: 'assets/sign-in-1.js' },
  }))
  app = Fastify()
  await showPages(app, async (_request, path) => { asked.push(path); return answers }, folder)
})
after(async () => { await app.close(); rmSync(folder, { recursive: true }) })

const read = async (url: string) => { asked = []; return await app.inject({ url }) }

test('A stranger gets the page of any address with the files of the sign-in, and nothing about anybody', async () => {
  answers = null
  const { body, headers } = await read('/ke-hoach?ngay=2025-06-30')
  assert.match(body, /<link rel="modulepreload" crossorigin href="\/assets\/sign-in-1\.js"><\/head>/)
  assert.doesNotMatch(body, /ahead|home-1/)
  assert.equal(headers['cache-control'], 'no-store')
  assert.deepEqual(asked, ['/ke-hoach'])
})

test('Who is signed in gets the files of the frame and what the first screen asks for, with nothing in it read as a tag', async () => {
  answers = { 'access.me': { name: '</script><script>alert(1)</script>' }, 'home.duties': { duties: ['$&'] } }
  const { body } = await read('/')
  assert.match(body, /<link rel="preload" as="style" href="\/assets\/home-1\.css"><link rel="modulepreload" crossorigin href="\/assets\/home-1\.js"><link rel="modulepreload" crossorigin href="\/assets\/kit-1\.js">/)
  assert.equal(body.match(/index-1\.js/g)!.length, 1)
  assert.equal(body.match(/shared-1\.js/g)!.length, 1)
  assert.equal(body.match(/<script/g)!.length, 2)
  assert.deepEqual(JSON.parse(/id="ahead">([^<]*)</.exec(body)![1]!), answers)
})

test('The page that a device keeps for the time without a network is nobody\'s, and what is no page is not answered with one', async () => {
  answers = { 'access.me': { name: 'Nguyễn Văn A' } }
  assert.doesNotMatch((await read('/index.html')).body, /ahead/)
  assert.equal((await read('/assets/home-1.js')).headers['cache-control'], 'public, max-age=31536000, immutable')
  for (const url of ['/assets/gone.js', '/api/nothing']) assert.equal((await read(url)).statusCode, 404)
  assert.match((await read('/.vite/manifest.json')).body, /^<html>/)
})
