// Closing a class: what stands in the way, who completes, and only then the deed.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dayOf, type Day } from '#base/day'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { CheckField } from '#web/kit/form/CheckField.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { Stat, Stats } from '#web/kit/Stat.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import { learning, type ClassPageData } from './api.ts'
import { explained } from './explained.ts'
import styles from './Learning.module.css'
import { words } from './words.ts'

const own = {
  title: text('Kết thúc lớp', 'Close the class'),
  on: text('Ngày hoàn thành', 'Completed on'), onHelp: text('Số liệu của các chỉ tiêu tính từ ngày này.', 'Indicators count from this day on.'),
  submit: text('Kết thúc lớp', 'Close the class'), done: text('Đã kết thúc lớp: {n} người hoàn thành', 'Closed: {n} completed'),
  will: text('Sẽ hoàn thành', 'Will complete'), willNot: text('Chưa đủ điều kiện', 'Will not'), sessions: text('Số buổi dự', 'Sessions attended'), needed: text('Cần', 'Needed'), result: text('Kết quả', 'Result'),
  unmarked: text('Buổi {n} ({day}) còn {people} người chưa điểm danh', 'Session {n} ({day}): {people} people are not marked'),
  unrecorded: text('Buổi này không điểm danh, không tính vào số buổi', 'No attendance was taken; the session does not count'), why: text('Lý do không điểm danh', 'Why no attendance was taken'),
  unsigned: text('Chưa có chữ ký xác nhận của giảng viên: {sessions}. Vẫn kết thúc được, nhưng nên ký trước.', 'Not countersigned by a lecturer: {sessions}. The class can be closed all the same, but sign first if you can.'),
  preview: text('Nếu kết thúc bây giờ', 'If it is closed now'),
}
type Result = Awaited<ReturnType<typeof learning.closing.call>>['results'][number]
type Values = { on: Day | null } & Record<`no.${string}`, boolean> & Record<`why.${string}`, string>

export function CloseSheet({ data, onClose }: { data: ClassPageData; onClose: () => void }) {
  const t = useText()
  const preview = useQuery(learning.closing.queryOptions({ input: { id: data.id } }))
  return (
    <Sheet title={t(own.title)} lead={data.title} open onClose={onClose} width={760}>
      <Answer of={preview}>{(found) => <Closing data={data} found={found} onClose={onClose} />}</Answer>
    </Sheet>
  )
}

function Closing({ data, found, onClose }: { data: ClassPageData; found: Awaited<ReturnType<typeof learning.closing.call>>; onClose: () => void }) {
  const t = useText()
  const format = useFormat()
  const today = useToday()
  const [start] = useState<Values>(() => {
    const last = data.sessionList.at(-1)
    const day = last ? dayOf(new Date(last.startsAt)) : data.lastDay
    return { on: day < today ? day : today, ...Object.fromEntries(found.unmarked.flatMap(({ sessionId }) => [[`no.${sessionId}`, false], [`why.${sessionId}`, '']])) } as Values
  })
  const form = useForm({
    key: `class-close.${data.id}`, start,
    check: (v) => ({ on: !v.on && common.required }),
    send: (v) => learning.close.call({ id: data.id, on: v.on!, unrecorded: found.unmarked.filter(({ sessionId }) => v[`no.${sessionId}`]).map(({ sessionId }) => ({ sessionId, reason: v[`why.${sessionId}`]! })) }),
    renews: [learning.key()],
    done: ({ completed }) => { toast(text(own.done.vi.replace('{n}', String(completed)), own.done.en.replace('{n}', String(completed)))); onClose() },
  })
  const columns: Column<Result>[] = [
    { key: 'name', title: words.name, kind: 'name', value: (r) => r.person.name, main: true },
    { key: 'attended', title: own.sessions, value: (r) => `${r.attended}/${r.recorded}`, width: '110px' },
    { key: 'needed', title: own.needed, kind: 'number', value: (r) => r.needed, width: '80px' },
    { key: 'result', title: own.result, value: (r) => t(r.completes ? own.will : own.willNot), show: (r) => <Badge tone={r.completes ? 'good' : 'plain'}>{t(r.completes ? own.will : own.willNot)}</Badge> },
  ]
  // As it would be with the sessions that are being declared as not recorded.
  const without = found.unmarked.filter(({ sessionId }) => form.values[`no.${sessionId}`]).map(({ sessionId }) => sessionId)
  const then = useQuery({ ...learning.closing.queryOptions({ input: { id: data.id, without } }), enabled: without.length > 0, placeholderData: keepPreviousData })
  const results = without.length > 0 ? (then.data?.results ?? found.results) : found.results
  const completing = results.filter((r) => r.completes).length
  return (
    <>
      <Stats>
        <Stat label={t(own.will)} value={format.number(completing)} tone="good" />
        <Stat label={t(own.willNot)} value={format.number(results.length - completing)} />
      </Stats>
      {found.unsigned.length > 0 && <p role="note">{t(own.unsigned, { sessions: found.unsigned.map((id) => t(words.session, { n: data.sessionList.findIndex((s) => s.id === id) + 1 })).join(', ') })}</p>}
      <Form of={form} submit={t(own.submit)}>
        <DayField field={form.at('on')} label={t(own.on)} help={t(own.onHelp)} explain={t(explained.completedOn)} required to={today} />
        {found.unmarked.map(({ sessionId, people }) => {
          const n = data.sessionList.findIndex((s) => s.id === sessionId)
          return (
            <div key={sessionId} className={styles.declare}>
              <p><Badge tone="behind">{t(own.unmarked, { n: n + 1, day: format.moment(data.sessionList[n]?.startsAt).slice(6), people: format.number(people) })}</Badge></p>
              <CheckField field={form.at(`no.${sessionId}`)} label={t(own.unrecorded)} explain={t(explained.unrecorded)} />
              {form.values[`no.${sessionId}`] && <TextField field={form.at(`why.${sessionId}`)} label={t(own.why)} required />}
            </div>
          )
        })}
      </Form>
      {results.length > 0 && <DataTable label={`${t(own.preview)} – ${data.title}`} columns={columns} rows={results} keyOf={(r) => r.person.id} />}
    </>
  )
}
