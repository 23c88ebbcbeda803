import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRouterClient, ORPCError } from '@orpc/server'
import { writeAgreement } from '#agreements'
import { newId } from '#base/id'
import { consolidate, merge, perform } from '#organisation'
import type { StructuralChange } from '#organisation/contract'
import type { Actor } from '#platform/access/actor'
import { inTrial } from '#platform/work'
import { world, type World } from '#tests/factories/learning'
import type { Trial } from '../contract.ts'
import { structureRoutes } from './routes.ts'
import { tryChange } from './trial.ts'

const decision = (effectiveOn = '2026-11-01') => ({ number: '9/QĐ-TLĐ', on: '2026-10-20', by: 'Tổng Liên đoàn', effectiveOn })
let x: World
before(async () => {
  x = await world()
  await x.officials(x.laoCai, ['Nguyễn Văn An', 'Lò Thị Bình'])
  await x.officials(x.anGiang, ['Trần Thị Cúc'])
  await x.members(x.grassroots, ['Lý Văn Dũng', 'Lý Thị Em', 'Lý Thị Hoa'])
  await x.openClass()
  await x.pools.owner.query(`insert into plans.plan (id, unit_id, root_id, title) select i, $1, i, 'Kế hoạch của phường' from (select gen_random_uuid() as i) n`, [x.commune])
  await x.work((w) => writeAgreement(w, { id: newId(), unitId: x.grassroots, content: { kind: 'enterprise', title: 'Thỏa ước Chè Bản Xanh', number: null, signedOn: null, effectiveOn: null, until: null, workers: null, workersOn: null, vote: { votedOn: null, entitled: null, inFavour: null }, sentOn: null, sentTo: null, replaces: null, parties: [], parts: [] } }))
})
after(() => x.close())

