// Row-level security, underneath every route: the role of the requests, on the told confederation, with the scope of one
// province. What it may see is said here again in other words and checked by the owner, whom no policy binds.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type pg from 'pg'
import { demonstrationHouse, type House } from './factories/house.ts'
import { makeReach } from './factories/reach.ts'

// Row t belongs to the scope, to be read and (where that differs) to be written. `within` stands for the units of the scope,
// `above` for the unions over it.
interface Bound { read: string; write?: string }
const ofPerson = (id: string) => `exists (select from people.placement m where m.person_id = ${id} and m.unit_id in (select id from within)) or exists (select from people.office o where o.person_id = ${id} and o.unit_id in (select id from within))`
const ofNomination = 'n.unit_id in (select id from within) or n.organiser_id in (select id from within)'
const classRead = (id: string) => `exists (select from learning.class c where c.id = ${id} and (c.unit_id in (select id from within) or (c.status <> 'draft' and c.unit_id in (select id from above)) or exists (select from learning.nomination n where n.class_id = c.id and (${ofNomination}))))`
const classWrite = (id: string) => `exists (select from learning.class c where c.id = ${id} and c.unit_id in (select id from within))`
const planRead = (id: string) => `exists (select from plans.plan p where p.id = ${id} and (p.unit_id in (select id from within) or (p.status <> 'draft' and p.unit_id in (select id from above))))`
const planWrite = (id: string) => `exists (select from plans.plan p where p.id = ${id} and p.unit_id in (select id from within))`
const agreementRead = (id: string) => `exists (select from agreements.agreement a where a.id = ${id} and (a.unit_id in (select id from within) or (a.status <> 'draft' and (a.unit_id in (select id from above) or exists (select from agreements.party q where q.agreement_id = a.id and q.unit_id in (select id from within))))))`
const agreementWrite = (id: string) => `exists (select from agreements.agreement a where a.id = ${id} and a.unit_id in (select id from within))`
const ofAgreement = { read: agreementRead('t.agreement_id'), write: agreementWrite('t.agreement_id') }
const ofOwnAgreement = { read: agreementWrite('t.agreement_id') }
const openCoding = `exists (select from agreements.coding c join agreements.full_text x on x.id = c.text_id where c.id = t.coding_id and (x.confirmed_at is not null or (select count(*) from agreements.coding f where f.text_id = c.text_id and f.kind = 'coder' and f.finished_at is not null) = 2))`
const own = 't.unit_id in (select id from within)'
// A model is for everyone once it is recognised, and for whoever runs it.
const modelRead = (id: string) => `exists (select from emulation.model m where m.id = ${id} and (m.status = 'recognised' or m.unit_id in (select id from within) or exists (select from emulation.use u where u.model_id = m.id and u.unit_id in (select id from within))))`
const modelWrite = (id: string) => `exists (select from emulation.model m where m.id = ${id} and m.unit_id in (select id from within))`
const ofUseRead = (id: string) => `exists (select from emulation.use u where u.id = ${id} and (u.unit_id in (select id from within) or ${modelRead('u.model_id')}))`
const ofUseWrite = (id: string) => `exists (select from emulation.use u where u.id = ${id} and u.unit_id in (select id from within))`
const account = (id: string) => `exists (select from access.account a where a.id = ${id} and (${ofPerson('a.person_id')}))`

