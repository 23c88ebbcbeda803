// The one way from a declared route to its handler: who asks, may they, one transaction, then the handler.
import type { AnySchema } from '@orpc/contract'
import { ORPCError, os } from '@orpc/server'
import { isId } from '#base/id'
import { Refused, refuse, type Refusal } from '#base/refusal'
import type { Actor } from '../access/actor.ts'
import { noteKeyRead } from '../access/apiKey.ts'
import { inTrial, inWork, mustReach, type Work, type WorkOptions } from '../work.ts'
import { badInput, type Issue } from './badInput.ts'
import type { Needs } from './contract.ts'
import { once } from './once.ts'

export interface RequestContext {
  /** null: nobody is signed in. */
  actor: Actor | null
  work: WorkOptions
  /** Set-Cookie and the like, for the few routes that speak of sessions. */
  replyHeaders: Headers
  requestHeaders: Headers
  address: string
  /** Under which the house is reached, for what leads back to it from paper or from another site. */
  site: string
}

/** Stands before every handler: `implement(contract).$context<RequestContext>().use(gate)`; the handler gets `context.w`. */
export const gate = os.$context<RequestContext>().middleware(async ({ context, procedure, next, path }, input, output) => {
  const { needs, method, trial, secret, keepPlans } = procedure['~orpc'].meta as { needs: Needs; method: string; trial?: true; secret?: true; keepPlans?: true }
  const actor = admit(needs, method, context.actor)
  const key = method === 'GET' || trial ? null : context.requestHeaders.get('idempotency-key')
  try {
    if (key !== null && (secret || actor.accountId === null)) throw new Refused(refuse('no-key', null, 'Việc này không gửi kèm khóa gửi lại.', 'This is not taken under an idempotency key.'), 400)
    if (key !== null) mustBeSender(actor, context.requestHeaders.get('outbox-sender'))
    const options = method === 'GET' ? { ...context.work, keepPlans: keepPlans ?? false } : context.work
    return await (trial ? inTrial : inWork)(options, actor, async (w) => {
      const deed = async () => {
        if (needs.unit) await mustReach(w, await readUnit(procedure['~orpc'].inputSchema, input, needs.unit), needs.unit)
        let noted = false
        const watched: Work = { ...w, note(...line) { noted = true; w.note(...line) } }
        if (actor.readsBy !== undefined) await noteKeyRead(w, actor.readsBy, path.join('.'))
        const result = await next({ context: { w: watched } })
        // A write without an audit line is a fault of ours, found by the first test that calls the route.
        if (method !== 'GET' && !trial && !noted) throw new Error(`${path.join('.')} wrote without an audit line`)
        return result
      }
      // What was answered before needs no context: no handler comes after it.
      return key === null ? deed() : output(await once(w, key, path.join('.'), input, async () => (await deed()).output)) as never
    })
  } catch (error) {
    throw toReply(error, input)
  }
})

/** What waited on a device is sent by the account and from the office that it was done in, or not at all. */
function mustBeSender(actor: Actor, sender: string | null): void {
  if (sender !== null && sender !== `${actor.accountId} ${actor.acting?.officeId ?? ''}`) {
    throw new Refused(refuse('other-sender', null, 'Việc này do tài khoản hoặc chức vụ khác ghi lại, nên chờ đúng người gửi.', 'This was kept by another account or office, and waits for it.'), 409)
  }
}

/** The unit to be reached. The input is checked against its shape only after the gate: one without a unit ends here. */
async function readUnit(schema: AnySchema | undefined, input: unknown, field: string): Promise<string> {
  const unitId = (input as Record<string, unknown> | null | undefined)?.[field]
  if (typeof unitId === 'string' && isId(unitId)) return unitId
  const issues = (await schema?.['~standard'].validate(input))?.issues as Issue[] | undefined
  throw new Refused(badInput(issues ?? [{ path: [field] }], input), 400)
}

function admit(needs: Needs, method: string, actor: Actor | null): Actor {
  if (actor?.readsBy !== undefined && (method !== 'GET' || needs.verb === 'anyone' || needs.verb === 'signed-in')) {
    throw refused([refuse('key-reads', null, 'Khóa chỉ đọc dữ liệu của chức vụ, không làm được việc này.', 'A key only reads what its office sees; it cannot do this.')], 403)
  }
  if (needs.verb === 'anyone') return actor ?? { accountId: null, name: '', personId: null, offices: [], acting: null, language: 'vi' }
  if (!actor) throw refused([refuse('sign-in', null, 'Bạn cần đăng nhập.', 'Please sign in.')], 401)
  if (needs.verb !== 'signed-in' && !actor.acting?.verbs.has(needs.verb)) {
    throw refused([refuse('not-allowed', null, 'Chức vụ đang dùng không có quyền làm việc này.', 'The office you act in may not do this.')], 403)
  }
  return actor
}

/** A refusal as it goes out; the contract declares its shape. */
export function refused(refusals: Refusal[], status: number) {
  return new ORPCError('REFUSED', { status, message: refusals[0]?.text.en ?? '', defined: true, data: { refusals: refusals.map(({ code, field, text, conflict }) => ({ code, field, text, ...(conflict && { conflict }) })) } })
}

/** What a database constraint kept out becomes a refusal; what is unknown stays an error and is logged. */
function toReply(error: unknown, input: unknown): unknown {
  const issues = error instanceof ORPCError && error.code === 'BAD_REQUEST' ? (error.data as { issues?: Issue[] } | undefined)?.issues : undefined
  if (issues) return refused(badInput(issues, input), 400)
  if (error instanceof Refused) return refused(error.refusals, error.status)
  const code = (error as { code?: string }).code
  if (code === '23P01' || code === '23505') return refused([refuse('conflict', null, 'Trùng hoặc chồng lấn với bản ghi đã có. Hãy tải lại và xem bản ghi hiện tại.', 'This duplicates or overlaps an existing record. Reload and look at the present one.')], 409)
  if (code === '42501') return refused([refuse('out-of-reach', null, 'Bản ghi này nằm ngoài phạm vi chức vụ đang dùng của bạn.', 'This record lies outside the reach of the office you act in.')], 403)
  if (code === '23503') return refused([refuse('unknown', null, 'Có mục trỏ tới một bản ghi không tồn tại.', 'Something here points to a record that does not exist.')], 422)
  // Text with a NUL in it, a number or a day beyond what a column holds.
  if (code === '22021' || code === '22P05' || code === '22003' || code === '22008') return refused([refuse('malformed', null, 'Có giá trị mà hệ thống không lưu được.', 'A value here cannot be stored.')], 400)
  if (code === '40P01' || code === '40001') return refused([refuse('busy', null, 'Có người cùng ghi vào đây. Hãy gửi lại.', 'Someone wrote here at the same moment. Please send again.')], 409)
  return error
}
