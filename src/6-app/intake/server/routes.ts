// The routes of the import: who may, then the deed. What is short is done at once, what is long is handed to the worker.
import { implement } from '@orpc/server'
import { insist, Refused, refuse } from '#base/refusal'
import { gate, type RequestContext } from '#platform/http/handle'
import type { Work } from '#platform/work'
import { intakeContract } from '../contract.ts'
import { checkImport, commitImport, dropImport, longImport, mayWrite, receive, saveSettings, undoImport } from './deeds.ts'
import { refusedWorkbook } from './refused.ts'
import { findImport, holdImport, type ImportRow } from './store.ts'
import { askToStop, later } from './tasks.ts'
import { listImports, listRows, programmesFor, readImport } from './views.ts'

const at = implement(intakeContract).$context<RequestContext>().use(gate)

const running = ['reading', 'importing', 'undoing']

export const intakeRoutes = at.router({
  list: at.list.handler(({ input, context: { w } }) => listImports(w.tx, input)),
  receive: at.receive.handler(async ({ input, context: { w } }) => {
    const { later: isLong } = await receive(w, { id: input.id, unitId: input.unitId, name: input.file.name, pieces: input.file.stream(), kind: input.kind })
    if (isLong) await later(w, input.id, 'check')
    return { id: input.id }
  }),
  read: at.read.handler(({ input, context: { w } }) => readImport(w.tx, input.id)),
  rows: at.rows.handler(({ input, context: { w } }) => listRows(w.tx, input)),
  programmes: at.programmes.handler(({ input, context: { w } }) => programmesFor(w.tx, input.id)),
  check: at.check.handler(async ({ input: { id, ...settings }, context: { w } }) => {
    const held = await idle(w, id)
    if (held.counts.rows <= longImport) await checkImport(w, id, settings)
    else {
      await saveSettings(w, held, settings)
      await later(w, id, 'check')
    }
    return { id }
  }),
  commit: at.commit.handler(async ({ input: { id, ...settings }, context: { w } }) => {
    // A worker holds the import as long as it works, so its state is looked at before it is asked for.
    if ((await findImport(w.tx, id)).state === 'importing') {
      w.note('intake.commit', 'import', id, { again: true })
      return { id, state: 'importing' as const }
    }
    const held = await idle(w, id)
    if (held.kind === 'units' && !w.actor.acting?.verbs.has('structure')) throw new Refused(refuse('not-allowed', null, 'Chức vụ đang dùng không có quyền lập đơn vị.', 'The office you act in may not establish units.'), 403)
    if (held.state !== 'imported') {
      await saveSettings(w, held, settings)
      insist(mayWrite(held, held.counts))
    }
    if (held.state === 'imported' || held.counts.rows <= longImport) await commitImport(w, id)
    else await later(w, id, 'commit')
    return { id, state: held.state === 'imported' || held.counts.rows <= longImport ? 'imported' as const : 'importing' as const }
  }),
  cancel: at.cancel.handler(async ({ input: { id }, context: { w } }) => {
    const { state, jobId } = await findImport(w.tx, id)
    if (!running.includes(state)) await dropImport(w, id)
    else {
      insist((jobId !== null && await askToStop(w, jobId)) || refuse('not-running', null, 'Việc này do người khác bắt đầu hoặc vừa kết thúc.', 'This was started by someone else, or has just ended.'))
      w.note('intake.cancel', 'import', id)
    }
    return { id }
  }),
  undo: at.undo.handler(async ({ input: { id }, context: { w } }) => {
    if ((await findImport(w.tx, id)).state === 'undoing') {
      w.note('intake.undo', 'import', id, { again: true })
      return { id, state: 'undoing' as const }
    }
    const held = await idle(w, id)
    if (held.state !== 'imported' || held.counts.rows <= longImport) {
      await undoImport(w, id)
      return { id, state: 'undone' as const }
    }
    await later(w, id, 'undo')
    w.note('intake.undo', 'import', id, { asked: true })
    return { id, state: 'undoing' as const }
  }),
  refused: at.refused.handler(async ({ input: { id }, context: { w } }) => {
    const { name, bytes } = await refusedWorkbook(w, id)
    return new File([bytes], name, { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
  }),
})

const busy = refuse('busy', null, 'Tệp này đang được xử lý. Hãy đợi hoặc dừng lại.', 'This file is being worked on. Wait, or stop it.')

async function idle(w: Work, id: string): Promise<ImportRow> {
  insist(!running.includes((await findImport(w.tx, id)).state) || busy)
  const held = await holdImport(w.tx, id)
  insist(!running.includes(held.state) || busy)
  return held
}
