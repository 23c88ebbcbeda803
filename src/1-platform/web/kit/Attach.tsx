// Files that are sent as they are chosen: one after the other, each with an id made here, so that one sent twice after a lost
// answer is one. What is chosen while another is on its way waits its turn.
import { IconCameraPlus, type Icon } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { newId } from '#base/id'
import { text, type Text } from '#base/text'
import { heed, refusalsOf, statusOf } from '#web/api.ts'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import styles from './Attach.module.css'
import { Button } from './Button.tsx'

const own = {
  choose: text('Chụp ảnh hoặc chọn tệp', 'Take a photograph or choose a file'), sending: text('Đang gửi {name}…', 'Sending {name}…'),
  waiting: text('Còn {n} tệp chưa gửi được', '{n} files are not sent yet'), of: text('{name}: {why}', '{name}: {why}'),
}

export interface Attaching { sending: string | null; refused: { name: string; why: Text }[]; waiting: number; take: (files: readonly File[]) => void; again: () => void }

/** `send` stores one file under its id. `done`: after the last one, however each ended; `sent` of them are stored. */
export function useAttaching(send: (file: File, fileId: string) => Promise<unknown>, done: (sent: number) => Promise<unknown> | void): Attaching {
  const [sending, setSending] = useState<string | null>(null)
  const [refused, setRefused] = useState<Attaching['refused']>([])
  const waiting = useRef<{ file: File; fileId: string }[]>([])
  const underWay = useRef(false)
  const latest = useRef(send)
  latest.current = send
  const again = async () => {
    if (underWay.current || waiting.current.length === 0) return
    underWay.current = true
    setRefused([])
    let sent = 0
    for (let next = waiting.current[0]; next; next = waiting.current[0]) {
      const { file, fileId } = next
      setSending(file.name)
      try {
        await latest.current(file, fileId)
        sent++
      } catch (error) {
        heed(error)
        setRefused((before) => [...before, ...refusalsOf(error).map(({ text: why }) => ({ name: file.name, why }))])
        // This one and those behind it are kept for another try. What is refused for what it is would be refused again.
        if (mayPass(statusOf(error))) break
      }
      waiting.current.shift()
    }
    underWay.current = false
    setSending(null)
    await done(sent)
  }
  const take = (files: readonly File[]) => {
    waiting.current.push(...files.map((file) => ({ file, fileId: newId() })))
    void again()
  }
  return { sending, refused, waiting: sending === null ? waiting.current.length : 0, take, again: () => void again() }
}

/** The line broke, the session ended, too many at once, or the server is at fault. */
const mayPass = (status: number | null) => status === null || status === 401 || status === 429 || status >= 500

/** A button that opens the camera or the files of the device. `kinds`: as in <input accept>. */
export function AttachButton({ of, label = own.choose, icon: Icon = IconCameraPlus, kinds, many, camera }: { of: Attaching; label?: Text; icon?: Icon; kinds: string; many?: boolean; camera?: boolean }) {
  const t = useText()
  return (
    <label className={`${styles.button} no-print`}>
      <Icon size={18} stroke={1.75} aria-hidden /> {t(label)}
      <input type="file" accept={kinds} multiple={many} capture={camera ? 'environment' : undefined} onChange={(event) => {
        of.take([...event.currentTarget.files ?? []])
        // The same file chosen again is a new choice.
        event.currentTarget.value = ''
      }} />
    </label>
  )
}

/** What is on its way, and what was not taken and why. */
export function AttachState({ of, sending = own.sending }: { of: Attaching; sending?: Text }) {
  const t = useText()
  return (
    <>
      <p role="status" className={styles.sending}>{of.sending === null ? '' : t(sending, { name: of.sending })}</p>
      {(of.refused.length > 0 || of.waiting > 0) && (
        <div role="alert" className={styles.refused}>
          {of.refused.map(({ name, why }, i) => <p key={i}>{t(own.of, { name, why: t(why) })}</p>)}
          {of.waiting > 0 && <>{of.waiting > 1 && <p>{t(own.waiting, { n: of.waiting })}</p>}<Button onClick={of.again}>{t(common.sendAgain)}</Button></>}
        </div>
      )}
    </>
  )
}
