// Who may do what. Every route of the house, asked by a stranger, by every row of powers at a province and at a grassroots
// union, each with what is their own and with what belongs to others. Nothing that is asked here is kept: each unit of work
// is looked at and rolled back, so that every one of them meets the same house.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ORPCError, createRouterClient } from '@orpc/server'
import { CompiledQuery, sql } from 'kysely'
import type { ZodType } from 'zod'
import { dayOf } from '#base/day'
import { newId } from '#base/id'
import { admit, appoint, powers, type Powers } from '#people'
import { createAccounts } from '#platform/access/accounts'
import { verbs, type Actor } from '#platform/access/actor'
import type { Needs } from '#platform/http/contract'
import type { RequestContext } from '#platform/http/handle'
import { createPushSender } from '#platform/messages/push'
import type { Tx, WorkOptions } from '#platform/work'
import { createRouter } from '#app/server/router'
import { demonstrationHouse, type House } from './factories/house.ts'
import { inputFor, specialRoutes } from './factories/inputs.ts'
import { makeReach, type Kind, type Reach } from './factories/reach.ts'

interface Route { name: string; room: string; key: string; method: string; path: string; needs: Needs; trial: boolean; schema: ZodType | undefined }
interface Person { row: Powers; at: 'province' | 'grassroots'; actor: Actor; cookie: string; own: Reach }
/** What one asked call did: how it ended, what it said, which tables it wrote, its audit lines. */
interface Outcome { status: number; answer: unknown; fault: unknown; wrote: string[]; audit: { action: string; account_id: string | null; person_id: string | null; office_id: string | null; unit_id: string | null; now: boolean }[] }

/** Writes that may name something of others, and why. */
const openWrites: Record<string, { kinds: Kind[]; why: string }> = {
  'learning.write': { kinds: ['programme'], why: 'programmes are everyone\'s: a class may be held by the programme of another union' },
  'emulation.adopt': { kinds: ['shownModel'], why: 'a recognised model is for every union to take over' },
}
/** What binds or invites a grassroots union from above, and may be answered. */
const fromAbove: Record<string, { kinds: Kind[]; why: string }> = {
  'plans.template': { kinds: ['plan'], why: 'a plan is answered by the unions below' },
  'learning.nominate': { kinds: ['class'], why: 'people are sent to the classes of the province' },
}
/** Calls that answer 200 and do nothing with what belongs to others. */
const harmless: Record<string, string> = {
  'access.endSession': 'a session that is not one\'s own is not there to be ended',
  'access.namePasskey': 'a passkey that is not one\'s own is not there to be named',
  'access.dropPasskey': 'nor to be removed',
  'jobs.stop': 'long work that is not one\'s own is not there to be stopped',
  'jobs.drop': 'nor its file to be destroyed',
  'access.endApiKey': 'a key that is not one\'s own is not there to be ended',
  'emulation.detach': 'a photo that does not stand with the model is not there to be taken off',
  'indicators.discard': 'a draft out of reach is not there to be discarded',
  'clauses.dropText': 'a text that is not of the agreement is not there to be dropped',
  'learning.nominate': 'each person is answered apart: nominated, waiting or refused',
}
/** What the administrator of a province cannot do with the things of the own reach, and why. */
const refusedHere: Record<string, string> = {
  'access.chooseOffice': 'the office of the reach is held by another person',
  'access.changePassword': 'the old password of the input is not the right one',
  'access.confirmSecondFactor': 'nothing was begun',
  'access.keepPasskey': 'no device made one',
  'jobs.read': 'nothing was asked for',
  'jobs.take': 'nothing was made',
  'access.linkProvider': 'this house has no identity provider',
  'access.makeApiKey': 'the office of the reach is held by another person',
  'emulation.discard': 'what waits for recognition is not thrown away',
  'emulation.withdrawComment': 'it was said by another person',
  'learning.checkIn': 'the person has no seat, and the code is none',
  'learning.scan': 'the code is nobody\'s',
  'clauses.code': 'the coding of the reach is another person\'s', 'clauses.uncode': 'as above', 'clauses.refuse': 'as above', 'clauses.finish': 'as above',
  'access.renewRecoveryCodes': 'the second step is not on',
  'access.endSecondFactor': 'the second step is not on',
  'clauses.writeLevel': 'what the law gives holds for the whole house', 'clauses.takeLevel': 'as above',
  'privacy.writeActivity': 'purposes and bases hold for the whole house', 'privacy.writeClock': 'as above', 'privacy.writeHoliday': 'as above',
}

