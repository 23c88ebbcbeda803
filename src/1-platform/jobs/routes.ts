import { implement } from '@orpc/server'
import { Refused, refuse } from '#base/refusal'
import type { Seal } from '../access/seal.ts'
import { gate, type RequestContext } from '../http/handle.ts'
import type { Work } from '../work.ts'
import { jobsContract, type Job } from './contract.ts'
import { dropProduct, takeProduct } from './product.ts'

const done = { done: true } as const

export function jobsRoutes(seal: Seal) {
  const at = implement(jobsContract).$context<RequestContext>().use(gate)
  return at.router({
    read: at.read.handler(({ input, context: { w } }) => readJob(w, input.id)),
    stop: at.stop.handler(async ({ input, context: { w } }) => {
      await w.tx.updateTable('jobs.progress').set({ cancel_asked: true }).where('id', '=', input.id).where('state', 'in', ['waiting', 'running']).execute()
      w.note('jobs.stop', 'job', input.id)
      return done
    }),
    take: at.take.handler(async ({ input, context: { w } }) => {
      const file = await takeProduct(w, seal, input.id)
      w.note('jobs.take', 'job', input.id, { name: file.name })
      return file
    }),
    drop: at.drop.handler(async ({ input, context: { w } }) => {
      await dropProduct(w, input.id)
      w.note('jobs.drop', 'job', input.id)
      return done
    }),
  })
}

async function readJob(w: Work, id: string): Promise<Job> {
  const row = await w.tx.selectFrom('jobs.progress as j').leftJoin('jobs.product as p', (join) => join.onRef('p.job_id', '=', 'j.id').on('p.until', '>', w.now))
    .select(['j.id', 'j.state', 'j.done', 'j.total', 'j.cancel_asked', 'j.result', 'p.name', 'p.until', 'p.taken_at']).where('j.id', '=', id).executeTakeFirst()
  if (!row) throw new Refused(refuse('not-found', 'id', 'Không có việc này trong các việc bạn đã yêu cầu.', 'There is no such work among those that you asked for.'), 404)
  const { name, until } = row
  return {
    id, state: row.state as Job['state'], done: row.done, total: row.total, cancelAsked: row.cancel_asked,
    refusal: row.state === 'failed' ? row.result as Job['refusal'] : null,
    product: name === null || until === null || row.state === 'waiting' || row.state === 'running' ? null : { name, until: new Date(until).toISOString(), takenAt: row.taken_at && new Date(row.taken_at).toISOString() },
  }
}
