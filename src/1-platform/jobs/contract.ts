// The letter-box of long work: how far one's own is, stopping it, and the file that it ends in.
import * as z from 'zod'
import { id, route, text } from '../http/contract.ts'

const job = z.object({
  id, state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.number().int(), /** null: not known yet. */ total: z.number().int().nullable(), cancelAsked: z.boolean(),
  /** Why it failed. */
  refusal: z.object({ code: z.string(), field: z.string().nullable(), text }).nullable(),
  /** The file, once the work has ended, as far as it came, and as long as it is kept. */
  product: z.object({ name: z.string(), until: z.string(), takenAt: z.string().nullable() }).nullable(),
})
export type Job = z.infer<typeof job>
const done = z.object({ done: z.literal(true) })

export const jobsContract = {
  read: route({ method: 'GET', path: '/jobs/{id}', summary: 'How far one\'s own long work is', needs: { verb: 'signed-in' } })
    .input(z.object({ id })).output(job),
  stop: route({ method: 'POST', path: '/jobs/{id}/stop', summary: 'Stop it after the part that is being done', needs: { verb: 'signed-in' } })
    .input(z.object({ id })).output(done),
  take: route({ method: 'POST', path: '/jobs/{id}/product', summary: 'The file that it made; destroyed a quarter of an hour later', needs: { verb: 'signed-in' } })
    .input(z.object({ id })).output(z.file()),
  drop: route({ method: 'DELETE', path: '/jobs/{id}/product', summary: 'Destroy the file now', needs: { verb: 'signed-in' } })
    .input(z.object({ id })).output(done),
}