describe('who may do what', () => {
  let house: House, router: ReturnType<typeof createRouter>, routes: Route[], people: Person[]
  let province: Reach, grassroots: Reach, elsewhere: Reach
  /** The last audit line from before anything was asked. */
  let kept: number
  const named = (kind: 'province' | 'grassroots', row: Powers) => people.find((p) => p.at === kind && p.row === row)!

  before(async () => {
    house = await demonstrationHouse()
    router = createRouter(house.system.access, createPushSender({ keys: house.system.pushKeys, subject: 'mailto:thu@congdoan.example' }))
    routes = Object.entries(router).flatMap(([room, list]) => Object.entries(list).map(([key, procedure]) => {
      const { meta, route, inputSchema } = (procedure as unknown as { '~orpc': { meta: { needs: Needs; method: string; trial?: true }; route: { path: string }; inputSchema?: ZodType } })['~orpc']
      return { name: `${room}.${key}`, room, key, method: meta.method, path: route.path, needs: meta.needs, trial: meta.trial === true, schema: inputSchema }
    }))
    const { owner } = house.system.pools
    const unit = async (name: string): Promise<string> => (await owner.query('select unit_id as id from organisation.unit_version where name = $1 and upper_inf(valid)', [name])).rows[0].id
    const planOf = async (id: string): Promise<string> => (await owner.query(`select id from plans.plan where unit_id = $1 and status = 'issued'`, [id])).rows[0].id
    const laoCai = await unit('Liên đoàn Lao động tỉnh Lào Cai'), anGiang = await unit('Liên đoàn Lao động tỉnh An Giang'), hoangLien = await unit('Công đoàn cơ sở Công ty TNHH May Hoàng Liên')
    province = await makeReach(house, { unit: laoCai, name: 'Công đoàn cơ sở Thử Lào', below: 'grassroots-union', answers: '', plan: await planOf(laoCai) })
    elsewhere = await makeReach(house, { unit: anGiang, name: 'Công đoàn cơ sở Thử An', below: 'grassroots-union', answers: '', plan: await planOf(anGiang) })
    grassroots = await makeReach(house, { unit: hoangLien, name: 'Công đoàn thành viên Thử Hoàng', below: 'member-grassroots-union', answers: province.plan })
    people = await everyRow()
    kept = Number((await owner.query('select max(id) as id from audit.entry')).rows[0].id)
  })
  after(() => house?.close())

  /** An account for each row of powers, in an office of the province and of the grassroots union. */
  async function everyRow(): Promise<Person[]> {
    const { rows } = await house.system.pools.owner.query('select distinct on (powers) powers, code from people.title order by powers, rank')
    assert.deepEqual(rows.map((r) => r.powers).sort(), Object.keys(powers).sort(), 'every row of the table of powers has a title')
    const made = (['province', 'grassroots'] as const).flatMap((at) => rows.map(({ powers: row, code }) => ({ at, row: row as Powers, code, personId: newId(), own: at === 'province' ? province : grassroots, username: `${at}.${row}` })))
    await house.system.work(async (w) => {
      await admit(w, made.map((m) => ({ id: m.personId, name: `Nguyễn Thị ${m.row} ${m.at}` })))
      await appoint(w, made.map((m) => ({ id: newId(), personId: m.personId, unitId: m.own.unit, title: m.code, fullTime: false, basis: 'appointed' as const, from: '2026-11-01' })))
      await createAccounts(w, made.map((m) => ({ personId: m.personId, username: m.username, password: house.password, mustChange: false })))
    })
    return Promise.all(made.map(async ({ at, row, own, username }) => {
      const signedIn = await fetch(`${house.address}/api/access/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: username, password: house.password }) })
      const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!
      const actor = await house.system.access.actorOf(new Headers({ cookie }), dayOf(house.clock.now))
      assert.deepEqual([...actor!.acting!.verbs].sort(), [...powers[row]].sort(), `${username} has the powers of the office`)
      return { row, at, own, cookie, actor: actor! }
    }))
  }

  const may = ({ needs }: Route, actor: Actor) => needs.verb === 'anyone' || needs.verb === 'signed-in' || actor.acting!.verbs.has(needs.verb)

  /** The input with what is one's own, but for these kinds, which are of `other`. Says which kinds the input names. */
  function inputWith(route: Route, own: Reach, other?: Reach, foreign?: ReadonlySet<Kind>): { input: unknown; kinds: Set<Kind> } {
    const kinds = new Set<Kind>()
    const input = inputFor(route.name, route.schema, (kind) => { kinds.add(kind); return (foreign?.has(kind) ? other! : own)[kind] })
    return { input, kinds }
  }

  /** Asks a route as the server does, and takes back whatever it wrote. */
  async function ask(route: Route, person: Person, input: unknown): Promise<Outcome> {
    const outcome: Outcome = { status: 200, answer: undefined, fault: null, wrote: [], audit: [] }
    class Undone extends Error { readonly answer: unknown; constructor(answer: unknown) { super(); this.answer = answer } }
    const undoing = (async (how, deed) => {
      try {
        return await house.system.options.transact({ ...how, keepPlans: true }, async (tx) => {
          // What an earlier unit of work counted on this connection is put away with it, so that the counters begin at nothing.
          await sql`select pg_stat_force_next_flush()`.execute(tx)
          const { answer, closing } = await deed(tx)
          for (const { text, values } of closing) await tx.executeQuery(CompiledQuery.raw(text, values))
          outcome.wrote = await written(tx)
          outcome.audit = (await sql<Outcome['audit'][number]>`select action, account_id, person_id, office_id, unit_id, at = base.moment() as now from audit.entry where id > ${kept} and xmin::text = (pg_current_xact_id()::xid)::text`.execute(tx)).rows
          throw new Undone(answer)
        })
      } catch (error) {
        if (error instanceof Undone) return error.answer
        throw error
      }
    }) as WorkOptions['transact']
    const context: RequestContext = {
      actor: structuredClone(person.actor), work: { ...house.system.options, transact: undoing }, replyHeaders: new Headers(), address: '203.0.113.9', site: 'https://lotrinh.example', requestHeaders: new Headers({ cookie: person.cookie, host: 'localhost', origin: 'http://localhost' }) }
    const client = createRouterClient(router, { context }) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>
    try {
      outcome.answer = await client[route.room]![route.key]!(input)
    } catch (error) {
      outcome.status = error instanceof ORPCError ? error.status : 500
      outcome.answer = error instanceof ORPCError ? error.data : undefined
      outcome.fault = error
    }
    return outcome
  }

  /** The tables that this unit of work has written, the bookkeeping of the audit log apart. From the counters themselves: the view over them reads every index too. */
  async function written(tx: Tx): Promise<string[]> {
    // Whoever wrote nothing has no number: then there is nothing to look for.
    const { rows: [mine] } = await sql<{ id: string | null }>`select pg_current_xact_id_if_assigned()::text as id`.execute(tx)
    if (mine!.id === null) return []
    return (await sql<{ t: string }>`
      select s.nspname || '.' || c.relname as t from pg_class c join pg_namespace s on s.oid = c.relnamespace
      cross join lateral (select pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_updated(c.oid) + pg_stat_get_xact_tuples_deleted(c.oid) as n offset 0) x
      where c.relkind in ('r', 'm', 'p') and s.nspname not in ('audit', 'pg_catalog', 'information_schema', 'pg_toast') and x.n > 0 order by 1`
      .execute(tx)).rows.map(({ t }) => t)
  }

  const told = ({ status, answer, fault }: Outcome) => `${status} ${JSON.stringify(answer)?.slice(0, 300) ?? ''} ${status >= 500 ? (fault as Error).stack : ''}`

  test('every route says what it needs, and its unit is a field of its input', () => {
    assert.ok(routes.length > 80, `${routes.length} routes`)
    for (const { name, needs, method, schema } of routes) {
      assert.ok(needs && ['anyone', 'signed-in', ...verbs].includes(needs.verb), `${name} says which verb it needs`)
      assert.ok(['GET', 'POST', 'PUT', 'DELETE'].includes(method), name)
      if (needs.unit) assert.ok(needs.unit in (schema as unknown as { shape: object }).shape, `${name} takes ${needs.unit}`)
    }
    assert.deepEqual(routes.filter((r) => r.needs.verb === 'anyone').map((r) => r.name), ['access.signIn', 'access.askPasskey', 'access.signInByPasskey', 'access.provider', 'access.askProvider', 'access.signInByProvider', 'access.signOut', 'learning.checkCertificate'])
    const known = new Set(routes.map((r) => r.name))
    for (const table of [openWrites, fromAbove, harmless, refusedHere]) for (const name of Object.keys(table)) assert.ok(known.has(name), `${name} is no route`)
    assert.deepEqual(specialRoutes.filter((name) => !known.has(name)), [])
  })

  test('a stranger is sent to the sign-in, and an office without the verb is refused before anything is read', async () => {
    const over = async (route: Route, cookie: string, input: Record<string, unknown>): Promise<number> => {
      const used = new Set<string>()
      const path = route.path.replace(/\{(\w+)\}/g, (_, field: string) => { used.add(field); return encodeURIComponent(String(input[field] ?? 'x')) })
      const rest = Object.fromEntries(Object.entries(input).filter(([field, value]) => !used.has(field) && !(value instanceof File)))
      const query = route.method === 'GET' && Object.keys(rest).length > 0 ? `?${new URLSearchParams(rest as Record<string, string>)}` : ''
      const reply = await fetch(`${house.address}/api${path}${query}`, { method: route.method, headers: { cookie, ...(route.method === 'GET' ? {} : { 'content-type': 'application/json' }) }, ...(route.method === 'GET' ? {} : { body: JSON.stringify(rest) }) })
      await reply.arrayBuffer()
      return reply.status
    }
    const { owner } = house.system.pools
    const before = (await owner.query('select max(id) as id from audit.entry')).rows[0].id
    const wrong: string[] = []
    for (const route of routes) {
      const { input } = inputWith(route, province)
      for (const asked of [(input ?? {}) as Record<string, unknown>, {}]) {
        if (route.needs.verb !== 'anyone' && await over(route, '', asked) !== 401) wrong.push(`${route.name} answers a stranger`)
        await Promise.all(people.filter((p) => !may(route, p.actor)).map(async (person) => {
          const status = await over(route, person.cookie, asked)
          if (status !== 403) wrong.push(`${route.name} answers ${status} to ${person.at} ${person.row}`)
        }))
      }
    }
    assert.deepEqual(wrong, [])
    assert.equal((await owner.query('select count(*)::int as n from audit.entry where id > $1 and account_id is not null', [before])).rows[0].n, 0, 'and nothing was written')
  })

  test('with the verb and one\'s own things nobody is turned away', async () => {
    const wrong: string[] = []
    for (const route of routes.filter((r) => r.needs.verb !== 'anyone')) {
      const asking = people.filter((p) => may(route, p.actor))
      for (const person of route.method === 'GET' ? ends(asking) : asking) {
        const outcome = await ask(route, person, inputWith(route, person.own).input)
        const turnedAway = outcome.status === 401 || outcome.status === 403 || outcome.status >= 500
        if (turnedAway && !(route.name in refusedHere)) wrong.push(`${route.name} answers ${person.at} ${person.row}: ${told(outcome)}`)
      }
    }
    assert.deepEqual(wrong, [])
  })

  test('the administrator of a province can do everything there, and every deed leaves who, what, when and from which office', async () => {
    const wrong: string[] = [], { actor, own } = named('province', 'administrator')
    let deeds = 0
    for (const route of routes.filter((r) => r.needs.verb !== 'anyone')) {
      const outcome = await ask(route, named('province', 'administrator'), inputWith(route, own).input)
      if ((outcome.status !== 200) !== (route.name in refusedHere)) { wrong.push(`${route.name}: ${told(outcome)}`); continue }
      if (route.method === 'GET' || route.trial || outcome.status !== 200) {
        if (outcome.wrote.length > 0 || outcome.audit.length > 0) wrong.push(`${route.name} wrote ${outcome.wrote.join(', ')} and ${outcome.audit.length} audit lines`)
        continue
      }
      const [line] = outcome.audit
      if (!line) wrong.push(`${route.name} left no audit line`)
      if (outcome.wrote.length > 0) deeds++
      else for (const entry of outcome.audit) {
        assert.deepEqual(entry, { action: entry.action, account_id: actor.accountId, person_id: actor.personId, office_id: actor.acting!.officeId, unit_id: own.unit, now: true }, route.name)
        assert.match(entry.action, /^[a-z][\w-]+(\.[\w-]+)+$/, route.name)
      }
    }
    assert.ok(deeds > 60, `${deeds} deeds were seen to write`)
    assert.deepEqual(wrong, [])
  })

  test('what belongs to a unit out of reach is neither shown nor changed, whichever of the ids is the foreign one', async () => {
    const wrong: string[] = []
    let asked = 0
    for (const route of routes.filter((r) => r.needs.verb !== 'anyone')) for (const person of ends(people.filter((p) => may(route, p.actor)))) {
      const { kinds } = inputWith(route, person.own)
      // From a grassroots union the province above is as far out of reach as another province; what binds it from there it may read.
      const others = person.at === 'grassroots' && route.method !== 'GET' ? [elsewhere, province] : [elsewhere]
      for (const other of others) for (const foreign of [kinds, ...[...kinds].map((kind) => new Set([kind]))].filter((set) => set.size > 0)) {
        const isOpen = (open: { kinds: Kind[] } | undefined) => [...foreign].every((kind) => open?.kinds.includes(kind))
        if (isOpen(openWrites[route.name]) || (other === province && isOpen(fromAbove[route.name]))) continue
        const outcome = await ask(route, person, inputWith(route, person.own, other, foreign).input)
        asked++
        const says = `${route.name} with foreign ${[...foreign].join(', ')} of ${other === elsewhere ? 'elsewhere' : 'above'}, asked by ${person.at} ${person.row}`
        if (outcome.wrote.length > 0 && outcome.status < 400) wrong.push(`${says} wrote ${outcome.wrote.join(', ')}`)
        else if (outcome.status >= 500) wrong.push(`${says}: ${told(outcome)}`)
        else if (outcome.status < 400 && !isHollow(outcome.answer) && !(route.name in harmless)) wrong.push(`${says} was answered: ${told(outcome)}`)
      }
    }
    assert.ok(asked > 500, `${asked} calls`)
    assert.deepEqual(wrong, [])
  })
})

/** At each place those with the most powers, and every row that does not hold the whole of another: how far one reaches hangs on the place, and what else a row allows only adds. */
function ends(may: readonly Person[]): Person[] {
  return (['province', 'grassroots'] as const).flatMap((at) => {
    const here = may.filter((p) => p.at === at)
    const most = Math.max(...here.map((p) => powers[p.row].length))
    return here.filter((p) => powers[p.row].length === most || !here.some((q) => q !== p && powers[q.row].every((verb) => (powers[p.row] as readonly string[]).includes(verb))))
  })
}

/** An answer without anything in it: empty lists, nothing counted. */
function isHollow(answer: unknown): boolean {
  if (answer === null || answer === undefined || answer === 0) return true
  return typeof answer === 'object' && !(answer instanceof Date) && !(answer instanceof Blob) && Object.values(answer).every(isHollow)
}
