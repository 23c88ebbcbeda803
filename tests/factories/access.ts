// A small organisation with people in office, and browsers that call the routes of access and audit as the server does.
import { createRouterClient } from '@orpc/server'
import { sql } from 'kysely'
import { dayOf } from '#base/day'
import { newId } from '#base/id'
import { verbs, type HeldOfficeRow } from '#platform/access/actor'
import { createAccess, type AccessSettings } from '#platform/access/access'
import { accessRoutes } from '#platform/access/routes'
import { auditRoutes } from '#platform/audit/routes'
import type { RequestContext } from '#platform/http/handle'
import { testDatabase } from './database.ts'

// Every office carries every verb here: what a title may do is the business of the room of people.
const officesHeld: AccessSettings['officesHeld'] = async (tx, personId, on) => (await sql<HeldOfficeRow>`
  select o.id, o.unit_id as "unitId", u.label as "unitName", o.title, t.name_vi as "titleVi", t.name_en as "titleEn", p.lft, p.rgt
  from people.office o join people.title t on t.code = o.title join organisation.label_unit u on u.subject_id = o.unit_id join organisation.position p on p.unit_id = o.unit_id
  where o.person_id = ${personId} and o.during @> ${on}::date order by t.rank, o.id`.execute(tx)).rows.map((row) => ({ ...row, verbs }))

/** A database with access on it. Units, persons and offices are put there as the owner would, without the room of people. */
export async function testAccess(settings: Partial<AccessSettings> = {}) {
  const db = await testDatabase(), site = settings.baseUrl ?? 'https://lotrinh.example'
  const access = await createAccess({ pools: db.pools, secret: 'a secret of the tests, as long as it must be', officesHeld, now: () => db.clock.now, ...settings })
  const routes = { access: accessRoutes(access), audit: auditRoutes }
  const { owner } = db.pools

  /** One browser: it keeps the cookies that it is given. `headers` go with every request, from the address `peer`. */
  function browser({ peer = '203.0.113.9', headers = {} }: { peer?: string; headers?: Record<string, string> } = {}) {
    let cookies = new Map<string, string>(), reply = new Headers()
    const take = (pair: string) => { const [, name, value] = /^([^=]+)=(.*)$/.exec(pair)!; cookies.set(name!, value!) }
    const keep = () => { for (const set of reply.getSetCookie()) take(set.split(';')[0]!) }
    const cookie = () => { keep(); return [...cookies].map((pair) => pair.join('=')).join('; ') }
    const request = () => { const held = cookie(); return new Headers({ 'user-agent': 'Mozilla/5.0 (test)', ...headers, ...(held && { cookie: held }) }) }
    const client = createRouterClient(routes, { context: async (): Promise<RequestContext> => {
      const requestHeaders = request()
      reply = new Headers()
      return { actor: await access.actorOf(requestHeaders, dayOf(db.clock.now)), work: db.options, replyHeaders: reply, requestHeaders, address: access.addressOf(peer, requestHeaders), site }
    } })
    return {
      access: client.access, audit: client.audit,
      actor: () => access.actorOf(request(), dayOf(db.clock.now)),
      cookie,
      takeCookie: (other: string) => { reply = new Headers(); cookies = new Map(); for (const pair of other.split('; ')) if (pair) take(pair) },
      setCookie: () => reply.getSetCookie(),
    }
  }

  return {
    ...db, db, access, browser,
    async unit(name: string, parentId: string | null = null): Promise<string> {
      const id = newId(), event = newId()
      await owner.query('insert into organisation.unit values ($1)', [id])
      await owner.query(`insert into organisation.event (id, kind, effective_on, decision_number, unit_id, change) values ($1, 'establish', '2020-01-01', '1/QĐ', $2, '{}')`, [event, id])
      await owner.query(`insert into organisation.unit_version (unit_id, kind, name, parent_id, valid, event_id) values ($1, $2, $3, $4, '[2020-01-01,)', $5)`,
        [id, parentId ? 'grassroots-union' : 'confederation', name, parentId, event])
      await owner.query(`select organisation.renumber('2026-11-21')`)
      return id
    },
    async person(name: string): Promise<string> {
      const id = newId()
      await owner.query('insert into people.person (id, name, given_name) values ($1, $2, $3)', [id, name, name.split(' ').at(-1)])
      return id
    },
    async office(personId: string, unitId: string, title = 'president', during = '[2026-01-01,)'): Promise<string> {
      const id = newId()
      await owner.query(`insert into people.office (id, person_id, unit_id, title, basis, during) values ($1, $2, $3, $4, 'elected', $5)`, [id, personId, unitId, title, during])
      return id
    },
  }
}
export type TestAccess = Awaited<ReturnType<typeof testAccess>>
export type Browser = ReturnType<TestAccess['browser']>

/** What a refused call said: its status, code, field and Vietnamese text; fails when it was not refused. */
export async function refusalOf(asked: Promise<unknown>): Promise<{ status: number; code: string; field: string | null; vi: string; en: string }> {
  try {
    await asked
  } catch (error) {
    const { status, data } = error as { status: number; data?: { refusals: { code: string; field: string | null; text: { vi: string; en: string } }[] } }
    if (!data) throw error
    const [first] = data.refusals
    return { status, code: first!.code, field: first!.field, ...first!.text }
  }
  throw new Error('it was not refused')
}
