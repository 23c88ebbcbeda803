// Personal data on a running house: what is declared, what one asks and agrees to, how a record is restricted, forgotten and
// kept. The person concerned held an office, lectured nowhere, completed a class, has a certificate and an account.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { newId } from '#base/id'
import { figuresOf, foldAll, verifyIndicators } from '#indicators'
import { endOffice } from '#people'
import { sealAudit, verifyAudit } from '#platform/audit/verify'
import { commitImport, receive } from '#app/intake/index'
import type { Concerned, Expiry, MyData, PrivacyRequest } from '#app/privacy/contract'
import { holdings } from '#app/privacy/holdings'
import { findExpired } from '#app/privacy/server/retention'
import { sourceOf } from '#platform/sheets/source'
import { demonstrationHouse, type House } from './factories/house.ts'
import { makeReach, rosterOf, type Reach } from './factories/reach.ts'

type Call = Awaited<ReturnType<House['as']>>
interface Said { data?: { refusals: { code: string; text: { vi: string } }[] } }

describe('personal data', () => {
  let house: House, reach: Reach, officer: Call, person: Call, province: Call, name: string, username: string
  const rows = async (query: string, values: unknown[] = []) => (await house.system.pools.owner.query(query, values)).rows
  const one = async (query: string, values: unknown[] = []) => (await rows(query, values))[0]
  const unit = async (called: string): Promise<string> => (await one('select unit_id as id from organisation.unit_version where name = $1 and upper_inf(valid)', [called])).id
  const ok = async <T>(answer: Promise<{ status: number; body: T }>): Promise<T> => {
    const { status, body } = await answer
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const refused = async (answer: Promise<{ status: number; body: unknown }>): Promise<{ code: string; vi: string }> => {
    const { status, body } = await answer
    assert.ok(status >= 400 && status < 500, `${status} ${JSON.stringify(body)}`)
    const [first] = (body as Said).data!.refusals
    return { code: first!.code, vi: first!.text.vi }
  }
  /** A request of the person, told to the officer; its id. */
  const ask = async (kind: string, more: object = {}): Promise<string> => {
    const id = newId()
    await ok(person('PUT', `/privacy/mine/requests/${id}`, { kind, asked: 'Đề nghị giải quyết', ...more }))
    return id
  }
  const decide = (id: string, granted = true) => officer('PUT', `/privacy/requests/${id}/decision`, { granted, reason: 'Theo đề nghị của người có dữ liệu' })
  /** What is reported of the country, the province and the union, on three days. */
  const figures = async () => {
    await foldAll(house.system.pools.app)
    const top = await unit('Tổng Liên đoàn Lao động Việt Nam')
    return house.system.work(async (w) => {
      const all = []
      for (const id of [top, reach.unit, reach.child]) for (const on of ['2026-03-01', '2026-11-17', '2026-11-21']) all.push(await figuresOf(w, id, { on }))
      return all
    })
  }

  before(async () => {
    house = await demonstrationHouse()
    const laoCai = await unit('Liên đoàn Lao động tỉnh Lào Cai')
    reach = await makeReach(house, { unit: laoCai, name: 'Công đoàn cơ sở Thử Lào', below: 'grassroots-union', answers: '', plan: (await one(`select id from plans.plan where unit_id = $1 and status = 'issued'`, [laoCai])).id })
    ;({ username, name } = await one('select a.username, p.name from access.account a join people.person p on p.id = a.person_id where a.id = $1', [reach.account]))
    // The person signs in as the demonstration accounts do.
    await rows(`update access.credential set password = (select c.password from access.credential c join access.account a on a.id = c.account_id where a.username = 'laocai') where account_id = $1`, [reach.account])
    await rows('update access.account set must_change = false where id = $1', [reach.account])
    officer = await house.as('dulieu')
    province = await house.as('laocai')
    person = await house.as(username)
  })
  after(() => house?.close())

  test('every column of the database that names a person is declared by a room, and what is given out is declared field by field', async () => {
    const naming = await rows(`
      select n.nspname || '.' || c.relname as table, a.attname as column from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
      where k.contype = 'f' and k.confrelid in ('people.person'::regclass, 'access.account'::regclass, 'access.second_factor'::regclass)
      union select n.nspname || '.' || c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') join pg_namespace n on n.oid = c.relnamespace
      where a.attnum > 0 and not a.attisdropped and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'public')
        and (a.attname in ('person_id', 'account_id', 'by_name', 'imported_by', 'undone_by', 'recorded_by', 'decided_by_person', 'confirmed_by') or (n.nspname, c.relname) in (('people', 'person'), ('people', 'identity'), ('access', 'account')))
      order by 1, 2`) as { table: string; column: string }[]
    assert.ok(naming.length > 40)
    const technical = ['people.person.given_name', 'people.person.name_fold', 'people.person.import_id', 'access.account.image']
    const declared = new Set([...technical, ...holdings.flatMap((h) => [h.whose, ...Object.keys(h.fields), ...h.beside ?? []].map((column) => `${h.table}.${column}`))])
    assert.deepEqual(naming.map(({ table, column }) => `${table}.${column}`).filter((column) => !declared.has(column)), [], 'say in the holdings of the room whose they are and what becomes of them')
    const codes = new Set((await rows('select code from privacy.activity')).map((a) => a.code))
    assert.deepEqual(holdings.filter((h) => !codes.has(h.activity)).map((h) => h.table), [], 'each belongs to a processing activity')
  })

  test('no audit line holds the name of a person', async () => {
    // Each saying once, and none that is only an id: every line against every name is many millions of comparisons.
    const found = await rows(`
      with said as materialized (select v #>> '{}' as said, min(e.action) as action from audit.entry e cross join lateral jsonb_path_query(e.detail, '$.**') v
        where jsonb_typeof(v) = 'string' and v #>> '{}' !~ '^[0-9a-f-]{36}$' group by 1)
      select said.action, p.name from said join (select distinct name from people.person p join people.office o on o.person_id = p.id) p on strpos(said.said, p.name) > 0 limit 5`)
    assert.deepEqual(found, [])
  })

  test('a person sees what is held, and takes it home as a file that speaks of nobody else', async () => {
    const mine = await ok(person<MyData>('GET', '/privacy/mine'))
    assert.equal(mine.person?.name, name)
    for (const table of ['people.office', 'learning.mark', 'learning.completion', 'learning.certificate', 'access.account', 'access.session']) assert.ok(mine.held.some((h) => h.table === table && h.records > 0), table)
    const file = await zipOf(`/privacy/mine/export`, username)
    const told = JSON.parse(new TextDecoder().decode(file['du-lieu-ca-nhan.json'])) as { data: { table: string; records: Record<string, unknown>[] }[] }
    assert.deepEqual(new Set(told.data.map((d) => d.table)), new Set(mine.held.map((h) => h.table)), 'every table of which a record is held is in it')
    assert.ok(file['du-lieu-ca-nhan.xlsx']!.length > 2000)
    const text = JSON.stringify(told)
    assert.ok(text.includes(name) && (await one('select citizen_id from people.identity where person_id = $1', [reach.officer])).citizen_id.length === 12 && text.includes('citizen_id'))
    const others = await rows('select p.id, p.name from people.person p where p.id = any($1)', [[reach.person, reach.fresh]])
    for (const one of others) assert.ok(!text.includes(one.id) && !text.includes(one.name), `${one.name} is not in it`)
    assert.ok(!/password|token_hash|secret|public_key/.test(text))
    assert.equal((await officer('GET', '/privacy/mine/export')).status, 200)
    assert.equal((await province('GET', `/privacy/people/${reach.officer}`)).status, 403, 'who does not answer for personal data sees no requests')
  })

  async function zipOf(path: string, as: string): Promise<Record<string, Uint8Array>> {
    const signedIn = await fetch(`${house.address}/api/access/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: as, password: house.password }) })
    const reply = await fetch(`${house.address}/api${path}`, { headers: { cookie: signedIn.headers.getSetCookie()[0]!.split(';')[0]! } })
    assert.equal(reply.headers.get('content-type'), 'application/zip')
    return unzipSync(new Uint8Array(await reply.arrayBuffer()))
  }

  test('what rests on consent is written with it, read for a purpose that the person sees, and gone when it is withdrawn', async () => {
    const profile = { ethnicity: 'Giáy', religion: null, partyMember: true }
    const consent = (given: boolean, version = 1) => person('PUT', '/privacy/mine/consents/profile', { consentId: newId(), given, version, profile: given ? profile : null })
    const read = () => officer<{ ethnicity: string | null; citizenId: string | null; withheld: boolean }>('POST', `/people/${reach.officer}/sensitive-reads`, { purpose: 'Lập hồ sơ khen thưởng' })
    assert.equal((await ok(read())).withheld, true, 'silence is no consent')
    assert.equal((await refused(consent(true, 7))).code, 'wording')
    await ok(consent(true))
    await ok(consent(true))
    const opened = await ok(read())
    assert.deepEqual([opened.ethnicity, opened.withheld], ['Giáy', false])
    assert.equal((await rows('select id from privacy.consent where person_id = $1', [reach.officer])).length, 1, 'pressed twice, given once')
    const { readings, consents } = await ok(person<MyData>('GET', '/privacy/mine'))
    assert.deepEqual(readings.map((r) => [r.purpose, r.title?.vi, r.fields.includes('ethnicity')]), [['Lập hồ sơ khen thưởng', 'Cán bộ bảo vệ dữ liệu cá nhân', true], ['Lập hồ sơ khen thưởng', 'Cán bộ bảo vệ dữ liệu cá nhân', false]])
    assert.ok(readings[0]!.reader)
    assert.equal(consents[0]!.given?.by, 'own-page')
    await ok(consent(false))
    assert.deepEqual(await one('select ethnicity, party_member from people.identity where person_id = $1', [reach.officer]), { ethnicity: null, party_member: null })
    assert.equal((await ok(read())).withheld, true)
  })

  test('a consent on paper is kept with its scan, and withdrawn by a request', async () => {
    const form = new FormData()
    for (const [field, value] of Object.entries({ activity: 'profile', version: '1', on: '2026-11-20' })) form.set(field, value)
    form.set('file', new File([new TextEncoder().encode('%PDF-1.4\n%%EOF')], 'Phiếu đồng ý.pdf', { type: 'application/pdf' }))
    const signedIn = await fetch(`${house.address}/api/access/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: 'dulieu', password: house.password }) })
    const reply = await fetch(`${house.address}/api/privacy/people/${reach.officer}/consents/${newId()}`, { method: 'PUT', headers: { cookie: signedIn.headers.getSetCookie()[0]!.split(';')[0]! }, body: form })
    assert.equal(reply.status, 200, await reply.text())
    const { given } = (await ok(person<MyData>('GET', '/privacy/mine'))).consents[0]!
    assert.deepEqual([given!.by, given!.on], ['paper', '2026-11-20'])
    assert.equal((await province('GET', `/files/${given!.fileId}`)).status, 404, 'the scan is kept where the officer acts')
    await ok(decide(await ask('withdraw', { activity: 'profile' })))
    assert.equal((await ok(person<MyData>('GET', '/privacy/mine'))).consents[0]!.given, null)
  })

  test('a request is promised by the clock, answered, extended once, decided once, and its person sees all of it', async () => {
    const id = await ask('see')
    await ok(person('PUT', `/privacy/mine/requests/${id}`, { kind: 'see', asked: 'Đề nghị giải quyết' }))
    const seen = async () => (await ok(person<MyData>('GET', '/privacy/mine'))).requests.find((r) => r.id === id)!
    // Saturday the 21st: two working days end on Tuesday, ten days of the calendar on the 1st.
    assert.deepEqual(await seen().then(({ answerBy, finishBy, due }) => [answerBy, finishBy, due!.what, due!.left]), ['2026-11-24', '2026-12-01', 'answer', 3])
    assert.equal((await ok(officer<{ rows: PrivacyRequest[] }>('GET', '/privacy/requests'))).rows.filter((r) => r.id === id).length, 1, 'sent twice, there once')
    await ok(officer('PUT', `/privacy/requests/${id}/answer`, { answer: 'Đã nhận, đang chuẩn bị bản sao', others: true }))
    assert.equal((await refused(officer('PUT', `/privacy/requests/${id}/answer`, { answer: 'Đã nhận lần nữa', others: false }))).code, 'answered')
    assert.equal((await seen()).finishBy, '2026-12-11', 'others must act too')
    await ok(officer('PUT', `/privacy/requests/${id}/extension`, { to: '2026-12-20', reason: 'Hồ sơ nằm ở ba đơn vị' }))
    assert.equal((await refused(officer('PUT', `/privacy/requests/${id}/extension`, { to: '2026-12-22', reason: 'Vẫn chưa xong' }))).code, 'extended')
    await ok(officer('PUT', `/privacy/requests/${newId()}`, { personId: reach.officer, kind: 'correct', asked: 'Đơn ghi tay, nhận tại văn phòng', askedOn: '2026-11-01' }))
    const late = await ok(officer<{ rows: PrivacyRequest[] }>('GET', '/privacy/requests?which=late'))
    assert.deepEqual(late.rows.filter((r) => r.personId === reach.officer).map((r) => [r.madeBy, r.due!.by, r.due!.left]), [['paper', '2026-11-03', -18]], 'what came on paper counts from its receipt')
    await ok(decide(id))
    assert.equal((await refused(decide(id, false))).code, 'decided')
    assert.deepEqual(await seen().then(({ granted, reason, due }) => [granted, reason, due]), [true, 'Theo đề nghị của người có dữ liệu', null])
    const own = newId()
    await ok(officer('PUT', `/privacy/mine/requests/${own}`, { kind: 'see', asked: 'Bản sao của tôi' }))
    assert.equal((await refused(decide(own))).code, 'own-request')
  })

  test('a restricted record is listed as before; its details are for the person and the privacy officer, who alone change them', async () => {
    const card = (call: Call) => ok(call<{ name: string; born: string | null; restricted: boolean; writable: boolean }>('GET', `/people/${reach.officer}`))
    const change = (call: Call) => call('PUT', `/people/${reach.officer}/details`, { name, born: '1983-03-05', female: true })
    assert.equal((await card(province)).born, '1983-03-04')
    await ok(decide(await ask('restrict')))
    assert.deepEqual(await card(province).then((c) => [c.name, c.born, c.restricted, c.writable]), [name, null, true, false])
    const listed = await ok(province<{ rows: { id: string; born: string | null }[] }>('GET', `/units/${reach.child}/people?on=2026-11-21&who=official`))
    assert.deepEqual(listed.rows.filter((r) => r.id === reach.officer).map((r) => r.born), [null], 'listed, without the birth')
    assert.equal((await refused(change(province))).code, 'restricted')
    assert.equal((await refused(province('PUT', `/placements/${newId()}`, { personId: reach.officer, unitId: reach.child, standing: 'member', from: '2026-11-20' }))).code, 'restricted')
    const past = await house.system.work(async (w) => w.tx.updateTable('people.person').set({ female: false }).where('id', '=', reach.officer).executeTakeFirst(), { actor: await actorOf('laocai') })
    assert.equal(Number(past.numUpdatedRows), 0, 'and past every route the database keeps it')
    assert.equal((await card(person)).born, '1983-03-04')
    await ok((await house.as('quantri'))('PUT', `/people/${reach.officer}/details`, { name, born: '1983-03-05', female: true }))
    await ok(officer('PUT', `/privacy/people/${reach.officer}/restriction`, { restricted: false, reason: 'Đã đính chính xong' }))
    assert.equal((await card(province)).born, '1983-03-05')
  })

  async function actorOf(who: string) {
    const signedIn = await fetch(`${house.address}/api/access/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: who, password: house.password }) })
    return (await house.system.access.actorOf(new Headers({ cookie: signedIn.headers.getSetCookie()[0]!.split(';')[0]! }), '2026-11-21'))!
  }

  test('erasure takes who it was and leaves what was counted: no figure moves, both verifications are clean', async () => {
    const id = await ask('erase')
    assert.equal((await refused(decide(id))).code, 'still-stands')
    await house.system.work(async (w) => {
      for (const { id: officeId } of await rows('select id from people.office where person_id = $1', [reach.officer])) await endOffice(w, { officeId, on: '2026-11-20' })
    })
    const holdId = newId()
    await ok(officer('PUT', `/privacy/holds/${holdId}`, { personId: reach.officer, reason: 'Vụ kiện lao động số 12/2026' }))
    assert.deepEqual(await refused(decide(id)), { code: 'hold', vi: 'Đang có lệnh giữ dữ liệu: Vụ kiện lao động số 12/2026' })
    await assert.rejects(house.system.work(async (w) => sql`select people.forget(${reach.officer}::uuid)`.execute(w.tx)), /a legal hold stands/, 'past every rule the database keeps it')
    await ok(officer('PUT', `/privacy/holds/${holdId}/lifting`, { reason: 'Vụ kiện đã kết thúc' }))

    const before = await figures()
    const count = async () => one(`select (select count(*) from learning.completion where person_id = $1 and voided_at is null)::int as completions, (select count(*) from learning.mark where person_id = $1)::int as marks, (select count(*) from people.office where person_id = $1)::int as offices`, [reach.officer])
    const lawful = await count()
    await ok(decide(id))
    assert.deepEqual(await figures(), before)
    assert.deepEqual(await count(), lawful)
    assert.ok(lawful.completions > 0 && lawful.marks > 0 && lawful.offices > 1)

    const left = await one('select name, born, phone, email from people.person where id = $1', [reach.officer])
    assert.match(left.name, /^Người đã khử nhận dạng [0-9A-F]{6}$/)
    assert.deepEqual([left.born, left.phone, left.email], [null, null, null])
    assert.deepEqual(await rows('select from people.identity where person_id = $1', [reach.officer]), [])
    assert.deepEqual(await rows('select from access.account where id = $1', [reach.account]), [])
    assert.equal((await person('GET', '/privacy/mine')).status, 401, 'the account is gone with its sessions')
    await foundNowhere(name)
    assert.deepEqual((await ok(province<{ id: string }[]>('GET', `/people/search?search=${encodeURIComponent('Nữ Công Lào')}&on=2026-11-21`))).filter((p) => p.id === reach.officer), [])
    assert.equal((await refused((await house.as('quantri'))('PUT', `/people/${reach.officer}/details`, { name: 'Lò Thị Lại', born: null, female: true }))).code, 'deidentified')
    assert.equal((await ok(officer<Concerned>('GET', `/privacy/people/${reach.officer}`))).deidentified, true)

    assert.deepEqual((await verifyIndicators(house.system.pools.owner)).differences, [])
    await sealAudit(house.system.pools)
    assert.deepEqual((await verifyAudit(house.system.pools)).broken, [])
  })

  /** In no text column of any table of the rooms. */
  async function foundNowhere(text: string): Promise<void> {
    const columns = await rows(`select n.nspname || '.' || c.relname as table, quote_ident(a.attname) as column from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r' join pg_namespace n on n.oid = c.relnamespace
      where a.attnum > 0 and not a.attisdropped and a.atttypid in ('text'::regtype, 'jsonb'::regtype) and n.nspname not in ('pg_catalog', 'information_schema', 'public', 'graphile_worker')`) as { table: string; column: string }[]
    const query = columns.map(({ table, column }) => `select '${table}.${column}' as place where exists (select from ${table} t where strpos(t.${column}::text, $1) > 0)`).join(' union all ')
    assert.deepEqual((await rows(query, [text])).map((r) => r.place), [])
  }

  test('what is past its retention is listed for a decision; a hold keeps it off, and nothing goes by itself', async () => {
    const top = await house.as('quantri')
    const importId = newId(), kept = newId()
    for (const [id, who] of [[importId, 'Đỗ Thị Đã Lâu'], [kept, 'Đỗ Thị Còn Giữ']] as const) {
      await house.system.work((w) => receive(w, { id, unitId: reach.unit, name: 'danh-sach-cu.csv', pieces: sourceOf(rosterOf(who, 'Công đoàn cơ sở Thử Lào Một')).pieces() }))
      await house.system.work((w) => commitImport(w, id))
    }
    const { subject_id: held } = await one('select subject_id from intake.row where import_id = $1 and subject_id is not null', [kept])
    await ok(officer('PUT', `/privacy/holds/${newId()}`, { personId: held, reason: 'Đang thanh tra' }))
    const activity = (await one('select * from privacy.activity where code = $1', ['import']))
    const write = (call: Call, keepMonths: number) => call('PUT', '/privacy/activities/import', {
      purpose: { vi: activity.purpose_vi, en: activity.purpose_en }, basis: 'law', basisText: null, recipients: { vi: activity.recipients_vi, en: activity.recipients_en }, measures: { vi: activity.measures_vi, en: activity.measures_en }, keepMonths, begunOn: null, wording: null })
    assert.equal((await province('PUT', '/privacy/activities/import', {})).status, 403)
    await ok(write(top, 1))
    house.clock.now = new Date('2027-01-10T02:00:00Z')
    await house.system.work(findExpired)
    await house.system.work(findExpired)
    const again = await house.as('dulieu')
    const listed = async () => (await ok(again<{ rows: Expiry[] }>('GET', '/privacy/retention?limit=1000'))).rows
    const [found] = (await listed()).filter((e) => e.importId === importId)
    assert.equal(found!.dueOn, '2026-12-21')
    assert.deepEqual((await listed()).filter((e) => e.importId === kept), [], 'the held one is not listed')
    assert.equal((await refused(again('PUT', `/privacy/retention/${found!.id}`, { keep: true }))).code, 'reason')
    await ok(again('PUT', `/privacy/retention/${found!.id}`, { keep: false }))
    assert.deepEqual((await listed()).filter((e) => e.importId === importId), [])
    const { file_id: fileId } = await one('select file_id from intake.import where id = $1', [importId])
    assert.equal((await (await house.as('quantri'))('GET', `/files/${fileId}`)).status, 410)
    assert.deepEqual(await rows(`select from intake.row where import_id = $1 and content is not null`, [importId]), [])
  })
})
