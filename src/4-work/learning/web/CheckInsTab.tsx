// For the training officer: check-ins that came too late to make a mark, and signals to look at. A signal is no verdict.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Go } from '#web/kit/Go.tsx'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { attendanceStates } from '../domain/attendance.ts'
import { signalKinds } from '../domain/signals.ts'
import { learning, type CheckInsOfClass, type ClassPageData } from './api.ts'
import styles from './CheckIn.module.css'
import { words } from './words.ts'

const own = {
  waiting: text('Lượt điểm danh chờ xem xét', 'Check-ins that wait for a decision'), waitingLead: text('Đến khi buổi học đã ký, hoặc khác với điểm danh đã ghi. Chấp nhận là đính chính, kèm lý do.', 'They came after the session was countersigned, or differ from its mark. To accept one is a correction, with a reason.'),
  noneWaiting: text('Không có lượt nào chờ', 'None waits'), signals: text('Dấu hiệu cần xem', 'Signals to look at'),
  signalsLead: text('Dấu hiệu, không phải kết luận: mỗi dấu hiệu đều có thể có lý do chính đáng. Hãy hỏi người trong cuộc trước.', 'Signals, not verdicts: each may have an honest reason. Ask those concerned first.'),
  noSignals: text('Không có dấu hiệu nào trong {n} lượt điểm danh bằng mã', 'No signals among {n} check-ins by code'), session: text('Buổi', 'Session'), state: text('Theo mã', 'By the code'), heldState: text('Đang ghi', 'Marked'),
  shown: text('Mã hiện lúc', 'Code shown'), read: text('Thiết bị đọc lúc', 'Device read it'), arrived: text('Máy chủ nhận lúc', 'Arrived'), device: text('Thiết bị', 'Device'), deviceNamed: text('thiết bị {name}', 'device {name}'), way: text('Cách', 'Way'),
  own: text('tự điểm danh', 'own check-in'), scan: text('giảng viên quét', 'scanned'), offline: text('lúc không có mạng', 'without a network'), elsewhere: text('ở lớp “{title}”', 'in the class “{title}”'), decision: text('Quyết định', 'Decision'),
  accept: text('Chấp nhận', 'Accept'), reject: text('Không chấp nhận', 'Reject'), accepted: text('Đã chấp nhận', 'Accepted'), rejected: text('Không chấp nhận', 'Rejected'), by: text('{who}, {when}: {reason}', '{who}, {when}: {reason}'),
  acceptTitle: text('Chấp nhận lượt điểm danh của {name}', 'Accept the check-in of {name}'), rejectTitle: text('Không chấp nhận lượt điểm danh của {name}', 'Reject the check-in of {name}'), done: text('Đã ghi quyết định', 'The decision is recorded'),
  becomes: text('Điểm danh đổi thành “{state}”.', 'The mark becomes “{state}”.'), stays: text('Điểm danh giữ nguyên; lượt này được lưu cùng lý do.', 'The mark stays; this is kept with the reason.'),
}
type Waiting = CheckInsOfClass['waiting'][number]
type Line = CheckInsOfClass['signals'][number]['checkIns'][number]

