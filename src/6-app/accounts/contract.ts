// The letter-box of accounts for many: a round is checked (who gets one, who has one, who is not found, and why), made in the
// background, and handed over as letters.
import * as z from 'zod'
import { id, page, paging, route } from '#platform/http/contract'

const reason = z.object({ code: z.string(), field: z.string().nullable(), vi: z.string(), en: z.string() })
const verdict = z.enum(['make', 'has', 'refused', 'skipped'])
const state = z.enum(['checked', 'making', 'made', 'failed', 'dropped'])
const round = z.object({
  id, /** Of the file; null: all officials who have none. */ name: z.string().nullable(), unit: z.string(), state, by: z.string(), at: z.string(),
  /** Rows by verdict; `made`: accounts that stand. */
  counts: z.object({ rows: z.number().int(), make: z.number().int(), has: z.number().int(), refused: z.number().int(), skipped: z.number().int(), made: z.number().int() }),
  /** The work that makes them, for whoever asked for it: watched and taken under /jobs. */
  jobId: id.nullable(), /** It was oneself. */ ownJob: z.boolean(),
})
export type Round = z.infer<typeof round>
const row = z.object({
  row: z.number().int(), verdict, reasons: z.array(reason),
  content: z.object({ name: z.string().nullable(), office: z.string().nullable(), unit: z.string().nullable(), phone: z.string().nullable(), email: z.string().nullable() }),
  personId: id.nullable(), /** Once the account stands. */ username: z.string().nullable(),
})
export type RoundRow = z.infer<typeof row>

export const accountsContract = {
  list: route({ method: 'GET', path: '/account-rounds', summary: 'Accounts made for many at once, the latest first', needs: { verb: 'account' } })
    .input(z.object(paging)).output(page(round)),
  receive: route({ method: 'PUT', path: '/account-rounds/{id}/file', summary: 'Read a spreadsheet of people who are to get accounts; makes none (multipart)', needs: { verb: 'account', unit: 'unitId' } })
    .input(z.object({ id, unitId: id, file: z.file() })).output(z.object({ id })),
  officials: route({ method: 'PUT', path: '/account-rounds/{id}/officials', summary: 'Gather all officials of the unit and below who have no account; makes none', needs: { verb: 'account', unit: 'unitId' } })
    .input(z.object({ id, unitId: id })).output(z.object({ id })),
  read: route({ method: 'GET', path: '/account-rounds/{id}', summary: 'A round: how many rows of each verdict, how far it is', needs: { verb: 'account' } })
    .input(z.object({ id })).output(round),
  rows: route({ method: 'GET', path: '/account-rounds/{id}/rows', summary: 'Who gets an account, who has one, who is not found, and why', needs: { verb: 'account' } })
    .input(z.object({ id, ...paging, verdict: verdict.optional() })).output(page(row)),
  make: route({ method: 'POST', path: '/account-rounds/{id}/make', summary: 'Make the accounts and their letters in the background; goes on where it was broken off', needs: { verb: 'account' } })
    .input(z.object({ id })).output(z.object({ jobId: id.nullable() })),
  drop: route({ method: 'POST', path: '/account-rounds/{id}/drop', summary: 'Give a round up that was not begun', needs: { verb: 'account' } })
    .input(z.object({ id })).output(z.object({ id })),
  letter: route({ method: 'POST', path: '/account-letters', summary: 'The letter for a one-time password that was just given', needs: { verb: 'account' } })
    .input(z.object({ accountId: id, password: z.string().min(1).max(40) })).output(z.file()),
}