const bound: Record<string, Bound> = {
  'organisation.unit_version': { read: '(t.unit_id in (select id from within) or t.unit_id in (select id from above))', write: 't.parent_id in (select id from within)' },
  'organisation.past_version': { read: 't.parent_id in (select id from within)' },
  'people.person': { read: ofPerson('t.id') }, 'people.placement': { read: own }, 'people.office': { read: own }, 'people.workforce': { read: own }, 'people.committee': { read: own }, 'organisation.relation': { read: `${own} or t.other_id in (select id from within)`, write: own }, 'people.absence': { read: ofPerson('t.person_id') },
  'access.account': { read: ofPerson('t.person_id') }, 'access.credential': { read: account('t.account_id') }, 'access.session': { read: account('t.account_id') },
  'access.second_factor': { read: account('t.account_id') }, 'access.recovery_code': { read: 'false' }, 'access.passkey': { read: account('t.account_id') }, 'access.api_key': { read: account('t.account_id') },
  'audit.entry': { read: own }, 'audit.access': { read: 'exists (select from people.office o where o.id = t.office_id and o.unit_id in (select id from within))' },
  'files.file': { read: `${own} or exists (select from emulation.attachment x where x.file_id = t.id and ${ofUseRead('x.use_id')})`, write: own },
  'emulation.model': { read: modelRead('t.id'), write: own }, 'emulation.author': { read: modelRead('t.model_id'), write: modelWrite('t.model_id') }, 'emulation.use': { read: `${own} or ${modelRead('t.model_id')}`, write: own },
  'emulation.confirmation': { read: ofUseRead('t.use_id'), write: ofUseWrite('t.use_id') }, 'emulation.result': { read: ofUseRead('t.use_id'), write: ofUseWrite('t.use_id') }, 'emulation.attachment': { read: ofUseRead('t.use_id'), write: ofUseWrite('t.use_id') },
  'emulation.comment': { read: modelRead('t.model_id'), write: modelWrite('t.model_id') },
  'learning.class': { read: classRead('t.id'), write: classWrite('t.id') }, 'learning.class_place': { read: classRead('t.class_id'), write: classWrite('t.class_id') },
  'learning.class_lecturer': { read: classRead('t.class_id'), write: classWrite('t.class_id') }, 'learning.session': { read: classRead('t.class_id'), write: classWrite('t.class_id') },
  'learning.nomination': { read: ofNomination.replaceAll('n.', 't.') },
  'learning.mark': { read: `exists (select from learning.nomination n where n.class_id = t.class_id and n.person_id = t.person_id and (${ofNomination}))` },
  'learning.check_in': { read: `exists (select from learning.nomination n where n.class_id = t.class_id and n.person_id = t.person_id and (${ofNomination}))`, write: classWrite('t.class_id') },
  'learning.countersignature': { read: classRead('t.class_id') }, 'learning.session_sheet': { read: 'exists (select from files.file f where f.id = t.file_id and f.unit_id in (select id from within))' },
  'learning.completion': { read: `t.organiser_id in (select id from within) or ${ofPerson('t.person_id')}` },
  'learning.certificate': { read: `${own} or ${ofPerson('t.person_id')}`, write: own },
  'learning.head_count': { read: `${own} or t.organiser_id in (select id from within)` },
  'plans.plan': { read: planRead('t.id'), write: planWrite('t.id') }, 'plans.plan_stage': { read: planRead('t.root_id'), write: planWrite('t.root_id') },
  'plans.target': { read: planRead('t.plan_id'), write: planWrite('t.plan_id') }, 'plans.target_reason': { read: planRead('t.plan_id'), write: planWrite('t.plan_id') },
  'plans.template': { read: planRead('t.plan_id'), write: planWrite('t.plan_id') }, 'plans.task': { read: `${own} or ${planRead('t.plan_id')}`, write: own },
  'documents.document': { read: own }, 'documents.document_file': { read: 'exists (select from documents.document d where d.id = t.document_id and d.unit_id in (select id from within))' }, 'documents.procedure': { read: own },
  'agreements.agreement': { read: agreementRead('t.id'), write: agreementWrite('t.id') }, 'agreements.party': ofAgreement, 'agreements.part': ofAgreement, 'agreements.amendment': ofAgreement, 'agreements.bargaining': ofAgreement,
  'agreements.widening': ofAgreement, 'agreements.judgment': ofAgreement, 'agreements.judgment_part': ofAgreement, 'agreements.attachment': ofAgreement,
  'indicators.indicator': { read: 't.owner_id is null or t.owner_id in (select id from within) or t.owner_id in (select id from above)', write: 't.owner_id is null or t.owner_id in (select id from within)' }, 'indicators.draft': { read: own },
  'agreements.full_text': ofAgreement, 'agreements.passage': ofAgreement, 'agreements.clause': ofAgreement, 'agreements.void_clause': ofAgreement, 'agreements.coding': ofOwnAgreement, 'agreements.settlement': ofOwnAgreement,
  // Of a coder's spans others see nothing before both are done: none of the offices here has coded.
  'agreements.coding_span': { read: `${agreementWrite('t.agreement_id')} and ${openCoding}`, write: 'false' }, 'agreements.refused_suggestion': { read: `${agreementWrite('t.agreement_id')} and ${openCoding}`, write: 'false' },
  'intake.import': { read: own }, 'intake.row': { read: 'exists (select from intake.import i where i.id = t.import_id and i.unit_id in (select id from within))' }, 'intake.remembered_header': { read: own },
  'jobs.progress': { read: 'false' },
  'access.sending': { read: 'false' }, 'access.key_read': { read: 'false' },
  'accounts.round': { read: own }, 'accounts.row': { read: 'exists (select from accounts.round r where r.id = t.round_id and r.unit_id in (select id from within))' },
  'jobs.product': { read: 'false' }, 'jobs.product_part': { read: 'false' }, 'messages.message': { read: 'false' }, 'messages.preference': { read: 'false' }, 'messages.device': { read: 'false' }, 'messages.calendar': { read: 'false' },
  'privacy.consent': { read: ofPerson('t.person_id') }, 'privacy.request': { read: ofPerson('t.person_id') }, 'privacy.legal_hold': { read: ofPerson('t.person_id') }, 'privacy.expiry': { read: ofPerson('t.person_id') },
}
/** Tables that every office reads whole, and why; where some are written, a policy or the grants say by whom. */
const open: Record<string, string> = {
  'agreements.clause_subject': 'a list', 'agreements.clause_case': 'a list', 'agreements.law_minimum': 'the law is the same everywhere; written at the top alone',
  'organisation.unit': 'an id alone', 'organisation.unit_code': 'a code and an id', 'organisation.unit_kind': 'a list', 'organisation.event': 'what a reader sees of it, the one route of events decides by the unit',
  'organisation.relation_kind': 'a list', 'organisation.lineage': 'ids alone', 'organisation.past_code': 'a code and an id', 'organisation.past_lineage': 'ids alone', 'organisation.ancestry': 'ids alone', 'organisation.position': 'ids alone', 'people.title': 'a list', 'documents.type': 'a list', 'learning.field': 'a list', 'learning.level': 'a list', 'learning.tag': 'a list', 'agreements.trade': 'a list', 'agreements.province': 'a list',
  'learning.programme': 'a programme is for everyone to teach; its owner writes it', 'audit.link': 'hashes alone',
  'privacy.activity': 'what is processed and why is for everyone to know; written at the top alone', 'privacy.wording': 'as above', 'privacy.clock': 'as above', 'privacy.holiday': 'as above',
  'indicators.definition': 'definitions bind everyone', 'indicators.backfill': 'how far a figure is', 'indicators.attribute': 'a list', 'indicators.rule': 'as above', 'indicators.subject_kind': 'as above', 'indicators.fact_kind': 'as above', 'indicators.fact_source': 'as above',
}

