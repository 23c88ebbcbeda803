// One's own code, for the lecturer to scan: it turns as the one on the lecturer's screen does, and needs no network once seen.
import { useQuery } from '@tanstack/react-query'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { QrCode } from '#web/kit/QrCode.tsx'
import { useText } from '#web/language.tsx'
import { useMe } from '#web/session.ts'
import { writeCheckInCode, writePass } from '../domain/check-in.ts'
import { learning } from './api.ts'
import styles from './CheckIn.module.css'
import { useTurningCode } from './useTurningCode.ts'

const own = {
  title: text('Mã của tôi', 'My code'), mine: text('Việc học của tôi', 'My learning'),
  lead: text('Đưa mã này cho giảng viên quét khi vào lớp. Mã tự đổi 10 giây một lần và hiện được cả khi không có mạng.', 'Show it to the lecturer when you come to class. It changes every 10 seconds, and works without a network.'),
  scan: text('Mã để giảng viên quét', 'Code for the lecturer to scan'), typed: text('Không quét được thì đọc mã này:', 'If it cannot be scanned, read this out:'),
}

export default function PassPage() {
  const t = useText()
  const { name } = useMe()
  // A deed, like opening the code of a session: not to be done again at its own announcement.
  const pass = useQuery({ ...learning.openPass.queryOptions(), staleTime: 'static' })
  const now = useTurningCode(pass)
  return (
    <Page title={t(own.title)} lead={t(own.lead)} width="reading" path={[{ label: t(own.mine), to: '/hoc-tap' }]}>
      <Answer of={pass}>{({ personId }) => (
        <Part>
          <div className={styles.pass}>
            <strong className={styles.whose}>{name}</strong>
            {now && <QrCode value={writePass({ personId, ...now })} label={t(own.scan)} size={300} />}
            {now && <p>{t(own.typed)} <strong className={styles.small}>{writeCheckInCode(now.code)}</strong></p>}
          </div>
        </Part>
      )}</Answer>
    </Page>
  )
}
