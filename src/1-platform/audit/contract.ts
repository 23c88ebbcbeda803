// Reading the audit log.
import * as z from 'zod'
import { day, id, page, paging, route, text } from '../http/contract.ts'

const entry = z.object({
  id: z.number().int(), at: z.string(), action: z.string(), subjectKind: z.string(), subjectId: z.string(),
  detail: z.record(z.string(), z.unknown()),
  /** Who: the person, the account, or the machine's own name; null for a stranger, or someone outside the reader's reach. */
  who: z.string().nullable(), personId: id.nullable(), title: text.nullable(), unitId: id.nullable(), unitName: z.string().nullable(),
  /** True once the entry stands in the hash chain. */
  sealed: z.boolean(),
})
export type AuditEntryRow = z.infer<typeof entry>

export const auditContract = {
  entries: route({ method: 'GET', path: '/audit/entries', summary: 'The audit log, latest first: what was done from units within reach', needs: { verb: 'audit' } })
    .input(z.object({
      ...paging,
      subjectKind: z.string().max(100).optional(), subjectId: z.string().max(200).optional(),
      /** The name of a deed or the beginning of one: `plans` finds `plans.issue`. */
      action: z.string().max(100).optional(),
      personId: id.optional(), unitId: id.optional(),
      /** Days in Vietnam, `to` not included. */
      from: day.optional(), to: day.optional(),
    })).output(page(entry)),
}