interface Table { name: string; key: string[]; columns: string[]; select: boolean; keyed: boolean; update: string | null; delete: boolean; secured: boolean; owner: string }

describe('the rows of others', () => {
  let house: House, tables: Table[], owner: pg.Pool, unitId: string
  const asOwner = async <T>(text: string, values: unknown[] = []): Promise<T[]> => (await owner.query(text, values)).rows as T[]

  before(async () => {
    house = await demonstrationHouse()
    owner = house.system.pools.owner
    const idOf = async (name: string) => (await asOwner<{ id: string }>('select unit_id as id from organisation.unit_version where name = $1 and upper_inf(valid)', [name]))[0]!.id
    unitId = await idOf('Liên đoàn Lao động tỉnh Lào Cai')
    for (const username of ['laocai', 'angiang']) await house.as(username)
    // A row of every kind on both sides, and a session that is signed in.
    for (const [id, name] of [[unitId, 'Công đoàn cơ sở Thử Lào'], [await idOf('Liên đoàn Lao động tỉnh An Giang'), 'Công đoàn cơ sở Thử An']] as const) {
      const plan = (await asOwner<{ id: string }>(`select id from plans.plan where unit_id = $1 and status = 'issued'`, [id]))[0]!.id
      const reach = await makeReach(house, { unit: id, name, below: 'grassroots-union', answers: '', plan })
      await asOwner(`insert into audit.access (account_id, office_id, person_id, fields, purpose) select null, id, person_id, array['religion'], 'Đối chiếu hồ sơ' from people.office where unit_id = $1 limit 1`, [id])
      await asOwner(`insert into access.second_factor (account_id, secret) values ($1, 'sealed')`, [reach.account])
      await asOwner(`insert into access.recovery_code (account_id, code_hash) values ($1, 'hash')`, [reach.account])
      await asOwner('insert into learning.countersignature (session_id, class_id, attended, away) values ($1, $2, 1, 0)', [reach.session, reach.class])
      await asOwner('insert into learning.session_sheet (file_id, session_id, class_id) values ($1, $2, $3)', [reach.sheet, reach.session, reach.class])
      await asOwner(`insert into access.sending (key, account_id, route, input_hash) values (gen_random_uuid(), $1, 'learning.mark', '\\x00')`, [reach.account])
      await asOwner(`insert into access.key_read (key_id, on_day, route) values ($1, '2026-11-21', 'plans.list')`, [reach.key])
      await asOwner(`insert into messages.message (id, person_id, kind, key, text_vi, text_en, path) values (gen_random_uuid(), $1, 'certificate', 'thu', 'Thử', 'Try', '/')`, [reach.person])
      await asOwner(`insert into messages.preference (account_id, mail, digest_hour) values ($1, 'none', 7) on conflict do nothing`, [reach.account])
      await asOwner(`insert into messages.device (id, account_id, session_id, endpoint, p256dh, auth) select gen_random_uuid(), $1::uuid, (select id from access.session limit 1), 'https://push.example/' || $1::text, 'k', 'a'`, [reach.account])
      await asOwner(`insert into messages.calendar (account_id, secret_hash) values ($1::uuid, 'hash ' || $1::text) on conflict do nothing`, [reach.account])
      await asOwner(`with j as (insert into jobs.progress (id, task, account_id) values (gen_random_uuid(), 'accounts.make', $1) returning id), made as (insert into jobs.product (job_id, name, until) select id, 'thu.zip', now() from j returning job_id) insert into jobs.product_part (job_id, number, name, sealed) select job_id, 1, 'thu.pdf', '\\x00' from made`, [reach.account])
      await asOwner(`insert into indicators.indicator (id, code, name_vi, name_en, counts_vi, counts_en, owner_id) values (gen_random_uuid(), $1::text, '', '', '', '', $1::uuid)`, [id])
      await asOwner(`insert into plans.template (plan_id, title, body) values ($1, 'Mẫu', '')`, [plan])
      await asOwner(`insert into agreements.refused_suggestion (coding_id, agreement_id, subject, start_at, end_at) values ($1, $2, 'bonus', 14, 36)`, [reach.coding, reach.agreement])
      await asOwner('insert into agreements.settlement (difference_id, text_id, agreement_id, person_id) values ($1, $2, $3, $4)', [reach.span, reach.fullText, reach.agreement, reach.officer])
      await asOwner('insert into agreements.void_clause (clause_id, judgment_id, agreement_id) select $1, id, agreement_id from agreements.judgment where agreement_id = $2', [reach.clause, reach.agreement])
      await asOwner(`insert into intake.remembered_header (unit_id, kind, header_key, field) values ($1, 'roster', 'ten', 'name')`, [id])
    }
    tables = await asOwner<Table>(`
      select n.nspname || '.' || c.relname as name, c.relrowsecurity as secured, pg_get_userbyid(c.relowner) as owner,
        coalesce((select array_agg(quote_ident(a.attname) order by a.attnum) from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary),
          (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' )) as key,
        has_any_column_privilege('lotrinh_app', c.oid, 'select') as select,
        (select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and has_column_privilege('lotrinh_app', c.oid, a.attname, 'update')
           and has_column_privilege('lotrinh_app', c.oid, a.attname, 'select') order by a.attnum desc limit 1) as update,
        has_table_privilege('lotrinh_app', c.oid, 'delete') as delete
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'graphile_worker') order by 1`)
  })
  after(() => house?.close())

  const keyOf = (t: Table, as = 't') => `concat_ws(' ', ${t.key.map((column) => `${as}.${column}::text`).join(', ')})`
  /** Units of the scope and unions above it, as the owner knows them. */
  const scoped = `with s as (select lft, rgt from organisation.position where unit_id = $1), within as (select p.unit_id as id from organisation.position p, s where p.lft between s.lft and s.rgt),
    above as (select p.unit_id as id from organisation.position p, s where p.lft < s.lft and p.rgt >= s.rgt)`

  /** As a request, with the scope of the province; nothing is kept. */
  async function asApp<T>(scope: { lft: number; rgt: number } | null, deed: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await house.system.pools.appPool.connect()
    try {
      await client.query('begin')
      // As inWork says it of nobody, in an office that answers for personal data, which sees the most: a pooled connection has the settings as empty texts.
      await client.query(`select set_config('app.lft', $1, true), set_config('app.rgt', $2, true), set_config('app.account', '', true), set_config('app.person', '', true), set_config('app.office', '', true), set_config('app.privacy', '1', true)`, scope ? [String(scope.lft), String(scope.rgt)] : ['', ''])
      return await deed(client)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  const scopeOfProvince = async () => (await asOwner<{ lft: number; rgt: number }>('select lft, rgt from organisation.position where unit_id = $1', [unitId]))[0]!

  test('the role of the requests owns nothing and can bypass nothing', async () => {
    const [role] = await asOwner(`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolcanlogin from pg_roles where rolname = 'lotrinh_app'`)
    assert.deepEqual(role, { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false, rolcanlogin: false })
    assert.deepEqual(await asOwner(`select c.oid::regclass::text as owned from pg_class c where pg_get_userbyid(c.relowner) = 'lotrinh_app' union all select nspname from pg_namespace where pg_get_userbyid(nspowner) = 'lotrinh_app'
      union all select proname from pg_proc where pg_get_userbyid(proowner) = 'lotrinh_app'`), [])
    assert.deepEqual(await asOwner(`select roleid::regrole::text as belongs from pg_auth_members where member = 'lotrinh_app'::regrole`), [], 'it is a member of no other role')
    assert.deepEqual(await asOwner(`select nspname from pg_namespace where nspname !~ '^pg_' and has_schema_privilege('lotrinh_app', oid, 'create') and nspname <> 'public'`), [], 'it makes no tables of its own')
    const [me] = (await house.system.pools.appPool.query(`select current_user as name, current_setting('is_superuser') as superuser`)).rows
    assert.deepEqual(me, { name: 'lotrinh_app', superuser: 'off' })
  })

  test('every table is bound by a policy, or open for a reason, or closed to the requests', () => {
    for (const t of tables) {
      if (!t.select) continue
      assert.ok(t.name in bound !== t.name in open, `${t.name} is either bound or open`)
      if (t.name in bound) assert.ok(t.secured, `${t.name} has row-level security`)
    }
    const known = new Set(tables.filter((t) => t.select).map((t) => t.name))
    assert.deepEqual([...Object.keys(bound), ...Object.keys(open)].filter((name) => !known.has(name)), [])
    for (const closed of ['people.identity', 'access.verification', 'access.attempt', 'indicators.standing', 'indicators.ledger', 'indicators.total', 'audit.unsealed', 'learning.session_code', 'learning.pass']) assert.ok(!known.has(closed), `${closed} is closed`)
  })

  test('a province reads what is its own, and no row of another', async () => {
    const scope = await scopeOfProvince()
    for (const t of tables.filter((t) => t.name in bound)) {
      const seen = await asApp(scope, async (client) => (await client.query(`select ${keyOf(t)} as key from ${t.name} t`)).rows.map((r) => r.key as string))
      const [counts] = await asOwner<{ all: number; allowed: number }>(`${scoped} select count(*)::int as all, count(*) filter (where ${bound[t.name]!.read})::int as allowed from ${t.name} t`, [unitId])
      const beyond = await asOwner<{ key: string }>(`${scoped} select ${keyOf(t)} as key from ${t.name} t where ${keyOf(t)} = any($2) and (${bound[t.name]!.read}) is not true limit 3`, [unitId, seen])
      assert.deepEqual(beyond, [], `${t.name} shows rows of others`)
      if (counts!.allowed > 0) assert.ok(seen.length > 0, `${t.name} shows its own rows`)
      if (!unseen.has(t.name)) assert.ok(counts!.all > counts!.allowed, `${t.name} holds rows of others to be hidden`)
    }
  })

  test('a province changes and deletes no row of another', async () => {
    const scope = await scopeOfProvince()
    for (const t of tables.filter((t) => t.name in bound && (t.update || t.delete))) {
      const { read, write = read } = bound[t.name]!
      const others = (await asOwner<{ key: string }>(`${scoped} select ${keyOf(t)} as key from ${t.name} t where (${write}) is not true limit 3000`, [unitId])).map((r) => r.key)
      const attempts = [t.update && `update ${t.name} t set ${t.update} = ${t.update} where ${keyOf(t)} = any($1)`, t.delete && `delete from ${t.name} t where ${keyOf(t)} = any($1)`]
      for (const attempt of attempts.filter((text) => text !== null && text !== false)) {
        const changed = await asApp(scope, async (client) => {
          try {
            return (await client.query(attempt, [others])).rowCount
          } catch (error) {
            // The policy's own refusal; a key or a trigger that refuses later would have let it through.
            assert.equal((error as { code?: string }).code, '42501', `${attempt}: ${(error as Error).message}`)
            return 0
          }
        })
        assert.equal(changed, 0, `${attempt.split(' where')[0]} reached rows of others`)
      }
    }
  })

  test('without a scope there are no rows at all', async () => {
    for (const t of tables.filter((t) => t.name in bound)) {
      const [row] = await asApp(null, async (client) => (await client.query(`select count(*)::int as n from (select ${t.key[0]} from ${t.name} t) t`)).rows)
      assert.equal(row.n, 0, `${t.name} shows rows to nobody`)
    }
  })
})

/** Stages stand with the plan of the Confederation, which everyone reads; progress is shown only to whoever began the work. */
const unseen = new Set(['plans.plan_stage', 'jobs.progress'])
