// The country in small: a few dozen unions of the same making, seeded by the same steps as eleven million people.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { foldAll, verifyIndicators } from '#indicators'
import { systemActor } from '#platform/access/actor'
import { keepFilesIn } from '#platform/files/store'
import { inWork } from '#platform/work'
import { testDatabase, type TestDatabase } from '#tests/factories/database'
import { boundBefore, identities } from './ids.ts'
import { addRecords } from './records.ts'
import { documentsBefore, firstDocumentOf } from './registers.ts'
import { seedCountry, type House } from './seed.ts'
import { OtherSeed, type Heard } from './steps.ts'

const folder = mkdtempSync(join(tmpdir(), 'lotrinh-national-'))
let whole: TestDatabase, fresh: TestDatabase

const houseOf = (db: TestDatabase): House => ({
  pools: db.pools, work: (deed, { at }) => inWork({ ...db.options, now: () => at }, systemActor('test'), deed),
})
const seed = (db: TestDatabase, heard: Heard = () => {}, size = 'test', number = 237) => seedCountry(houseOf(db), { size, seed: number, portion: 400, heard })
const ask = async <T extends object = Record<string, unknown>>(db: TestDatabase, sql: string, values: unknown[] = []): Promise<T[]> => (await db.pools.owner.query(sql, values)).rows as T[]

