// People who mean harm, over HTTP: what they send is refused, and the house is as it was. Told elsewhere and not again here:
// ids of others in every route and every kind of thing (authority.test.ts), used codes of the second step and recovery codes
// (platform/access/secondFactor.test.ts), an answered question of a passkey (journeys/signIn.test.ts), guesses sent at once and
// the pause after them (platform/access/signIn.test.ts), forms that are cut off (platform/http/form.test.ts), names that are
// programs of a browser, and paths that lead out of the built web (journeys/hostile.test.ts).
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import ExcelJS from 'exceljs'
import type { FastifyInstance } from 'fastify'
import { strFromU8, unzipSync } from 'fflate'
import { addDays, dayOf } from '#base/day'
import { newId } from '#base/id'
import { signedSheet } from '#app/demonstration/sheet'
import { createApp } from '#app/server/app'
import type { Live } from '#app/server/live'
import { openLog } from '#app/server/log'
import { serve, type Serving } from '#app/server/serve'
import { actorOf, openSystem, type System } from '#app/server/system'
import { foldAll, keepBoundaries, turnLatest } from '#indicators'
import { openClasses, writeProgrammes } from '#learning'
import { establish } from '#organisation'
import { admit, appoint } from '#people'
import { createAccounts } from '#platform/access/accounts'
import { createPushSender } from '#platform/messages/push'
import { toDocx } from '#platform/paper/docx'
import { readSheets } from '#platform/sheets/read'
import { writeLongSheet } from '#platform/sheets/write-long'
import { bombs, oddities, workbookOf } from './factories/bombs.ts'
import { testDatabase, type TestDatabase } from './factories/database.ts'

/** The impatient one is the HTTP face of the same house under a public address, with little time for those who send. */
let db: TestDatabase, system: System, serving: Serving, impatient: FastifyInstance, impatientAddress = '', dataDir = '', cookie = ''
const password = 'mot-mat-khau-rieng-9', unit = newId(), held = newId(), day = addDays(dayOf(new Date()), -2)
const at = () => serving.address

