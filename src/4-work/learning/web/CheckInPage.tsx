// Checking in: opened by the camera from the lecturer's screen, or by hand with the code typed.
import { useQuery } from '@tanstack/react-query'
import { IconCircleCheck, IconCloudUpload, IconHourglass, IconQrcode } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { isId } from '#base/id'
import { text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { heed } from '#web/api.ts'
import { Answer, Empty, Failure, Skeleton } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Page, Part, Row } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useMe } from '#web/session.ts'
import { common } from '#web/words.ts'
import { attendanceStates } from '../domain/attendance.ts'
import { codesHold, readCheckInCode } from '../domain/check-in.ts'
import { learning } from './api.ts'
import styles from './CheckIn.module.css'
import { sendCheckIn, type CheckInAnswer } from './holding.ts'
import { keptId } from './keptId.ts'

const own = {
  title: text('Điểm danh', 'Check in'), lead: text('Quét mã trên màn hình của giảng viên bằng máy ảnh điện thoại, hoặc nhập mã đang hiện.', 'Scan the code on the lecturer\'s screen with the phone\'s camera, or type the code shown.'),
  session: text('Buổi học', 'Session'), code: text('Mã đang hiện trên màn hình', 'Code shown on the screen'), malformed: text('Mã gồm 6 chữ và số.', 'A code has 6 letters and figures.'), submit: text('Điểm danh', 'Check in'),
  none: text('Bạn không có buổi học nào đang điểm danh', 'No session of yours is taking attendance now'), noneWhy: text('Mã dùng được từ 30 phút trước giờ học đến khi hết buổi.', 'Codes hold from 30 minutes before a session until its end.'),
  marked: text('Đã điểm danh: {state}', 'Checked in: {state}'), already: text('Bạn đã được điểm danh: {state}', 'You are marked already: {state}'),
  waiting: text('Đã gửi, chờ cán bộ đào tạo xem xét', 'Sent; the training officer will look at it'),
  waitingHeld: text('Buổi này đã ghi bạn là “{state}”, nên lượt điểm danh không tự thay được.', 'You are marked “{state}” at this session, so a check-in does not replace it by itself.'),
  waitingSigned: text('Giảng viên đã ký xác nhận buổi học trước khi lượt này đến.', 'The lecturer had countersigned the session before this arrived.'),
  held: text('Đã giữ trong máy', 'Kept on this device'), heldWhy: text('Chưa có mạng. Lượt điểm danh sẽ tự gửi khi có mạng; giờ bạn quét mã đã được ghi.', 'There is no network. It will be sent by itself; the time at which you scanned is recorded.'),
  about: text('Điểm danh buổi học', 'Check-in at a session'), again: text('Điểm danh buổi khác', 'Check in at another session'), mine: text('Mã của tôi', 'My code'), toLearning: text('Việc học của tôi', 'My learning'),
}

export default function CheckInPage() {
  const t = useText()
  const [{ buoi, luc, ma }] = useAddress({ buoi: '', luc: '', ma: '' })
  const scanned = isId(buoi) && /^\d{1,12}$/.test(luc) && readCheckInCode(ma) !== null
  return (
    <Page title={t(own.title)} width="reading" lead={scanned ? undefined : t(own.lead)} actions={<Button icon={IconQrcode} to="/ma-cua-toi">{t(own.mine)}</Button>} path={[{ label: t(own.toLearning), to: '/hoc-tap' }]}>
      {scanned ? <Scanned key={`${buoi} ${luc}`} sessionId={buoi} step={Number(luc)} code={ma} /> : <Typed />}
    </Page>
  )
}

const device = () => keptId('device', localStorage)