export function CheckInsTab({ data }: { data: ClassPageData }) {
  const t = useText()
  const format = useFormat()
  const found = useQuery(learning.checkIns.queryOptions({ input: { id: data.id } }))
  const [deciding, setDeciding] = useState<{ line: Waiting; accept: boolean } | null>(null)
  const shared = <R extends Line>(): Column<R>[] => [
    { key: 'name', title: words.name, kind: 'name', value: (c) => c.person.name, main: true, show: (c) => <Go to={`/nguoi/${c.person.id}`}>{c.person.name}</Go> },
    { key: 'session', title: own.session, value: (c) => [format.moment(c.startsAt), c.elsewhere && t(own.elsewhere, { title: c.elsewhere })].filter(Boolean).join(' ') },
    { key: 'way', title: own.way, value: (c) => [t(c.way === 'scan' ? own.scan : own.own), c.offline && t(own.offline)].filter(Boolean).join(', '), from: 'tablet' },
  ]
  const clock = (iso: string) => clockOf.format(new Date(iso))
  const waitingColumns: Column<Waiting>[] = [
    ...shared<Waiting>(),
    { key: 'state', title: own.state, value: (c) => t(attendanceStates[c.state].label) },
    { key: 'held', title: own.heldState, value: (c) => (c.held ? t(attendanceStates[c.held].label) : '–') },
    { key: 'shown', title: own.shown, value: (c) => clock(c.shownAt), from: 'desktop' }, { key: 'arrived', title: own.arrived, value: (c) => clock(c.arrivedAt), from: 'desktop' },
    { key: 'decision', title: own.decision, value: (c) => (c.accepted === null ? '' : t(c.accepted ? own.accepted : own.rejected)), show: (c) => c.accepted === null
      ? <Row><Button tone="quiet" onClick={() => setDeciding({ line: c, accept: true })}>{t(own.accept)}</Button><Button tone="quiet" onClick={() => setDeciding({ line: c, accept: false })}>{t(own.reject)}</Button></Row>
      : <span><Badge tone={c.accepted ? 'good' : 'plain'}>{t(c.accepted ? own.accepted : own.rejected)}</Badge> <small>{t(own.by, { who: c.decidedBy ?? '–', when: format.moment(c.decidedAt), reason: c.reason ?? '' })}</small></span> },
  ]
  const signalColumns: Column<Line>[] = [
    ...shared<Line>(),
    { key: 'device', title: own.device, value: (c) => (c.device ? t(own.deviceNamed, { name: c.device }) : '–') },
    { key: 'shown', title: own.shown, value: (c) => clock(c.shownAt) }, { key: 'read', title: own.read, value: (c) => clock(c.readAt), from: 'tablet' }, { key: 'arrived', title: own.arrived, value: (c) => clock(c.arrivedAt), from: 'tablet' },
  ]
  return (
    <Answer of={found}>{({ waiting, signals, total }) => (
      <Stack gap={20}>
        <Part title={t(own.waiting)}>
          <p className={styles.note}>{t(own.waitingLead)}</p>
          {waiting.length === 0 ? <p>{t(own.noneWaiting)}</p> : <DataTable label={`${t(own.waiting)} – ${data.title}`} dress="list" columns={waitingColumns} rows={waiting} keyOf={(c) => c.id} />}
        </Part>
        <Part title={t(own.signals)}>
          <p className={styles.note}>{t(own.signalsLead)}</p>
          {signals.length === 0 && <Empty title={t(own.noSignals, { n: format.number(total) })} />}
          {signals.map(({ kind, checkIns }, i) => (
            <section key={i} className={styles.signal}>
              <h3>{t(signalKinds[kind].label)}</h3>
              <p className={styles.note}>{t(signalKinds[kind].what)}</p>
              <DataTable label={`${t(signalKinds[kind].label)} ${i + 1}`} dress="list" columns={signalColumns} rows={checkIns} keyOf={(c) => c.id} />
            </section>
          ))}
        </Part>
        {deciding && <Decide key={deciding.line.id} {...deciding} onClose={() => setDeciding(null)} />}
      </Stack>
    )}</Answer>
  )
}

function Decide({ line, accept, onClose }: { line: Waiting; accept: boolean; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: `check-in.${line.id}.${accept}`, start: { reason: '' }, check: ({ reason }) => ({ reason: !reason.trim() && common.required }),
    send: ({ reason }) => learning.decideCheckIn.call({ id: line.id, accept, reason }), renews: [learning.key()], done: () => { toast(own.done); onClose() },
  })
  return (
    <Dialog title={t(accept ? own.acceptTitle : own.rejectTitle, { name: line.person.name })} open onClose={onClose} width={560}>
      <p>{accept ? t(own.becomes, { state: t(attendanceStates[line.state].label) }) : t(own.stays)}</p>
      <Form of={form} submit={t(accept ? own.accept : own.reject)}><TextArea field={form.at('reason')} label={t(words.reason)} required /></Form>
    </Dialog>
  )
}

// Seconds matter here.
const clockOf = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit', second: '2-digit', day: '2-digit', month: '2-digit' })
