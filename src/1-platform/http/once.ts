// Exactly once: a write may come under a key that its sender made (header idempotency-key). The key is kept with the answer in
// the transaction of the deed, so that the same write sent again after a lost line is answered and not done a second time; two at
// once wait for each other on the key.
import { createHash } from 'node:crypto'
import { isId } from '#base/id'
import { refuse, Refused } from '#base/refusal'
import type { Work } from '../work.ts'

/** How long an answer is kept for whoever asks again. */
const keptDays = 30

/** Does the deed, or answers as it was answered the first time. */
export async function once(w: Work, key: string, route: string, input: unknown, deed: () => Promise<unknown>): Promise<unknown> {
  if (!isId(key)) throw new Refused(refuse('key', null, 'Khóa gửi lại không đúng dạng.', 'The idempotency key is not a UUID.'), 400)
  const hash = await digestOf(input)
  const { numInsertedOrUpdatedRows: fresh } = await w.tx.insertInto('access.sending').values({ key, account_id: w.actor.accountId!, route, input_hash: hash })
    .onConflict((on) => on.column('key').doNothing()).executeTakeFirst()
  if (!fresh) {
    const kept = await w.tx.selectFrom('access.sending').select(['route', 'input_hash', 'answer']).where('key', '=', key).executeTakeFirst()
    // Row-level security hides what another account has sent.
    if (kept?.route !== route || !kept.input_hash.equals(hash)) throw new Refused(refuse('key-used', null, 'Khóa gửi lại này đã dùng cho một việc khác.', 'This idempotency key was used for something else.'), 409)
    return kept.answer ?? undefined
  }
  const answer = await deed()
  await w.tx.updateTable('access.sending').set({ answer: JSON.stringify(answer ?? null) }).where('key', '=', key).execute()
  return answer
}

/** Forgets what nobody will send again. */
export async function dropOldSendings(owner: { query(text: string, values: unknown[]): Promise<unknown> }, now: Date): Promise<void> {
  await owner.query('delete from access.sending where at < $1::timestamptz - make_interval(days => $2)', [now, keptDays])
}

/** The same for the same values, whatever the order of the fields; of a file, its name and its bytes. */
async function digestOf(input: unknown): Promise<Buffer> {
  const digest = createHash('sha256')
  const take = async (value: unknown): Promise<void> => {
    if (value instanceof Blob) {
      digest.update(`file ${JSON.stringify(value instanceof File ? value.name : '')} ${value.size} `)
      for await (const piece of value.stream()) digest.update(piece)
    } else if (Array.isArray(value)) {
      digest.update(`[${value.length} `)
      for (const one of value) await take(one)
    } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
      const fields = Object.entries(value).filter(([, one]) => one !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
      digest.update(`{${fields.length} `)
      for (const [name, one] of fields) { digest.update(`${JSON.stringify(name)}:`); await take(one) }
    } else digest.update(`${JSON.stringify(value) ?? 'undefined'},`)
  }
  await take(input)
  return digest.digest()
}