before(async () => {
  keepFilesIn(folder)
  whole = await testDatabase()
  fresh = await testDatabase()
  await seed(whole)
})
after(async () => {
  await whole?.close()
  await fresh?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Every row that the generator makes, as one digest for each table; what doors number or date by themselves is left out. */
const digests = (db: TestDatabase) => Promise.all(Object.entries({
  'organisation.unit_version': 'id, unit_id, kind, name, parent_id, valid', 'organisation.position': 'unit_id, parent_id', 'organisation.ancestry': 'ancestor_id, unit_id, depth, valid',
  'people.person': 'id, name, born, female, phone, recorded_at', 'people.identity': 'person_id, citizen_id', 'people.placement': 'id, person_id, unit_id, standing, during', 'people.office': 'person_id, unit_id, title, full_time, basis, term, during',
  'people.absence': 'id, person_id, reason, during', 'people.workforce': 'unit_id, workers, during', 'learning.class': 'id, programme_id, unit_id, title, first_day, status, completed_on',
  'learning.session': 'id, class_id, starts_at', 'learning.nomination': 'id, seq, class_id, person_id, unit_id', 'learning.mark': 'id, session_id, person_id, state', 'learning.head_count': 'id, class_id, unit_id, heads',
  'learning.completion': 'id, person_id, programme_id, class_id, import_id, on_day, voided_at', 'plans.plan': 'unit_id, issued_on, in_force', 'plans.target': 'code, stage, share',
  'agreements.agreement': 'id, unit_id, title, number, signed_on, until, replaces', 'agreements.party': 'id, agreement_id, name, trade, province, sector, workers', 'agreements.full_text': 'id, agreement_id, body', 'agreements.passage': 'text_id, ord, path, words', 'agreements.clause': 'id, text_id, subject, case_code, said, gives',
  'emulation.model': 'id, unit_id, title, decided_on', 'emulation.use': 'id, model_id, unit_id, taken_from, started_on, ended_on', 'emulation.confirmation': 'id, use_id, on_day',
  'documents.document': 'id, unit_id, direction, type, reference, summary, registered_on, arrival_number, done_on', 'documents.document_file': 'file_id, document_id', 'documents.procedure': 'id, unit_id, code, in_use, online',
  'indicators.standing': '(select code from indicators.indicator i where i.id = indicator_id), subject_id, unit_id, stage, during, state, quantity', 'indicators.total': '(select code from indicators.indicator i where i.id = indicator_id), node_id, grain, day, counted, met, excluded',
}).map(async ([table, columns]) => {
  // Units of the foundation have versions whose identities are drawn, and the administrator is a person made at the time.
  const made = table === 'organisation.unit_version' ? 'where unit_id in (select unit_id from organisation.unit_version v where v.id between $1 and $2)' : table === 'people.person' ? 'where id between $1 and $2' : table === 'people.identity' ? 'where person_id between $1 and $2' : table === 'people.office' ? `where title <> 'administrator'` : ''
  const [row] = await ask<{ digest: string; rows: number }>(db, `select count(*)::int as rows, md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as digest from (select ${columns} from ${table} ${made}) t`, made.includes('$1') ? [boundBefore(0), boundBefore(2 ** 32)] : [])
  return `${table} ${row!.rows} ${row!.digest}`
}))

test('documents of the tops and of the units below have numbers of their own, up to the largest country', () => {
  assert.ok(firstDocumentOf(0) >= 128 * 4096, 'the tops are numbered before the first unit')
  assert.ok(identities(237)('scan', firstDocumentOf(0)) >= boundBefore(firstDocumentOf(0)))
  assert.equal(documentsBefore(0), 0, 'a range from the first unit on takes those of the tops along')
})

test('a recount from raw records finds every indicator of the seeded country equal', async () => {
  const { indicators, differences } = await verifyIndicators(whole.pools.owner)
  assert.deepEqual(differences, [])
  assert.equal(indicators.filter(({ code }) => !code.startsWith('T')).length, 17, 'beside those of plan 237')
  const counted = await ask<{ code: string; counted: number; met: number }>(whole, `select i.code, sum(l.counted)::int as counted, sum(l.met)::int as met from indicators.ledger l join indicators.indicator i on i.id = l.indicator_id where l.day <= '2026-11-21' group by 1`)
  for (const code of ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'C1', 'S1']) {
    const figure = counted.find((c) => c.code === code)!
    assert.ok(figure.met > 0 && figure.met < figure.counted, `${code}: ${figure.met} of ${figure.counted}`)
  }
})

test('every check, key and index stands again, and each was proved', async () => {
  const standing = `select c.conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(c.oid) as line from pg_constraint c join pg_namespace n on n.oid = connamespace where nspname in ('organisation', 'people', 'learning') and contype <> 'n'
    union all select indexdef from pg_indexes where schemaname in ('organisation', 'people', 'learning') order by 1`
  const lines = (rows: Record<string, unknown>[]) => rows.map((r) => r.line)
  assert.deepEqual(lines(await ask(whole, standing)), lines(await ask(fresh, standing)))
  assert.deepEqual(await ask(whole, 'select conname from pg_constraint where not convalidated'), [])
  assert.deepEqual(await ask(whole, `select nspname from pg_namespace where nspname = 'seeding'`), [])
})

test('the three years hold the reform: 63 provinces and districts until June 2025, 34 and communes since', async () => {
  const at = async (day: string) => Object.fromEntries((await ask<{ kind: string; n: number }>(whole, 'select kind, count(*)::int as n from organisation.unit_version where valid @> $1::date group by 1', [day])).map((r) => [r.kind, r.n]))
  const [june, today] = [await at('2025-06-30'), await at('2026-11-21')]
  assert.deepEqual([june['provincial-federation'], today['provincial-federation']], [63, 34])
  assert.ok(june['district-federation']! > 20)
  assert.deepEqual([today['district-federation'], june['commune-union']], [undefined, undefined])
  assert.ok(today['commune-union']! > 50)
  const kinds = await ask<{ kind: string }>(whole, 'select distinct kind from organisation.event order by 1')
  assert.deepEqual(kinds.map((r) => r.kind), ['dissolve', 'establish', 'merge', 'transfer'])
  const orphans = await ask(whole, `select v.name, v.valid from organisation.unit_version v where v.parent_id is not null
    and not v.valid <@ (select range_agg(p.valid) from organisation.unit_version p where p.unit_id = v.parent_id)`)
  assert.deepEqual(orphans, [], 'a parent lives as long as the unit hangs under it')
  // Who hung under a district is found under a commune or the province today, and nowhere twice.
  const [lost] = await ask<{ n: number }>(whole, `select count(*)::int as n from organisation.unit_version v where v.valid @> '2026-11-21'::date and v.kind = 'grassroots-union'
    and (select count(*) from organisation.ancestry a join organisation.unit_version p on p.unit_id = a.ancestor_id and p.valid @> '2026-11-21'::date where a.unit_id = v.unit_id and a.valid @> '2026-11-21'::date and p.kind = 'confederation') <> 1`)
  assert.equal(lost!.n, 0)
})

test('a seed that is stopped, and one whose connections are cut in the middle, goes on to the same rows', async () => {
  const db = await testDatabase()
  try {
    await assert.rejects(seed(db, ({ name }) => { if (name === 'people 1') throw new Error('stopped') }), /stopped/)
    await assert.rejects(seed(db, () => {}, 'test', 238), OtherSeed)
    let cut = false
    await assert.rejects(seed(db, ({ name }) => {
      if (cut || !name.startsWith('standings')) return
      cut = true
      void db.pools.owner.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()').catch(() => {})
    }))
    assert.ok(cut)
    const names: string[] = []
    await seed(db, ({ name }) => { names.push(name) })
    assert.ok(!names.includes('structure') && !names.includes('people 0'), 'what was done is not done again')
    assert.deepEqual(await digests(db), await digests(whole))
  } finally {
    await db.close()
  }
})

test('the same people one by one through the writers’ path stand as they do in bulk', async () => {
  const standings = `select i.code, s.subject_kind, s.subject_id, s.unit_id, s.stage, s.during, s.state, s.quantity, s.evidence from indicators.standing s join indicators.indicator i on i.id = s.indicator_id where s.recorded_to is null`
  const state = async () => (await ask<{ digest: string; rows: number }>(whole, `select 'standing' as what, count(*)::int as rows, md5(string_agg(t::text, ' ' order by t::text)) as digest from (${standings}) t
    union all select 'total', count(*)::int, md5(string_agg(t::text, ' ' order by t::text)) from (select * from indicators.total where counted <> 0 or met <> 0 or excluded <> 0) t
    union all select 'latest', count(*)::int, md5(string_agg(t::text, ' ' order by t::text)) from (select * from indicators.latest where counted <> 0 or excluded <> 0) t order by what`))
  await foldAll(whole.pools.app)
  const bulk = await state()
  await whole.pools.owner.query('truncate indicators.standing, indicators.ledger, indicators.total, indicators.latest, indicators.pending')
  for (const { code, source } of await ask<{ code: string; source: string }>(whole, 'select code, source::text from indicators.subject_kind order by code')) {
    const ids = (await ask<{ id: string }>(whole, `select distinct subject_id as id from ${source} order by 1`)).map((r) => r.id)
    // Few enough for the engine's way for one; with more it would take its way for many.
    for (let i = 0; i < ids.length; i += 10) await whole.pools.owner.query('select indicators.touch($1, $2::uuid[])', [code, ids.slice(i, i + 10)])
  }
  await foldAll(whole.pools.app)
  assert.deepEqual(await state(), bulk)
})

test('agreements ran out and were followed by others, models were taken over, and four of five documents are kept here', async () => {
  const [said] = await ask(whole, `select
    (select count(*) filter (where replaces is not null) > 0 and count(*) filter (where until < '2026-11-16' and not exists (select from agreements.agreement n where n.replaces = a.id)) > 0 from agreements.agreement a) as agreements,
    (select count(confirmed_at) = count(*) and count(*) between (select count(*) * 0.4 from agreements.agreement) and (select count(*) * 0.8 from agreements.agreement) from agreements.full_text) as texts,
    (select count(*) filter (where taken_from is not null) * 2 > count(*) and count(*) filter (where ended_on is not null) > 0 from emulation.use) as uses,
    (select count(*) filter (where f.file_id is not null) * 100 between count(*) * 70 and count(*) * 90 and min(registered_on) < '2025-11-01' from documents.document d left join documents.document_file f on f.document_id = d.id) as documents,
    (select count(*) = 34 * 6 and count(online) between 34 and 34 * 5 from documents.procedure) as procedures,
    (select count(*) from (select content from (select sha256 as content from files.file) x group by 1 having count(*) > 3) y) > 0 as shared`)
  assert.deepEqual(said, { agreements: true, texts: true, uses: true, documents: true, procedures: true, shared: true })
})

test('a country that was seeded before there were agreements, models and registers is given the same, with their figures', async () => {
  const [figures, rows] = [await ask(whole, `select i.code, l.node_id, l.counted, l.met from indicators.latest l join indicators.indicator i on i.id = l.indicator_id where l.counted <> 0 order by 1, 2`), (await digests(whole)).filter((line) => /^(agreements|emulation|documents)/.test(line))]
  const kinds = ['unit', 'agreement', 'document', 'procedure']
  await whole.pools.owner.query('truncate agreements.agreement, emulation.model, documents.document, documents.procedure cascade')
  await whole.pools.owner.query('delete from files.file f where not exists (select from intake.import i where i.file_id = f.id)')
  for (const kind of kinds) await whole.pools.owner.query('select indicators.touch($1, null)', [kind])
  await foldAll(whole.pools.app)
  const house = houseOf(whole), at = new Date('2026-11-21T08:30:00+07:00')
  assert.ok(await addRecords(house, { size: 'test', seed: 237, at }) > 1000)
  assert.equal(await addRecords(house, { size: 'test', seed: 237, at }), 0, 'once')
  assert.deepEqual((await digests(whole)).filter((line) => /^(agreements|emulation|documents)/.test(line)), rows)
  assert.deepEqual(await ask(whole, `select i.code, l.node_id, l.counted, l.met from indicators.latest l join indicators.indicator i on i.id = l.indicator_id where l.counted <> 0 order by 1, 2`), figures)
  assert.deepEqual((await verifyIndicators(whole.pools.owner)).differences, [])
})

test('identities follow their numbers, differ by kind and seed, and lie within the bounds of their numbers', () => {
  const [one, other] = [identities(1), identities(2)]
  const some = [0, 1, 4095, 4096, 70_000, 12_348_039].map((n) => one('member', n))
  assert.deepEqual(some.toSorted(), some)
  for (const [i, n] of [0, 1, 4095, 4096, 70_000, 12_348_039].entries()) assert.ok(boundBefore(n) <= some[i]! && some[i]! < boundBefore(n + 1))
  assert.equal(new Set([one('member', 7), one('officer', 7), other('member', 7)]).size, 3)
  assert.match(some[5]!, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
