// Agreements from their draft to their end, over the routes, on a small confederation.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRouterClient, ORPCError } from '@orpc/server'
import { newId } from '#base/id'

import type { Actor } from '#platform/access/actor'
import { world, type World } from '#tests/factories/learning'
import { contentOf, noVote } from '../agreements.test-kit.ts'
import type { Content } from '../domain/agreement.ts'
import { agreementsRoutes } from './routes.ts'

const counted = { subjects: [{ kind: 'agreement', filter: {} }], exclusions: [], stages: [{ code: '2025', from: '2020-01-01', to: '2035-01-01', operator: '=', share: 1, need: 'all', requires: [{ fact: 'clause', filter: {} }] }] }

let x: World, chair: Actor
before(async () => {
  x = await world(counted)
  chair = await x.from(x.grassroots)
})
after(() => x.close())

const as = (actor: Actor) => createRouterClient(agreementsRoutes, { context: x.request(actor) })
const refusals = async (deed: Promise<unknown>): Promise<string[]> => deed.then(() => ['done'], (error: unknown) => {
  if (!(error instanceof ORPCError)) throw error
  return (error.data as { refusals: { code: string; field: string | null }[] }).refusals.map((r) => (r.field ? `${r.code} at ${r.field}` : r.code))
})
async function signed(change: Partial<Content> = {}, by = chair, unitId = x.grassroots): Promise<string> {
  const id = newId()
  await as(by).save({ id, unitId, content: contentOf({ number: `${id.slice(-6)}/TƯ`, ...change }) })
  await as(by).sign({ id, unitId })
  return id
}

test('a draft may be incomplete; recording its signing names everything that the law asks for', async () => {
  const id = newId(), own = { id, unitId: x.grassroots }
  const bare = contentOf({ signedOn: null, effectiveOn: null, until: null, workers: null, workersOn: null, vote: noVote, sentOn: null, sentTo: null, parties: [] })
  const draft = await as(chair).save({ ...own, content: bare })
  assert.deepEqual([draft.status, draft.state, draft.writing], ['draft', 'draft', 1])
  assert.deepEqual(await refusals(as(chair).sign(own)), ['signed-on-missing at signedOn', 'until-missing at until', 'workers-missing at workers', 'workers-on-missing at workersOn', 'employer-missing at parties', 'vote-missing at inFavour'])
  await as(chair).save({ ...own, content: contentOf() })
  const done = await as(chair).sign(own)
  assert.deepEqual([done.state, done.begins, done.ends, done.sending], ['in-force', '2025-02-01', '2027-02-01', { by: '2025-01-25', late: 0 }])
  assert.deepEqual(await refusals(as(chair).discard(own)), ['signed'])
})
