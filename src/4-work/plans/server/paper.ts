// A plan as an official paper, from its records to the file; and its place in the outgoing register of documents.
import { sql } from 'kysely'
import { newId } from '#base/id'
import { Refused, refuse } from '#base/refusal'
import { documentOfPlan, writeDocument } from '#documents'
import { issuerOf } from '#organisation'
import { signersOf } from '#people'
import { fileOf, type PaperFormat } from '#platform/paper/file'
import type { Work } from '#platform/work'
import { planBlocks } from '../domain/paper.ts'
import { readPlan } from './views.ts'

/** The issuer is called as on the day of issue; its president of that day signs. */
export async function planPaper(w: Work, { id, format }: { id: string; format: PaperFormat }): Promise<File> {
  const plan = await readPlan(w.tx, id, w.today)
  const on = plan.issuedOn ?? w.today
  const [by, [signer], { rows: [kind] }, answered] = [
    await issuerOf(w.tx, plan.unitId, on), await signersOf(w.tx, plan.unitId, on),
    await sql<{ grassroots: boolean }>`select grassroots from organisation.unit_kind where code = ${plan.unitKind}`.execute(w.tx),
    plan.answers && await readPlan(w.tx, plan.answers.id, w.today),
  ]
  const blocks = planBlocks({
    content: plan, status: plan.status, withdrawnOn: plan.withdrawnOn, stages: plan.stages, responsible: plan.tasks.map((task) => task.unitName),
    answers: answered && `Kế hoạch số ${answered.reference} của ${answered.unitName}`, grassroots: kind?.grassroots ?? false,
  }, { ...by, signer: signer ? { name: signer.name, title: signer.titleName } : null })
  const name = `Kế hoạch ${plan.reference ?? 'dự thảo'} ${by.organ}`
  return fileOf({ title: name, madeAt: w.now, dress: 'office', blocks }, name, format)
}

/** The plan stands in the register by its own number and is not written a second time; its signed file is attached there. Sent again, nothing changes. */
export async function registerPlan(w: Work, { id, unitId }: { id: string; unitId: string }): Promise<{ documentId: string }> {
  const plan = await readPlan(w.tx, id, w.today)
  if (plan.unitId !== unitId || plan.status === 'draft') throw new Refused(refuse('not-issued', null, 'Chỉ kế hoạch đã ban hành của đơn vị mới vào sổ văn bản đi.', 'Only an issued plan of the unit enters its outgoing register.'))
  const known = await documentOfPlan(w.tx, id)
  const documentId = known?.id ?? newId()
  if (known) {
    w.note('documents.register', 'document', documentId, { direction: 'outgoing', again: true })
    return { documentId }
  }
  const [signer] = await signersOf(w.tx, unitId, plan.issuedOn!)
  await writeDocument(w, {
    id: documentId, unitId, direction: 'outgoing', planId: id, anyway: true,
    head: {
      type: 'plan', secrecy: 'none', series: plan.series, reference: plan.reference, notation: null, issuedOn: plan.issuedOn!, issuer: null, summary: plan.title.slice(0, 500),
      signer: signer?.name ?? null, signerPosition: signer?.titleName ?? null, recipients: null, urgency: null, arrivedOn: null,
    },
  })
  return { documentId }
}
