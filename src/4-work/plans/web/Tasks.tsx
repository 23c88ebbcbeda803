// The tasks of an issued plan: who, by when, done or overdue; the unit responsible reports with its evidence.
import { useState } from 'react'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { useFormat, useText } from '#web/language.tsx'
import { useMay, useMe, useToday } from '#web/session.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { toast } from '#web/kit/toast.tsx'
import { common } from '#web/words.ts'
import type { Plan } from '../contract.ts'
import { plans } from './api.ts'
import { words } from './words.ts'

type Task = Plan['tasks'][number]

const own = {
  what: text('Nội dung', 'What is to be done'), evidence: text('Kết quả, minh chứng', 'Result and evidence'), doneOn: text('Ngày hoàn thành', 'Day done'),
  done: text('Xong {day}', 'Done {day}'), late: text('Quá hạn', 'Overdue'), open: text('Đang làm', 'Under way'),
  report: text('Báo kết quả', 'Report the result'), saved: text('Đã ghi kết quả', 'Result recorded'),
}

export function Tasks({ plan }: { plan: Plan }) {
  const t = useText()
  const may = useMay()
  const me = useMe()
  const today = useToday()
  const { day } = useFormat()
  const [reporting, setReporting] = useState<Task | null>(null)
  const state = (x: Task) => (x.doneOn ? t(own.done, { day: day(x.doneOn) }) : x.dueOn && x.dueOn < today ? t(own.late) : t(own.open))
  const mine = (x: Task) => may('plan.write') && plan.status === 'issued' && (x.unitId === me.unitId || plan.unitId === me.unitId)
  const columns: Column<Task>[] = [
    { key: 'what', title: own.what, value: (x) => x.text, main: true },
    { key: 'unit', title: words.unit, value: (x) => x.unitName, from: 'tablet' },
    { key: 'due', title: words.due, kind: 'day', value: (x) => x.dueOn, width: '130px' },
    { key: 'state', title: words.status, value: state, show: (x) => <Badge tone={x.doneOn ? 'good' : x.dueOn && x.dueOn < today ? 'behind' : 'plain'}>{state(x)}</Badge> },
    { key: 'evidence', title: own.evidence, value: (x) => x.evidence, show: (x) => (x.doneOn || !mine(x) ? x.evidence : <Button tone="quiet" onClick={() => setReporting(x)}>{t(own.report)}</Button>) },
  ]
  return (
    <>
      <DataTable dress="list" label={t(words.tasks)} columns={columns} rows={plan.tasks} keyOf={(x) => x.id} />
      {reporting && <ReportDialog plan={plan} task={reporting} onClose={() => setReporting(null)} />}
    </>
  )
}

function ReportDialog({ plan, task, onClose }: { plan: Plan; task: Task; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const unitId = useMe().unitId!
  const form = useForm({
    key: `plan.task.${task.id}`, start: { doneOn: today as Day | null, evidence: task.evidence ?? '' }, renews: [plans.key()],
    check: (v) => ({ doneOn: v.doneOn === null && common.required }),
    send: (v) => plans.task.call({ planId: plan.id, id: task.id, unitId, text: task.text, responsible: task.unitId, dueOn: task.dueOn, doneOn: v.doneOn, evidence: v.evidence.trim() || null }),
    done: () => { toast(own.saved); onClose() },
  })
  return (
    <Dialog title={task.text} open onClose={onClose}>
      <Form of={form} submit={t(own.report)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <DayField field={form.at('doneOn')} label={t(own.doneOn)} required />
        <TextArea field={form.at('evidence')} label={t(own.evidence)} maxLength={1000} />
      </Form>
    </Dialog>
  )
}
