import { implement } from '@orpc/server'
import { Refused, refuse } from '#base/refusal'
import { gate, type RequestContext } from '#platform/http/handle'
import { accountsContract } from '../contract.ts'
import { gatherOfficials, receiveFile } from '../check.ts'
import { oneLetter, startMaking } from './make.ts'
import { listRounds, listRows, readRound } from './views.ts'

const at = implement(accountsContract).$context<RequestContext>().use(gate)

export const accountsRoutes = at.router({
  list: at.list.handler(({ input, context: { w } }) => listRounds(w.tx, input)),
  receive: at.receive.handler(async ({ input, context: { w } }) => {
    await receiveFile(w, { id: input.id, unitId: input.unitId, name: input.file.name, pieces: input.file.stream() })
    return { id: input.id }
  }),
  officials: at.officials.handler(async ({ input, context: { w } }) => {
    await gatherOfficials(w, input)
    return { id: input.id }
  }),
  read: at.read.handler(({ input, context: { w } }) => readRound(w.tx, input.id)),
  rows: at.rows.handler(({ input, context: { w } }) => listRows(w.tx, input)),
  make: at.make.handler(async ({ input, context: { w, site } }) => ({ jobId: await startMaking(w, input.id, site) })),
  drop: at.drop.handler(async ({ input, context: { w } }) => {
    const { numUpdatedRows } = await w.tx.updateTable('accounts.round').set({ state: 'dropped' }).where('id', '=', input.id).where('state', 'in', ['checked', 'dropped']).executeTakeFirst()
    if (numUpdatedRows === 0n) throw new Refused(refuse('begun', null, 'Đợt này không có trong phạm vi của bạn, hoặc đã bắt đầu cấp nên không bỏ được.', 'This round is not within your reach, or was begun and cannot be given up.'), 409)
    w.note('accounts.drop', 'round', input.id)
    return input
  }),
  letter: at.letter.handler(({ input, context: { w, site } }) => oneLetter(w, { ...input, site })),
})
