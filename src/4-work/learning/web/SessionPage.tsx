// One session, for whoever conducts it: the code, scanning, who came, the sheet signed by hand, and the countersignature.
import { useQuery } from '@tanstack/react-query'
import { IconCamera, IconChecks, IconQrcode, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { compareByGivenName } from '#base/vietnamese/text'
import { useParams } from '#web/address.ts'
import { queries } from '#web/api.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { Stat, Stats } from '#web/kit/Stat.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { attendanceStates, markSources } from '../domain/attendance.ts'
import { mayCountersign } from '../domain/countersigning.ts'
import { sessionsAttended } from '../domain/completion.ts'
import { aboutLearning, learning, type Conducted } from './api.ts'
import styles from './CheckIn.module.css'
import { SessionSheets } from './SessionSheets.tsx'
import { words } from './words.ts'

const own = {
  session: text('Buổi học {when}', 'Session {when}'), mine: text('Việc học của tôi', 'My learning'),
  code: text('Chiếu mã điểm danh', 'Show the check-in code'), scan: text('Quét mã học viên', 'Scan participants'), mark: text('Điểm danh bằng tay', 'Mark by hand'), sign: text('Ký xác nhận buổi học', 'Countersign the session'),
  came: text('Có mặt', 'Attended'), away: text('Vắng', 'Away'), unmarked: text('Chưa điểm danh', 'Not marked'), people: text('Học viên', 'Participants'), none: text('Chưa có học viên', 'Nobody has a seat yet'),
  signed: text('{who} đã ký xác nhận lúc {when}: {n} người dự, {away} người vắng. Từ đó chỉ đính chính được, kèm lý do.', 'Countersigned by {who} at {when}: {n} attended, {away} away. Since then attendance changes only by corrections with a reason.'),
  unrecorded: text('Buổi này không điểm danh: {reason}', 'Not recorded: {reason}'),
  asks: text('Bạn xác nhận danh sách điểm danh của buổi này là đúng: {n} người dự, {away} người vắng. Sau khi ký, chỉ đính chính được, kèm lý do.', 'You confirm that the roster of this session is right: {n} attended, {away} away. Once signed, it changes only by corrections with a reason.'),
  deed: text('Ký xác nhận', 'Countersign'), done: text('Đã ký xác nhận buổi học', 'The session is countersigned'),
}

export default function SessionPage() {
  const { sessionId } = useParams<'sessionId'>()
  const session = useQuery(learning.session.queryOptions({ input: { sessionId } }))
  useLive(learning.session.key(), aboutLearning)
  return <Answer of={session}>{(data) => <Whole data={data} />}</Answer>
}

const hasBegun = ({ startsAt }: { startsAt: string }) => new Date(startsAt) <= new Date()

function Whole({ data }: { data: Conducted }) {
  const t = useText()
  const format = useFormat()
  const [signing, setSigning] = useState(false)
  const { people, signed } = data
  const attended = sessionsAttended(people.map((one) => one.state)), unmarked = people.filter((one) => one.state === null).length, away = people.length - unmarked - attended
  const open = data.status === 'open' && data.unrecorded === null
  // What stands in the way of signing is said before anyone tries.
  const maySign = mayCountersign({ classStatus: data.status, begun: hasBegun(data), unrecorded: data.unrecorded, seated: people.length, unmarked })
  return (
    <Page
      title={t(own.session, { when: format.moment(data.startsAt) })}
      path={data.may.seeClass ? [{ label: t(words.classes), to: '/lop-hoc' }, { label: data.title, to: `/lop-hoc/${data.classId}?phan=diem-danh` }] : [{ label: t(own.mine), to: '/hoc-tap' }]}
      lead={<>{data.title}{data.topic && ` · ${data.topic}`}{data.place && ` · ${data.place}`}</>}
      actions={open && <>
        {data.may.mark && !signed && <Button icon={IconChecks} to={`/lop-hoc/${data.classId}?phan=diem-danh`}>{t(own.mark)}</Button>}
        {data.may.mark && <Button icon={IconCamera} to={`/buoi-hoc/${data.sessionId}/quet`}>{t(own.scan)}</Button>}
        <Button icon={IconQrcode} tone="main" to={`/buoi-hoc/${data.sessionId}/ma`}>{t(own.code)}</Button>
      </>}
    >
      {data.unrecorded && <p>{t(own.unrecorded, { reason: data.unrecorded })}</p>}
      <Stats>
        <Stat label={t(own.came)} value={format.number(attended)} tone="good" />
        <Stat label={t(own.away)} value={format.number(away)} />
        <Stat label={t(own.unmarked)} value={format.number(unmarked)} />
      </Stats>
      <Part title={t(own.sign)}>
        {signed ? <p role="status">{t(own.signed, { who: signed.by ?? '–', when: format.moment(signed.at), n: format.number(signed.attended), away: format.number(signed.away) })}</p>
          : maySign === true ? <div><Button icon={IconSignature} onClick={() => setSigning(true)}>{t(own.deed)}</Button></div>
            : <p className={styles.note}>{t(maySign.text)}</p>}
      </Part>
      {(data.may.mark || data.sheets.length > 0) && <SessionSheets data={data} />}
      <Part title={t(own.people)}>
        {people.length === 0 ? <Empty title={t(own.none)} /> : (
          <ul className={styles.lines}>
            {people.toSorted((a, b) => compareByGivenName(a.person.name, b.person.name)).map(({ person, unit, state, source, recordedAt }) => (
              <li key={person.id}>
                <span>{data.may.seeClass ? <Go to={`/nguoi/${person.id}`}>{person.name}</Go> : <strong>{person.name}</strong>}<small>{unit}</small></span>
                <span>
                  <Badge tone={state === null ? 'plain' : attendanceStates[state].attended ? 'good' : 'soon'}>{t(state ? attendanceStates[state].label : own.unmarked)}</Badge>
                  {source && <small>{t(markSources[source])}, {format.moment(recordedAt)}</small>}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Confirm
        title={t(own.sign)} open={signing} onClose={() => setSigning(false)} deed={t(own.deed)}
        act={async () => {
          await learning.countersign.call({ sessionId: data.sessionId })
          await queries.invalidateQueries({ queryKey: learning.key() })
          toast(own.done)
        }}
      >
        <p>{t(own.asks, { n: format.number(attended), away: format.number(away) })}</p>
      </Confirm>
    </Page>
  )
}
