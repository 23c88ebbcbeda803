// The changing code, as large as the screen: for the projector of a class. Once opened it goes on without a network.
import { useQuery } from '@tanstack/react-query'
import { IconX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { text } from '#base/text'
import { useParams } from '#web/address.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { QrCode } from '#web/kit/QrCode.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { common } from '#web/words.ts'
import { invitationTo, writeCheckInCode } from '../domain/check-in.ts'
import { sessionsAttended } from '../domain/completion.ts'
import { aboutLearning, learning } from './api.ts'
import styles from './CheckIn.module.css'
import { useTurningCode, type TurningCode } from './useTurningCode.ts'

const own = {
  how: text('Quét bằng máy ảnh điện thoại', 'Scan with your phone\'s camera'), typed: text('hoặc vào “Điểm danh” và nhập', 'or open “Check in” and type'),
  scan: text('Mã điểm danh của buổi học', 'Check-in code of the session'), came: text('Đã điểm danh {n}/{of}', '{n} of {of} checked in'), turns: text('Mã đổi 10 giây một lần', 'The code changes every 10 seconds'),
}

export default function CodePage() {
  const { sessionId } = useParams<'sessionId'>()
  // Opening is a deed that is announced: asked again at each announcement it would announce itself without end.
  const opened = useQuery({ ...learning.openCode.queryOptions({ input: { sessionId } }), staleTime: 'static' })
  const now = useTurningCode(opened)
  return <Answer of={opened}>{(data) => <Shown sessionId={sessionId} opened={data} now={now} />}</Answer>
}

function Shown({ sessionId, opened, now }: { sessionId: string; opened: Awaited<ReturnType<typeof learning.openCode.call>>; now: TurningCode | null }) {
  const t = useText()
  const format = useFormat()
  const session = useQuery(learning.session.queryOptions({ input: { sessionId } }))
  useLive(learning.session.key(), aboutLearning)
  useAwake()
  const { title, startsAt, endsAt } = opened
  return (
    <section className={styles.screen} aria-labelledby="code-title">
      <header>
        <div>
          <h1 id="code-title">{title}</h1>
          <p>{format.moment(startsAt)} – {format.moment(endsAt).slice(0, 5)}{session.data && <> · <strong>{t(own.came, { n: sessionsAttended(session.data.people.map((one) => one.state)), of: session.data.people.length })}</strong></>}</p>
        </div>
        <Button icon={IconX} to={`/buoi-hoc/${sessionId}`}>{t(common.close)}</Button>
      </header>
      {now && (
        <div className={styles.shown}>
          <div className={styles.large} data-step={now.step}><QrCode value={invitationTo(location.origin, { sessionId, ...now })} label={t(own.scan)} size={1000} /></div>
          <div className={styles.beside}>
            <p className={styles.how}>{t(own.how)}</p>
            <p>{t(own.typed)}</p>
            <p className={styles.typed}>{writeCheckInCode(now.code)}</p>
            <div className={styles.turning} aria-hidden><span key={now.step} /></div>
            <p className={styles.turns}>{t(own.turns)}</p>
          </div>
        </div>
      )}
    </section>
  )
}

/** A projector that goes dark in the middle of a session shows no code. */
function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined
    let left = false
    const hold = () => {
      if (document.visibilityState !== 'visible') return
      navigator.wakeLock?.request('screen').then((got) => { lock = got; if (left) void got.release() }, () => {})
    }
    hold()
    document.addEventListener('visibilitychange', hold)
    return () => {
      left = true
      document.removeEventListener('visibilitychange', hold)
      void lock?.release()
    }
  }, [])
}
