// A plan as an official paper, from its records to the file.
import { sql } from 'kysely'
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
