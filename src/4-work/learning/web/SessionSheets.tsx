// The attendance sheet as it was signed by hand: printed, signed, photographed, kept with the session.
import { IconCameraPlus, IconFileText } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { newId } from '#base/id'
import { text, type Text } from '#base/text'
import { heed, queries, refusalsOf } from '#web/api.ts'
import { Button } from '#web/kit/Button.tsx'
import { Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { learning, type Conducted } from './api.ts'
import styles from './CheckIn.module.css'
import { SheetLink } from './SheetLink.tsx'

const own = {
  title: text('Phiếu điểm danh có chữ ký', 'Signed attendance sheet'), none: text('In phiếu ở trang lớp học, cho học viên ký, rồi chụp ảnh gắn vào đây.', 'Print the sheet on the page of the class, have it signed, then attach a photograph here.'),
  attach: text('Chụp ảnh hoặc chọn tệp', 'Take a photograph or choose a file'), sending: text('Đang gửi {name}…', 'Sending {name}…'), done: text('Đã gắn phiếu vào buổi học', 'The sheet is attached'), by: text('{who}, {when}', '{who}, {when}'), print: text('Văn bản của lớp', 'Papers of the class'),
}

export function SessionSheets({ data }: { data: Conducted }) {
  const t = useText()
  const format = useFormat()
  const [busy, setBusy] = useState<string | null>(null)
  const [refused, setRefused] = useState<Text[]>([])
  // Kept with its id until the server has it, so that a second try stores it once.
  const chosen = useRef<{ file: File; fileId: string } | null>(null)
  const send = async () => {
    if (!chosen.current || busy) return
    const { file, fileId } = chosen.current
    setBusy(file.name)
    setRefused([])
    try {
      await learning.attachSheet.call({ sessionId: data.sessionId, fileId, file })
      chosen.current = null
      await queries.invalidateQueries({ queryKey: learning.key() })
      toast(own.done)
    } catch (error) {
      heed(error)
      setRefused(refusalsOf(error).map((refusal) => refusal.text))
    } finally {
      setBusy(null)
    }
  }
  return (
    <Part title={t(own.title)}>
      {data.sheets.length === 0 && <p className={styles.note}>{t(own.none)}</p>}
      {data.sheets.length > 0 && (
        <ul className={styles.lines}>
          {data.sheets.map((sheet) => <li key={sheet.id}><SheetLink {...sheet} /><small>{t(own.by, { who: sheet.recordedBy ?? '–', when: format.moment(sheet.recordedAt) })}</small></li>)}
        </ul>
      )}
      {refused.length > 0 && <div role="alert">{refused.map((one, i) => <p key={i}>{t(one)}</p>)}{chosen.current && <Button icon={IconFileText} onClick={() => void send()}>{t(common.sendAgain)}</Button>}</div>}
      {data.may.mark && (
        <div>
          <label className={styles.attach}>
            <IconCameraPlus size={18} stroke={1.75} aria-hidden /> {busy ? t(own.sending, { name: busy }) : t(own.attach)}
            <input type="file" accept="image/jpeg,image/png,application/pdf" disabled={busy !== null} onChange={(event) => {
              const file = event.currentTarget.files?.[0]
              event.currentTarget.value = ''
              if (!file) return
              chosen.current = { file, fileId: newId() }
              void send()
            }} />
          </label>
        </div>
      )}
    </Part>
  )
}
