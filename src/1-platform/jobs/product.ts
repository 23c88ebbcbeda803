// The file that long work ends in. It is made and kept part by part, sealed, for the account that asked and for a day at most;
// a quarter of an hour after it was taken it is destroyed, so that a download that broke can be made again.
import { zipSync } from 'fflate'
import { sql } from 'kysely'
import type pg from 'pg'
import { Refused, refuse } from '#base/refusal'
import type { Seal } from '../access/seal.ts'
import type { Work } from '../work.ts'

const hour = 3_600_000
export const hoursKept = 24
const minutesAfter = 15

/** Keeps the next part; the first one opens the product under the name that its file will have. */
export async function keepPart(w: Work, seal: Seal, { jobId, number, name, file }: { jobId: string; number: number; name: string; file: File }): Promise<void> {
  await w.tx.insertInto('jobs.product').values({ job_id: jobId, name, until: new Date(w.now.getTime() + hoursKept * hour) })
    .onConflict((c) => c.column('job_id').doUpdateSet({ until: new Date(w.now.getTime() + hoursKept * hour) })).execute()
  await w.tx.insertInto('jobs.product_part').values({ job_id: jobId, number, name: file.name, sealed: seal.close(new Uint8Array(await file.arrayBuffer())) }).execute()
}

/** How many parts there are already. */
export async function partsKept(w: Work, jobId: string): Promise<number> {
  const { n } = await w.tx.selectFrom('jobs.product_part').select((eb) => eb.fn.countAll<string>().as('n')).where('job_id', '=', jobId).executeTakeFirstOrThrow()
  return Number(n)
}

/** The one file, or all parts in a zip; from now on it is kept for a quarter of an hour. */
export async function takeProduct(w: Work, seal: Seal, jobId: string): Promise<File> {
  const product = await w.tx.selectFrom('jobs.product').select('name').where('job_id', '=', jobId).where('until', '>', w.now).executeTakeFirst()
  const parts = product ? await w.tx.selectFrom('jobs.product_part').select(['name', 'sealed']).where('job_id', '=', jobId).orderBy('number').execute() : []
  if (!product || parts.length === 0) throw new Refused(refuse('gone', null, 'Tệp này không còn: đã quá hạn giữ, đã hủy sau khi tải, hoặc do người khác yêu cầu.', 'This file is gone: kept too long, destroyed after it was taken, or asked for by someone else.'), 404)
  await sql`update jobs.product set taken_at = coalesce(taken_at, ${w.now}), until = least(until, ${new Date(w.now.getTime() + minutesAfter * 60_000)}) where job_id = ${jobId}`.execute(w.tx)
  const opened = parts.map(({ name, sealed }) => ({ name, bytes: new Uint8Array(seal.open(sealed)) }))
  const [only] = opened
  if (opened.length === 1) return new File([only!.bytes], only!.name, { type: typeOf(only!.name) })
  return new File([new Uint8Array(zipSync(Object.fromEntries(opened.map(({ name, bytes }) => [name, bytes])), { level: 0 }))], `${product.name}.zip`, { type: 'application/zip' })
}

/** Destroys it at once. */
export async function dropProduct(w: Work, jobId: string): Promise<void> {
  await w.tx.deleteFrom('jobs.product').where('job_id', '=', jobId).execute()
}

/** Destroys what was kept long enough, whoever asked for it; called every few minutes. */
export async function forgetProducts(owner: pg.Pool, now: Date): Promise<void> {
  await owner.query('delete from jobs.product where until <= $1', [now])
}

function typeOf(name: string): string {
  return name.endsWith('.pdf') ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
}
