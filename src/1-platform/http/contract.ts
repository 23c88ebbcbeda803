// How a room declares its letter-box: method, path, what it needs, shapes. The server, the OpenAPI page, the browser and
// the test that walks every route with every role all read the same declaration.
import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Verb } from '../access/actor.ts'

export interface Needs {
  /** The verb that the office acted in must hold; 'signed-in': any account; 'anyone': no account. */
  verb: Verb | 'signed-in' | 'anyone'
  /** Field of the input that names the unit to be reached; checked before the handler. */
  unit?: string
}

const words = z.object({ vi: z.string(), en: z.string() })
const refusal = z.object({
  code: z.string(), field: z.string().nullable(), text: words,
  conflict: z.object({ what: words, mine: words, theirs: words, by: z.string().nullable(), at: z.string().nullable(), held: z.unknown() }).optional()
    .describe('What someone else wrote since; sent again with held as the field seen, it is overwritten'),
})
export type RefusalShape = z.infer<typeof refusal>

interface Declared {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: `/${string}`; summary: string; needs: Needs
  /** Of a POST: what it does is taken back when it has answered. No audit line, no announcement, no job. */
  trial?: true
  /** Of a write: what is sent or answered holds a secret, so that neither is kept for a second sending (once.ts). */
  secret?: true
  /** Of a GET that every screen asks for: a few short statements, the same for everybody, which cost less to run than to plan. */
  keepPlans?: true
}

/** One route. GET reads; everything else writes, in one transaction with its audit line, but for a trial, which keeps nothing. */
export function route({ needs, trial, secret, keepPlans, ...declared }: Declared) {
  return oc.$meta<{ needs?: Needs; method?: string; trial?: true; secret?: true; keepPlans?: true }>({})
    .meta({ needs, method: declared.method, ...(trial ? { trial } : {}), ...(secret ? { secret } : {}), ...(keepPlans ? { keepPlans } : {}) })
    .route({ ...declared, tags: [declared.path.split('/')[1]!], inputStructure: 'compact' })
    .errors({ REFUSED: { status: 422, data: z.object({ refusals: z.array(refusal) }) } })
}

export const day = z.iso.date()
export const id = z.uuid()
export const range = z.object({ from: day.nullable(), to: day.nullable() })
export const text = words
/** A page of a list: the rows and how many there are in all. */
export function page<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), total: z.number().int() })
}
export const paging = { search: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(1000).default(50), offset: z.coerce.number().int().min(0).default(0) }
