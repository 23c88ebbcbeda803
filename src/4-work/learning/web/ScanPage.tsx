// The lecturer's phone reads the participants' own codes, one after another; without a network they wait here and go later.
import { useQuery } from '@tanstack/react-query'
import { IconCircleCheck, IconCloudUpload, IconHourglass, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { newId } from '#base/id'
import { text, type Text } from '#base/text'
import { useParams } from '#web/address.ts'
import { heed, queries, refusalsOf } from '#web/api.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Columns, Page, Part } from '#web/kit/Page.tsx'
import { Scanner } from '#web/kit/Scanner.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { attendanceStates } from '../domain/attendance.ts'
import { readCheckInCode, readPass } from '../domain/check-in.ts'
import { learning, type Conducted } from './api.ts'
import styles from './CheckIn.module.css'
import { sendScan, type CheckInAnswer } from './holding.ts'

const own = {
  title: text('Quét mã học viên', 'Scan participants'), camera: text('Hình từ máy ảnh', 'Picture of the camera'), session: text('Buổi học {when}', 'Session {when}'),
  lead: text('Học viên mở “Mã của tôi” trên điện thoại; đưa máy ảnh vào mã đó.', 'Participants open “My code” on their phones; hold the camera to it.'),
  typed: text('Mã học viên đọc', 'Code that the participant reads out'), malformed: text('Mã gồm 6 chữ và số.', 'A code has 6 letters and figures.'), submit: text('Ghi', 'Record'), read: text('Vừa quét', 'Just scanned'), nothing: text('Chưa quét ai.', 'Nobody scanned yet.'),
  foreign: text('Đây không phải mã của học viên.', 'This is no participant\'s code.'), waiting: text('chờ cán bộ đào tạo xem xét', 'waits for the training officer'), already: text('đã có từ trước', 'marked already'), held: text('giữ trong máy, sẽ gửi khi có mạng', 'kept on this device, will be sent'),
  about: text('Quét mã của {name}', 'Scan of {name}'), someone: text('học viên', 'a participant'),
}

interface Line { key: string; name: string; said: Text; kind: CheckInAnswer['outcome'] | 'held' | 'refused' }
const icons = { marked: IconCircleCheck, already: IconCircleCheck, waiting: IconHourglass, held: IconCloudUpload, refused: IconX }

export default function ScanPage() {
  const { sessionId } = useParams<'sessionId'>()
  const session = useQuery(learning.session.queryOptions({ input: { sessionId } }))
  return <Answer of={session}>{(data) => <Scanning data={data} />}</Answer>
}

function Scanning({ data }: { data: Conducted }) {
  const t = useText()
  const format = useFormat()
  const [lines, setLines] = useState<Line[]>([])
  // A camera sees the same code many times a second, and a phone is held up longer than one code lasts.
  const seen = useRef(new Map<string, number>())
  const nameOf = (personId: string | null) => data.people.find((one) => one.person.id === personId)?.person.name
  const put = (line: Line) => setLines((before) => [line, ...before.filter(({ key }) => key !== line.key)].slice(0, 50))
  const send = async (read: { personId: string | null; step: number | null; code: string }): Promise<void> => {
    const id = newId(), name = nameOf(read.personId)
    const about = text(own.about.vi.replace('{name}', name ?? own.someone.vi), own.about.en.replace('{name}', name ?? own.someone.en))
    const answer = await sendScan({ id, sessionId: data.sessionId, ...read, at: new Date().toISOString() }, about)
    const key = answer?.person.id ?? read.personId ?? id
    put(answer ? { key, name: answer.person.name || name || '', kind: answer.outcome, said: answer.outcome === 'marked' ? attendanceStates[answer.state].label : own[answer.outcome] } : { key, name: name ?? t(own.someone), kind: 'held', said: own.held })
    await queries.invalidateQueries({ queryKey: learning.session.key() })
  }
  const onRead = (scanned: string) => {
    const pass = readPass(scanned)
    const key = pass?.personId ?? scanned
    if (Date.now() - (seen.current.get(key) ?? 0) < 20_000) return
    seen.current.set(key, Date.now())
    if (!pass) return put({ key, name: '', kind: 'refused', said: own.foreign })
    send(pass).catch((error: unknown) => {
      heed(error)
      // Held up again, it is tried again.
      seen.current.delete(key)
      put({ key, name: nameOf(pass.personId) ?? '', kind: 'refused', said: refusalsOf(error)[0]!.text })
    })
  }
  const form = useForm({
    key: null, start: { code: '' },
    check: (v) => ({ code: !v.code.trim() ? common.required : readCheckInCode(v.code) === null && own.malformed }),
    send: (v) => send({ personId: null, step: null, code: readCheckInCode(v.code)! }),
  })
  return (
    <Page title={t(own.title)} lead={t(own.lead)} path={[{ label: data.title }, { label: t(own.session, { when: format.moment(data.startsAt) }), to: `/buoi-hoc/${data.sessionId}` }]}>
      <Columns>
        <Part>
          <Scanner label={t(own.camera)} onRead={onRead} />
          <Form of={form} submit={t(own.submit)} tone="plain"><TextField field={form.at('code')} label={t(own.typed)} help="XXX-XXX" maxLength={12} /></Form>
        </Part>
        <Part title={t(own.read)}>
          <div role="status">
            {lines.length === 0 ? <p className={styles.note}>{t(own.nothing)}</p> : (
              <ul className={styles.lines}>
                {lines.map(({ key, name, said, kind }) => {
                  const Icon = icons[kind]
                  return <li key={key} data-kind={kind}><strong>{name}</strong><span className={styles.heard}><Icon size={18} aria-hidden /> {t(said)}</span></li>
                })}
              </ul>
            )}
          </div>
        </Part>
      </Columns>
    </Page>
  )
}
