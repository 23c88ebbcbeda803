// The letter-box as the world sees it: its description, the page that shows it, and what a wrong letter is told.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { SimpleCsrfProtectionLinkPlugin } from '@orpc/client/plugins'
import type { ContractRouterClient } from '@orpc/contract'
import { validate } from '@scalar/openapi-parser'
import type { intakeContract } from '#app/intake/contract'
import { newId } from '#base/id'
import { closeBrowser, openBrowser } from './factories/browser.ts'
import { demonstrationHouse, type House } from './factories/house.ts'
import { rosterOf } from './factories/reach.ts'

interface Said { code?: string; unitId?: string; data?: { refusals: Refused[] } }
interface Answer<T = Said> { status: number; headers: Headers; body: T }
interface Description { openapi: string; paths: Record<string, Record<string, { operationId: string; summary: string; responses: object }>> }
interface Refused { code: string; field: string | null; text: { vi: string; en: string } }

describe('the letter-box', () => {
  let house: House, cookie = ''
  const send = async <T = Said>(method: string, path: string, { body, ...headers }: Record<string, string> = {}): Promise<Answer<T>> => {
    const reply = await fetch(house.address + path, { method, headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body }) })
    const text = await reply.text()
    return { status: reply.status, headers: reply.headers, body: (reply.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as T }
  }
  /** What a call refused; the typed calls wrap it once more. */
  const refusals = ({ body }: Answer): Refused[] => ('json' in body ? body.json as Said : body).data!.refusals
  const rpc = (procedure: string, input: unknown) => send('POST', `/api/rpc/${procedure}`, { 'x-csrf-token': 'orpc', body: JSON.stringify({ json: input }) })

  before(async () => {
    house = await demonstrationHouse()
    const signedIn = await send('POST', '/api/access/sign-in', { body: JSON.stringify({ name: 'laocai', password: house.password }) })
    cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!
  })
  after(async () => {
    await closeBrowser()
    await house?.close()
  })

  test('every route stands in a valid OpenAPI 3.1 document', async () => {
    const { status, body: document } = await send<Description>('GET', '/api/openapi.json')
    assert.equal(status, 200)
    assert.match(document.openapi, /^3\.1\./)
    const { valid, errors } = await validate({ ...structuredClone(document) })
    assert.deepEqual([valid, errors], [true, []])
    // The validator is awake: a document with one wrong word in it fails.
    assert.equal((await validate({ ...document, info: {} })).valid, false)

    const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
    assert.ok(operations.length > 80, `${operations.length} operations`)
    assert.equal(new Set(operations.map((o) => o.operationId)).size, operations.length)
    for (const { operationId, summary, responses } of operations) {
      assert.ok(summary, `${operationId} says what it is for`)
      assert.ok('422' in responses, `${operationId} says how it refuses`)
    }
  })

  test('the page of the API is complete without any outside host, in a browser too', async () => {
    const { status, body: html } = await send<string>('GET', '/api/docs')
    assert.equal(status, 200)
    for (const [, source] of html.matchAll(/(?:src|href)="([^"]+)"/g)) assert.equal(new URL(source!, house.address).origin, house.address)

    const { page, context } = await openBrowser(house)
    const asked: string[] = [], blocked: string[] = []
    page.on('request', (r) => asked.push(r.url()))
    page.on('console', (m) => { if (/Content Security Policy/.test(m.text())) blocked.push(m.text()) })
    await page.goto('/api/docs')
    await page.getByRole('heading', { name: 'Lộ Trình' }).waitFor()
    await page.getByText('Sign in by user name, e-mail or telephone number').first().waitFor()
    assert.deepEqual(asked.filter((url) => !url.startsWith(house.address) && !/^(data|blob):/.test(url)), [])
    assert.deepEqual(blocked, [], 'nothing that the page wants is kept from it')
    await context.close()
  })

  test('every answer carries the headers that keep a browser from being misled', async () => {
    for (const path of ['/api/access/me', '/api/docs/', '/api/openapi.json', '/healthz', '/api/nowhere']) {
      const { headers } = await send('GET', path)
      assert.match(headers.get('content-security-policy')!, /default-src 'self';.*object-src 'none'.*frame-ancestors 'none'/, path)
      assert.equal(headers.get('x-content-type-options'), 'nosniff', path)
      assert.equal(headers.get('x-frame-options'), 'DENY', path)
      assert.equal(headers.get('referrer-policy'), 'same-origin', path)
    }
    const { headers } = await send('GET', '/api/access/me')
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.doesNotMatch(headers.get('content-security-policy')!, /script-src|unsafe-eval|https?:/)
  })

  test('a write that another site made the browser send is refused, and the own site may write', async () => {
    const language = { body: JSON.stringify({ language: 'vi' }) }
    for (const header of [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }] as Record<string, string>[]) {
      const { status, body } = await send('PUT', '/api/access/language', { ...language, ...header })
      assert.deepEqual([status, body.code], [403, 'CROSS_SITE'], JSON.stringify(header))
    }
    // Over the typed calls a form of another site cannot set the header that is asked for.
    const bare = await send('POST', '/api/rpc/access/setLanguage', { body: JSON.stringify({ json: { language: 'vi' } }) })
    assert.equal(bare.status, 403)
    for (const header of [{}, { origin: house.address }, { 'sec-fetch-site': 'same-origin' }] as Record<string, string>[]) {
      assert.equal((await send('PUT', '/api/access/language', { ...language, ...header })).status, 200)
    }
  })

  test('what does not exist is told in JSON', async () => {
    for (const [method, path] of [['GET', '/api/nowhere'], ['POST', '/api/rpc/nowhere/at/all'], ['DELETE', '/api/units/top']] as const) {
      const { status, headers, body } = await send(method, path, { 'x-csrf-token': 'orpc' })
      assert.deepEqual([status, body.code], [404, 'NOT_FOUND'], path)
      assert.match(headers.get('content-type')!, /json/)
    }
  })

  test('a letter that cannot be read is told so in both languages', async () => {
    for (const path of ['/api/access/language', '/api/rpc/access/setLanguage']) {
      const answer = await send(path.includes('rpc') ? 'POST' : 'PUT', path, { body: '{"language": vi', 'x-csrf-token': 'orpc' })
      assert.equal(answer.status, 400)
      assert.deepEqual(refusals(answer), [{ code: 'unreadable', field: null, text: { vi: 'Không đọc được nội dung gửi lên: JSON sai cú pháp.', en: 'What was sent cannot be read: it is not well-formed JSON.' } }])
    }
    assert.equal((await send('PUT', '/api/access/language', { body: '<language/>', 'content-type': 'application/xml' })).status, 415)
    assert.equal((await send('PUT', '/api/access/language', { body: 'no form', 'content-type': 'multipart/form-data; boundary=x' })).status, 400)
  })

  test('a form with a file arrives, from the world and from the browser', async () => {
    const { body: { unitId } } = await send('GET', '/api/access/me')
    const file = new File([rosterOf('Vàng Thị Thư', 'Công đoàn phường Sa Pa')], 'danh-sach.csv')
    const form = new FormData()
    form.set('unitId', unitId!)
    form.set('file', file)
    const reply = await fetch(`${house.address}/api/imports/${newId()}`, { method: 'PUT', headers: { cookie }, body: form })
    assert.equal(reply.status, 200, await reply.text())

    const browser = createORPCClient<ContractRouterClient<{ intake: typeof intakeContract }>>(new RPCLink({ url: `${house.address}/api/rpc`, headers: { cookie }, plugins: [new SimpleCsrfProtectionLinkPlugin()] }))
    const id = newId()
    assert.deepEqual(await browser.intake.receive({ id, unitId: unitId!, file }), { id })
    const { name, counts } = await browser.intake.read({ id })
    assert.deepEqual([name, counts.rows], ['danh-sach.csv', 1])
  })

  test('a letter larger than the limit is refused, whether it says its length or not', async () => {
    const block = Buffer.alloc(1024 * 1024, 'x')
    for (const announced of [true, false]) {
      const status = await new Promise<number>((resolve, reject) => {
        const size = announced ? { 'content-length': String(26 * block.length) } : {}
        const out = request(`${house.address}/api/access/language`, { method: 'PUT', headers: { cookie, 'content-type': 'application/json', ...size } }, (reply) => { resolve(reply.statusCode!); out.destroy() })
        let sent = 0
        const more = () => { if (sent++ < 26 && !out.destroyed) out.write(block, more) }
        out.on('error', reject)
        more()
      })
      assert.equal(status, 413, announced ? 'with its length' : 'in chunks')
    }
  })

  test('input of the wrong shape is told at its fields, to the form and to the world alike', async () => {
    const unitId = (await send('GET', '/api/access/me')).body.unitId
    const input = { id: crypto.randomUUID(), unitId, name: '  ', born: '2001-02-30', female: null, citizenId: '12', email: 'an at home', place: { id: 'x', standing: 'guest', from: '2026-01-01' } }
    const { id, ...body } = input
    const expected = { name: 'required', born: 'malformed', citizenId: 'malformed', email: 'malformed', 'place.id': 'malformed', 'place.standing': 'not-listed' }
    for (const answer of [await send('PUT', `/api/people/${id}`, { body: JSON.stringify(body) }), await rpc('people/admit', input)]) {
      assert.equal(answer.status, 400)
      assert.deepEqual(Object.fromEntries(refusals(answer).map((r) => [r.field, r.code])), expected)
      for (const { text } of refusals(answer)) assert.ok(text.vi && text.en && text.vi !== text.en)
      assert.deepEqual(refusals(answer).find((r) => r.field === 'born')!.text, { vi: 'Ngày này không có thật hoặc chưa đúng dạng.', en: 'This is no date.' })
    }
  })

  test('a question with wrong or missing values is told at its fields, the unit asked for among them', async () => {
    const at = async (path: string) => {
      const answer = await send('GET', path)
      assert.equal(answer.status, 400, path)
      return Object.fromEntries(refusals(answer).map((r) => [r.field, r.code]))
    }
    assert.deepEqual(await at('/api/units/here/people?on=today&limit=5000'), { unitId: 'malformed', on: 'malformed', limit: 'too-large' })
    assert.deepEqual(await at('/api/indicators/figures?on=2026-11-21'), { unitId: 'required' })
    assert.deepEqual(await at('/api/units/top'), { on: 'required' })
    assert.deepEqual(await at('/api/classes?status=lost&limit=0'), { limit: 'too-small', status: 'not-listed' })
  })

  test('text that PostgreSQL cannot hold, and a number too large for it, are refused and not a fault', async () => {
    const nul = await rpc('people/search', { search: 'a\u0000b', on: '2026-11-21' })
    assert.equal(nul.status, 400, JSON.stringify(nul.body))
    const far = await send('GET', '/api/units/top?on=9999-12-31')
    assert.equal(far.status, 200)
  })
})