/** Every row that is kept, as a digest by table. */
async function kept(): Promise<string> {
  const { rows } = await x.pools.owner.query(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ('organisation', 'people', 'indicators', 'plans', 'learning', 'agreements', 'audit', 'jobs') order by 1`)
  const counts: string[] = []
  for (const { name } of rows) counts.push(`${name} ${(await x.pools.owner.query(`select md5(coalesce(string_agg(t::text, ';' order by t::text), '')) as all from ${name} t`)).rows[0].all}`)
  return counts.join('\n')
}
const tryIt = (change: StructuralChange, actor?: Actor, on?: string) => inTrial(x.options, actor ?? structuredClone(whole), (w) => tryChange(w, change, change.kind === 'undo' ? null : decision(on)))
const whole = { accountId: 'x', name: 'x', personId: null, offices: [], language: 'vi' as const, acting: { officeId: null, unitId: null, lft: 0, rgt: 2_147_483_647, verbs: new Set() } } as unknown as Actor
const line = (t: Trial, unitId: string) => { const f = t.figures.find((each) => each.unitId === unitId)?.indicators[0]; return f ? [f.before.counted, f.after.counted] : null }

test('a merge tried lists who and what moves and which figures change, and leaves no trace', async () => {
  const untouched = await kept()
  const tried = await tryIt({ kind: 'merge', asked: { into: x.anGiang, from: [x.laoCai] } })
  assert.equal(await kept(), untouched)
  assert.deepEqual([tried.end.map((u) => u.name), tried.begin, tried.nothing], [['LĐLĐ tỉnh Lào Cai'], [], false])
  assert.deepEqual(tried.rehung.listed.map((u) => [u.name, u.from, u.to]), [['Công đoàn phường Cam Đường', 'LĐLĐ tỉnh Lào Cai', 'LĐLĐ tỉnh An Giang']])
  assert.deepEqual([tried.moved.total, tried.people], [3, { officials: 2, fullTime: 2, members: 3, workers: 0 }])
  assert.deepEqual([tried.classes.listed.map((c) => c.title), tried.plans.listed.map((p) => [p.title, p.unitName])], [['Bồi dưỡng chuyển đổi số khóa 1'], [['Kế hoạch của phường', 'Công đoàn phường Cam Đường']]])
  assert.deepEqual(tried.agreements.listed.map((a) => [a.title, a.unitName]), [['Thỏa ước Chè Bản Xanh', 'CĐCS Công ty Chè Bản Xanh']])
  assert.deepEqual([line(tried, x.anGiang), line(tried, x.root)], [[1, 3], null], 'the Confederation counts the same people')
})

test('what was tried is what comes to be, and undoing it tries the way back', async () => {
  const change: StructuralChange = { kind: 'merge', asked: { into: x.anGiang, from: [x.laoCai] } }
  const tried = await tryIt(change)
  const eventId = newId()
  await x.work((w) => perform(w, change, decision(), eventId))
  for (const { unitId, indicators } of tried.figures) assert.deepEqual(await x.figure(unitId, tried.figuresOn), [indicators[0]!.after.counted, indicators[0]!.after.met, indicators[0]!.after.excluded])
  assert.deepEqual((await tryIt(change)).nothing, true, 'it is so already')
  const undo: StructuralChange = { kind: 'undo', asked: { unitId: x.anGiang, eventId, reason: 'Nhập nhầm quyết định' } }
  const back = await tryIt(undo)
  assert.deepEqual([back.effectiveOn, back.begin.map((u) => u.name), line(back, x.anGiang), line(back, x.laoCai)], ['2026-11-01', ['LĐLĐ tỉnh Lào Cai'], [3, 1], null])
  await x.work((w) => perform(w, undo, null))
  assert.deepEqual(await x.figure(x.anGiang, '2026-11-21'), [1, 0, 0])
})

test('a change of coming days tells the figures of its first day', async () => {
  const unit = { id: newId(), kind: 'provincial-federation', name: 'LĐLĐ tỉnh Hợp Nhất' }
  const tried = await tryIt({ kind: 'consolidate', asked: { parentId: x.root, from: [x.laoCai, x.anGiang], unit } }, undefined, '2027-01-01')
  assert.deepEqual([tried.figuresOn, tried.begin.map((u) => u.name), tried.end.length, line(tried, unit.id)], ['2027-01-01', ['LĐLĐ tỉnh Hợp Nhất'], 2, [0, 3]])
})

test('what would be refused is refused when tried, and nothing is told of what lies out of reach', async () => {
  const client = (actor: Actor) => createRouterClient(structureRoutes, { context: x.request(actor) })
  const refusal = async (deed: Promise<unknown>) => deed.then(() => 'answered', (error: unknown) => (error instanceof ORPCError ? (error.data as { refusals: { code: string }[] }).refusals[0]!.code : Promise.reject(error)))
  const laoCai = await x.from(x.laoCai)
  assert.equal(await refusal(client(laoCai).trial({ change: { kind: 'dissolve', asked: { unitId: x.commune } }, decision: decision() })), 'units-below')
  assert.equal(await refusal(client(laoCai).trial({ change: { kind: 'transfer', asked: { parentId: x.anGiang, unitIds: [x.commune] } }, decision: decision() })), 'out-of-reach')
  assert.equal(await refusal(client(laoCai).trial({ change: { kind: 'merge', asked: { into: x.commune, from: [x.anGiang] } }, decision: decision() })), 'out-of-reach')
  const [lines] = (await x.pools.owner.query(`select count(*)::int as n from audit.entry where action like 'organisation.%'`)).rows
  const own = await client(laoCai).trial({ change: { kind: 'rename', asked: { unitId: x.commune, name: 'Công đoàn phường Mới' } }, decision: decision() })
  assert.deepEqual([own.moved.total, own.figures], [0, []])
  assert.deepEqual((await x.pools.owner.query(`select count(*)::int as n from audit.entry where action like 'organisation.%'`)).rows, [lines], 'a trial leaves no audit line')
})

test('while a merge is tried figures are read without waiting', async () => {
  await inTrial(x.options, structuredClone(whole), async (w) => {
    await tryChange(w, { kind: 'merge', asked: { into: x.anGiang, from: [x.laoCai] } }, decision())
    await merge(w, [{ from: x.laoCai, into: x.anGiang }], decision())
    await consolidate(w, { from: [x.anGiang, x.commune], unit: { id: newId(), kind: 'provincial-federation', name: 'LĐLĐ', parentId: x.root } }, decision('2026-11-02'))
    // Another connection, in the middle of it: it would wait for ever.
    assert.deepEqual(await x.figure(x.anGiang, '2026-11-21'), [1, 0, 0])
    const { rows } = await x.pools.owner.query(`select c.relname, l.mode from pg_locks l join pg_class c on c.oid = l.relation where l.mode in ('ExclusiveLock', 'AccessExclusiveLock', 'ShareRowExclusiveLock') and l.pid <> pg_backend_pid()
      and c.relnamespace in ('organisation'::regnamespace, 'indicators'::regnamespace) and l.database = (select oid from pg_database where datname = current_database())`)
    assert.deepEqual(rows, [])
  })
})