function Scanned({ sessionId, step, code }: { sessionId: string; step: number; code: string }) {
  const [done, setDone] = useState<CheckInAnswer | 'held' | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const begun = useRef(false)
  const { accountId } = useMe()
  const send = () => {
    // The same id and moment for every try with this code, a reload included.
    const name = `check-in ${accountId} ${sessionId} ${step}`
    let at = new Date().toISOString()
    try {
      at = sessionStorage.getItem(`${name} at`) ?? at
      sessionStorage.setItem(`${name} at`, at)
    } catch {
      // Without storage a reload is read anew.
    }
    sendCheckIn({ id: keptId(name, sessionStorage), sessionId, step, code, at, deviceId: device() }, own.about).then((answer) => setDone(answer ?? 'held'), (error: unknown) => { heed(error); setFailed(error) })
  }
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    send()
  })
  if (failed) return <><Part><Failure error={failed} /></Part><Typed /></>
  if (!done) return <Part><Skeleton /></Part>
  return <Done answer={done} />
}

function Typed() {
  const t = useText()
  const sessions = useQuery(learning.mySessions.queryOptions())
  const [done, setDone] = useState<CheckInAnswer | 'held' | null>(null)
  if (done) return <Done answer={done} again={() => setDone(null)} />
  return (
    <Answer of={sessions}>{(all) => {
      const open = openOf(all)
      return open.length === 0 ? <Empty title={t(own.none)}>{t(own.noneWhy)}</Empty> : <TypeCode sessions={open} onDone={setDone} />
    }}</Answer>
  )
}

type Near = Awaited<ReturnType<typeof learning.mySessions.call>>

/** The sessions whose codes hold now. */
function openOf(sessions: Near): Near {
  const now = new Date()
  return sessions.filter((s) => !s.lecturing && codesHold({ startsAt: new Date(s.startsAt), endsAt: new Date(s.endsAt) }, now))
}

function TypeCode({ sessions, onDone }: { sessions: Near; onDone: (answer: CheckInAnswer | 'held') => void }) {
  const t = useText()
  const format = useFormat()
  const form = useForm({
    key: null, start: { session: sessions[0]!.sessionId as string | null, code: '' },
    check: (v) => ({ session: !v.session && common.required, code: !v.code.trim() ? common.required : readCheckInCode(v.code) === null && own.malformed }),
    send: (v, id) => sendCheckIn({ id, sessionId: v.session!, step: null, code: readCheckInCode(v.code)!, at: new Date().toISOString(), deviceId: device() }, own.about),
    renews: [learning.key()], done: (answer) => onDone(answer ?? 'held'),
  })
  return (
    <Part>
      <Form of={form} submit={t(own.submit)}>
        <SelectField field={form.at('session')} label={t(own.session)} required choices={sessions.map((s) => ({ value: s.sessionId, label: `${s.title} · ${format.moment(s.startsAt)}` }))} />
        <TextField field={form.at('code')} label={t(own.code)} help="XXX-XXX" required maxLength={12} />
      </Form>
    </Part>
  )
}

function Done({ answer, again }: { answer: CheckInAnswer | 'held'; again?: () => void }) {
  const t = useText()
  const format = useFormat()
  const held = answer === 'held'
  const Icon = held ? IconCloudUpload : answer.outcome === 'waiting' ? IconHourglass : IconCircleCheck
  const state = held ? '' : t(attendanceStates[answer.outcome === 'marked' ? answer.state : (answer.held ?? answer.state)].label)
  return (
    <Part>
      <div className={styles.done} data-outcome={held ? 'held' : answer.outcome}>
        <Icon size={56} stroke={1.5} aria-hidden />
        <p role="status" className={styles.verdict}>{held ? t(own.held) : t(own[answer.outcome], { state })}</p>
        {held ? <p>{t(own.heldWhy)}</p> : <p>{answer.classTitle} · {format.moment(answer.startsAt)}</p>}
        {!held && answer.outcome === 'waiting' && <p>{answer.held ? t(own.waitingHeld, { state }) : t(own.waitingSigned)}</p>}
        <Row>{again && <Button onClick={again}>{t(own.again)}</Button>}<Button to="/hoc-tap">{t(own.toLearning)}</Button></Row>
      </div>
    </Part>
  )
}