before(async () => {
  db = await testDatabase(new Date())
  dataDir = mkdtempSync(join(tmpdir(), 'lotrinh-hostile-'))
  system = await openSystem({ connectionString: db.url }, { dataDir, trustedProxies: ['10.9.9.9'] })
  const officer = newId(), reader = newId(), programme = newId()
  await system.work(async (w) => {
    await establish(w, [{ id: unit, kind: 'confederation', parentId: null, name: 'Tổng Liên đoàn' }], { number: '1/QĐ', on: '2020-01-01', by: null, effectiveOn: '2020-01-01' })
    await admit(w, [{ id: officer, name: 'Trần Thị Giữ' }, { id: reader, name: 'Lê Văn Xem' }])
    await appoint(w, [[officer, 'administrator'], [reader, 'auditor']].map(([personId, title]) => ({ id: newId(), personId: personId!, unitId: unit, title: title!, fullTime: false, basis: 'appointed' as const, from: '2025-01-01' })))
    await createAccounts(w, [{ personId: officer, username: 'giu.so', password, mustChange: false }, { personId: reader, username: 'xem.so', password, mustChange: false }, { personId: null, username: 'bi.do', password, mustChange: false }])
    await writeProgrammes(w, [{ id: programme, name: 'Chuyển đổi số', tags: ['digital-transformation'], field: 'digital', level: 'province', hours: 3, ownerId: unit }])
    await openClasses(w, [{ id: held, unitId: unit, programmeId: programme, title: 'Lớp', form: 'online', capacity: 10, firstDay: day, lastDay: day, status: 'open', places: [], lecturers: [], sessions: [{ id: newId(), startsAt: `${day}T08:00:00+07:00`, endsAt: `${day}T11:00:00+07:00` }] }])
  })
  serving = await serve(system, { host: '127.0.0.1', port: 0, version: 'test' })
  impatient = await createApp({
    version: 'test', publicAddress: 'https://lotrinh.congdoan.example', patience: { headers: 400, piece: 400, body: 1200 }, log: openLog('error'), metrics: null,
    work: system.options, access: system.access, actorOf: (headers) => actorOf(system, headers), addressOf: (headers, peer) => system.access.addressOf(peer, headers),
    push: createPushSender({ keys: system.pushKeys, subject: 'mailto:a@congdoan.example' }), live: { register() {}, announce() {}, hangUp() {}, async stop() {} } as unknown as Live,
    calendar: async () => null, health: async () => ({ ok: true }),
  })
  impatientAddress = await impatient.listen({ host: '127.0.0.1', port: 0 })
  cookie = await signedIn('giu.so')
  // What the house still does of itself with what was written above is done before anybody means harm.
  await foldAll(system.pools.app)
  await keepBoundaries(system.pools.app)
  await turnLatest(system.pools.app, dayOf(new Date()))
})
after(async () => {
  await impatient?.close()
  await serving?.stop()
  await system?.close()
  await db?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

type Headers = Record<string, string>
function send(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Response> {
  const plain = body === undefined || typeof body === 'string' || body instanceof FormData
  return fetch(`${at()}${path}`, { method, headers: { cookie, ...(plain ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: plain ? body as string : JSON.stringify(body) }) })
}
const signIn = (name: string, headers: Headers = {}, word = password) => send('POST', '/api/access/sign-in', { name, password: word }, { cookie: '', ...headers })
async function signedIn(name: string): Promise<string> {
  const reply = await signIn(name)
  assert.equal(reply.status, 200, await reply.text())
  return reply.headers.getSetCookie()[0]!.split(';')[0]!
}
const refusalIn = async (reply: Response) => ((await reply.json()) as { data?: { refusals: { code: string; text: { vi: string; en: string } }[] } }).data?.refusals[0]
const form = (bytes: Uint8Array, name: string, fields: Headers = { unitId: unit }) => {
  const data = new FormData()
  for (const [field, value] of Object.entries(fields)) data.append(field, value)
  data.append('file', new File([new Uint8Array(bytes)], name))
  return data
}
const upload = (bytes: Uint8Array, name: string) => send('PUT', `/api/classes/${held}/sheets/${newId()}`, form(bytes, name))
const bring = (bytes: Uint8Array, name: string, id = newId()) => send('PUT', `/api/imports/${id}`, form(bytes, name))

/** Everything that is kept, but for what a refusal itself leaves: counted attempts, sessions' last sight, audit lines. */
async function kept(): Promise<Record<string, unknown>> {
  const { rows } = await system.pools.owner.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'audit') and format('%s.%s', schemaname, tablename) not in ('access.attempt', 'access.session') order by 1`)
  const sums = await system.pools.owner.query(rows.map(({ name }) => `select '${name}' as t, count(*)::int as n, md5(coalesce(string_agg(x::text, '|' order by x::text), '')) as sum from ${name} x`).join(' union all '))
  const files = () => (existsSync(join(dataDir, 'files')) ? readdirSync(join(dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((file) => file.isFile()) : [])
  // What was on its way in goes once the answer is out.
  while (files().some((file) => file.parentPath.endsWith('coming'))) await new Promise((resolve) => setImmediate(resolve))
  return { ...Object.fromEntries(sums.rows.map(({ t, count, sum }) => [t, `${count} ${sum}`])), files: files().map((file) => file.name).sort() }
}
async function unchanged(deed: () => Promise<void>): Promise<void> {
  const was = await kept()
  await deed()
  assert.deepEqual(await kept(), was)
}

describe('headers that a caller makes up', () => {
  test('do not evade the pause after wrong passwords, nor hide where they come from', () => unchanged(async () => {
    const forged = (n: number) => ({ 'x-forwarded-for': `198.51.100.${n}, 10.9.9.9`, forwarded: `for=198.51.100.${n}`, 'x-real-ip': `198.51.100.${n}`, 'x-client-ip': `198.51.100.${n}` })
    for (let n = 1; n <= 5; n++) assert.notEqual((await signIn('bi.do', forged(n), 'sai-mat-khau-roi')).status, 200)
    assert.equal((await signIn('bi.do', forged(6))).status, 429, 'the right password too, from yet another address')
    const { rows } = await system.pools.owner.query(`select distinct detail->>'address' as address from audit.entry where action like 'access.%' and detail ? 'address'`)
    assert.deepEqual(rows, [{ address: '127.0.0.1' }])
  }))

  test('make no other site of this one, and no other deed of a call', () => unchanged(async () => {
    const other = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    assert.equal((await send('PUT', '/api/access/language', { language: 'en' }, other)).status, 403)
    for (const header of ['x-http-method-override', 'x-method-override', 'x-http-method']) assert.equal((await send('GET', `/api/people/${newId()}?_method=PUT`, undefined, { [header]: 'PUT' })).status, 404)
  }))
})

describe('a session', () => {
  test('that was ended, signed by others or altered opens nothing', () => unchanged(async () => {
    const mine = await signedIn('xem.so'), other = await signedIn('xem.so')
    const [name, value] = mine.split('=') as [string, string], token = decodeURIComponent(value)
    const open = async (with_: string) => (await send('GET', '/api/access/me', undefined, { cookie: with_ })).status
    assert.deepEqual([await open(mine), await open(other)], [200, 200])
    const hash = (await system.pools.owner.query('select token_hash from access.session order by created_at desc limit 1')).rows[0].token_hash as string
    for (const forged of [`${name}=${encodeURIComponent(`${token.slice(0, -3)}AA=`)}`, `${name}=${encodeURIComponent(token.split('.')[0]!)}`, `${name}=${encodeURIComponent(`${hash}.${token.split('.')[1]}`)}`, `${name}=`, `${name}=%`, `${name}=${'a'.repeat(6000)}`]) assert.equal(await open(forged), 401, forged.slice(0, 60))
    assert.equal((await send('POST', '/api/access/sessions/end-others', {}, { cookie: mine })).status, 200)
    assert.deepEqual([await open(mine), await open(other)], [200, 401])
    assert.equal((await send('POST', '/api/access/sign-out', {}, { cookie: mine })).status, 200)
    assert.equal(await open(mine), 401)
  }))
})

describe('another site', () => {
  test('makes the browser of who is signed in write nothing', () => unchanged(async () => {
    const body = { language: 'en' }
    const sites: Headers[] = [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: at().replace('127.0.0.1', '127.0.0.1.evil.example') }]
    for (const site of sites) {
      assert.equal((await send('PUT', '/api/access/language', body, site)).status, 403, JSON.stringify(site))
      assert.equal((await send('POST', '/api/rpc/access/setLanguage', { json: body }, { ...site, 'x-csrf-token': 'orpc' })).status, 403)
    }
    // What a page elsewhere can send without being asked: a form, or a picture.
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) assert.equal((await send('PUT', '/api/access/language', JSON.stringify(body), { 'content-type': type })).status, 415)
    assert.ok((await send('POST', '/api/rpc/access/setLanguage', { json: body })).status >= 400, 'typed calls name themselves')
    for (const path of [`/api/rpc/access/setLanguage?data=${encodeURIComponent(JSON.stringify({ json: body }))}`, '/api/access/language?language=en', '/api/access/sign-out']) assert.ok((await send('GET', path, undefined, { 'x-csrf-token': 'orpc' })).status >= 400, path)
    assert.equal((await send('GET', '/api/access/me')).status, 200)
  }))
  test('frames nothing, reads nothing, and is told of nothing', async () => {
    for (const [path, status] of [['/api/access/me', 200], ['/api/people/x', 400], ['/api/none', 404], ['/api/openapi.json', 200], ['/healthz', 200], ['/%', 404], ['/nowhere', null]] as const) {
      const reply = await send('GET', path, undefined, { origin: 'https://evil.example' })
      if (status) assert.equal(reply.status, status, path)
      assert.deepEqual([...reply.headers.keys()].filter((name) => name.startsWith('access-control-')), [], path)
      const policy = reply.headers.get('content-security-policy')!
      assert.match(policy, /default-src 'self'/)
      assert.match(policy, /object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'/)
      assert.doesNotMatch(policy, /script-src|unsafe-eval|\*/)
      for (const [name, value] of Object.entries({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin' })) assert.equal(reply.headers.get(name), value, `${path} ${name}`)
      assert.equal(reply.headers.has('x-powered-by') || reply.headers.has('server'), false)
      await reply.arrayBuffer()
    }
  })
  test('is not called over plain http by the way, once the house has an https address', async () => {
    const policyOf = async (address: string) => (await fetch(`${address}/healthz`)).headers.get('strict-transport-security')
    assert.equal(await policyOf(impatientAddress), 'max-age=31536000')
    assert.equal(await policyOf(at()), null)
  })
})

describe('a file', () => {
  const sheet = signedSheet('Danh sách ký nhận')
  test('whose name leads elsewhere, hides a part of itself, or promises something else is refused', () => unchanged(async () => {
    for (const name of ['../../secret.pdf', '/etc/passwd.pdf', 'C:\\x.pdf', '..\\x.pdf', '..', '.', 'a\0.pdf', 'a\r\nSet-Cookie: x=y.pdf', 'kế hoạch\u202efdp.pdf', `${'a'.repeat(300)}.pdf`, 'x.html', 'x.svg', ' ']) {
      const reply = await upload(sheet, name)
      assert.ok([400, 422].includes(reply.status), `${JSON.stringify(name)}: ${reply.status}`)
      const refusal = await refusalIn(reply)
      assert.ok(refusal!.text.vi && refusal!.text.en)
    }
    for (const [bytes, name] of [['<script>alert(1)</script>', 'a.pdf'], ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'a.png'], ['MZ\x90', 'a.docx'], ['<html>', 'a.html']] as const) {
      assert.equal((await refusalIn(await upload(new TextEncoder().encode(bytes), name)))!.code, 'file-kind')
    }
  }))
  test('is opened within the house only where a browser can merely draw it', async () => {
    const sheetId = newId(), importId = newId()
    const name = 'Danh sách "ký" <img src=x onerror=alert(1)>; filename=x.html – tháng 11.pdf'
    assert.equal((await send('PUT', `/api/classes/${held}/sheets/${sheetId}`, form(sheet, name))).status, 200)
    assert.equal((await bring(new TextEncoder().encode('Họ và tên,Đơn vị,Chức vụ\n<b>An</b>,Tổng Liên đoàn,Không rõ\n'), 'a.html', importId)).status, 200)
    const drawn = await send('GET', `/api/files/${sheetId}`)
    assert.deepEqual([drawn.status, drawn.headers.get('content-type'), drawn.headers.get('x-content-type-options')], [200, 'application/pdf', 'nosniff'])
    assert.match(drawn.headers.get('content-disposition')!, /^inline; filename="(?:\\"|[^"])*"; filename\*=utf-8''[^";<>\s]+$/)
    const { rows: [file] } = await system.pools.owner.query('select file_id as id from intake.import where id = $1', [importId])
    const saved = await send('GET', `/api/files/${file.id}`)
    assert.match(saved.headers.get('content-disposition')!, /^attachment;/)
    assert.match(saved.headers.get('content-type')!, /^text\/csv/)
    await Promise.all([drawn.arrayBuffer(), saved.arrayBuffer()])
  })
})

describe('a spreadsheet that was made to fill the machine', () => {
  for (const [name, make] of Object.entries(bombs)) test(`${name}: is refused where it is read`, async () => {
    await assert.rejects(readSheets(make()), (error: { code?: string; vi?: string }) => ['file-damaged', 'file-too-long'].includes(error.code ?? '') && error.vi !== '')
  })
  for (const [name, { bytes, first }] of Object.entries(oddities)) test(`${name}: are read for what they are`, async () => {
    assert.deepEqual((await readSheets(bytes()))[0]!.rows[0], first)
  })
  test('is refused over HTTP in the words of the user, nothing of it stays, and the house goes on', () => unchanged(async () => {
    for (const name of ['forty megabytes of nothing in some kilobytes', 'one shared text of forty megabytes', 'a cell whose tag never ends']) {
      const reply = await bring(bombs[name]!(), 'danh-sach.xlsx')
      assert.equal(reply.status, 422)
      assert.match((await refusalIn(reply))!.text.vi, /^Không đọc được tệp/)
    }
    assert.equal((await send('GET', '/api/access/me')).status, 200)
  }))
})

describe('what leaves for a spreadsheet or a paper', () => {
  const formulas = ['=cmd|\'/c calc\'!A1', '+1+1', '-2+3', '@SUM(A1)', '\t=1+1', '\r=1+1', '=HYPERLINK("http://evil.example","x")']
  async function isText(bytes: ArrayBuffer): Promise<string[]> {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(bytes)
    const seen: string[] = []
    workbook.worksheets[0]!.eachRow((row) => row.eachCell((cell) => {
      assert.deepEqual([cell.formula, cell.hyperlink], [undefined, undefined], String(cell.value))
      if (typeof cell.value !== 'string') return
      assert.equal(cell.type, ExcelJS.ValueType.String, cell.value)
      if (Number(cell.row) > 1) assert.equal(cell.numFmt, '@', cell.value)
      seen.push(cell.value)
    }))
    return seen
  }
  test('runs nothing on opening: the refused rows of an import, of a workbook whose cells were formulas too', async () => {
    const id = newId()
    const csv = ['Họ và tên;Đơn vị;Chức vụ;Ghi chú', ...formulas.map((text) => `"${text.replaceAll('"', '""')}";"Không có đơn vị này";"Không rõ";"${text.replaceAll('"', '""')}"`)].join('\n')
    assert.equal((await bring(new TextEncoder().encode(csv), '=1+1.csv', id)).status, 200)
    const seen = await isText(await (await send('GET', `/api/imports/${id}/refused`)).arrayBuffer())
    for (const text of ['=cmd|\'/c calc\'!A1', '+1+1', '@SUM(A1)']) assert.ok(seen.includes(text), text)
    const [grid] = await readSheets(workbookOf({ sheet: '<row r="1"><c r="A1" t="str"><f>HYPERLINK("http://evil.example")</f><v>=1+1</v></c></row>' }))
    assert.deepEqual(grid!.rows[0], ['=1+1'], 'of a formula only what it showed is read')
  })
  test('nor does a long table, nor a paper', async () => {
    async function* rows() { for (const text of formulas) yield [text, text] }
    const seen = await isText((await writeLongSheet('Dòng', [{ header: '=a' }, { header: 'b' }], rows())).buffer)
    assert.ok(seen.includes('=a') && seen.length === 2 + 2 * formulas.length, seen.join(', '))
    const written = 'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc.exe"'
    const parts = unzipSync(new Uint8Array(await toDocx({ title: '=1+1', madeAt: new Date(), dress: 'office', blocks: [{ kind: 'paragraph', line: [...formulas, written, '<w:fldSimple w:instr="DDE"/>'] }] })))
    const words = strFromU8(parts['word/document.xml']!)
    assert.ok(words.includes('&lt;w:fldSimple'))
    assert.doesNotMatch(words, /<w:(fldSimple|instrText|hyperlink)/)
  })
})

describe('a body', () => {
  test('that is too large is refused in the words of the user, and nobody’s form is not even read', () => unchanged(async () => {
    const large = await send('PUT', '/api/access/language', { language: 'x'.repeat(5_000_000) })
    assert.equal(large.status, 413)
    assert.match((await refusalIn(large))!.text.vi, /quá lớn/)
    const file = new Uint8Array(26 * 1024 * 1024)
    cookie = await signedIn('xem.so')
    const formOfReader = await upload(file, 'a.pdf')
    cookie = ''
    const formOfNobody = await upload(file.subarray(0, 1000), 'a.pdf')
    cookie = await signedIn('giu.so')
    assert.equal(formOfReader.status, 413)
    assert.match((await refusalIn(formOfReader))!.text.vi, /kèm tệp 25 MB/)
    assert.equal(formOfNobody.status, 401)
    assert.match((await refusalIn(formOfNobody))!.text.vi, /đăng nhập/)
    for (const body of ['{', '[]', 'null', '{"language":{"$ne":null}}', '{"__proto__":{"language":"en"}}', `${'['.repeat(100_000)}`]) assert.equal((await send('PUT', '/api/access/language', body, { 'content-type': 'application/json' })).status, 400, body.slice(0, 30))
  }))

  test('that comes by drops, or not at all, does not hold a connection', async () => {
    /** What was answered until the server hung up. */
    const talk = (head: string, drop?: string) => new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(impatientAddress).port), '127.0.0.1')
      let said = ''
      const dropping = drop === undefined ? undefined : setInterval(() => socket.write(drop), 50)
      socket.on('data', (data: Buffer) => { said += data.toString('latin1') })
      socket.on('error', () => {})
      socket.on('end', () => socket.destroy())
      socket.on('close', () => { clearInterval(dropping); resolve(said) })
      socket.write(head)
    })
    const post = `POST /api/access/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`
    const said = await Promise.all([talk('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n'), talk('GET /healthz HTTP/1.1\r\n', 'X-A: b\r\n'), talk(post), talk(post, ' ')])
    for (const answer of said) assert.equal(/^HTTP\/1\.1 [123]/.test(answer), false, answer)
    assert.equal((await fetch(`${impatientAddress}/healthz`, { headers: { connection: 'close' } })).status, 200, 'and others are answered')
  })
})
