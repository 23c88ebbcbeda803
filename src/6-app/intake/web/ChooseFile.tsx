// Choosing the file: dropped, or picked with the keyboard. The id of the import is made here, so that a file sent twice
// after a lost answer is one import.
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useId, useRef, useState } from 'react'
import { newId } from '#base/id'
import { text, type Text } from '#base/text'
import { heed, isLost, queries, refusalsOf } from '#web/api.ts'
import { Button } from '#web/kit/Button.tsx'
import { useText } from '#web/language.tsx'
import { useMe } from '#web/session.ts'
import { common } from '#web/words.ts'
import { importPath, intake } from './api.ts'
import styles from './Intake.module.css'

const own = {
  drop: text('Thả tệp vào đây hoặc chọn tệp', 'Drop a file here, or choose one'),
  kinds: text('Danh sách cán bộ, đoàn viên hoặc danh sách đơn vị, .xlsx hoặc .csv, đến 256 MB, để nguyên như đơn vị gửi.', 'A roster of officials or members, or a list of units; .xlsx or .csv, up to 256 MB, as the office sent it.'),
  sending: text('Đang gửi và đọc {name}…', 'Sending and reading {name}…'),
  dry: text('Chưa có gì được ghi ở bước này.', 'Nothing is written at this step.'),
}

export function ChooseFile() {
  const t = useText()
  const me = useMe()
  const navigate = useNavigate()
  const input = useId()
  const [over, setOver] = useState(false)
  const [sending, setSending] = useState<{ file: File; id: string } | null>(null)
  const [failed, setFailed] = useState<{ words: Text[]; lost: boolean } | null>(null)
  const underWay = useRef(false)

  const send = (next: { file: File; id: string }) => {
    if (underWay.current) return
    underWay.current = true
    setSending(next)
    setFailed(null)
    intake.receive.call({ id: next.id, unitId: me.unitId!, file: next.file }).then(
      async () => {
        await queries.invalidateQueries({ queryKey: intake.key() })
        void navigate({ to: importPath(next.id) })
      },
      (error: unknown) => {
        heed(error)
        const lost = isLost(error)
        setFailed({ words: refusalsOf(error).map((refusal) => refusal.text), lost })
        if (!lost) setSending(null)
      },
    ).finally(() => { underWay.current = false })
  }
  const choose = (file: File | undefined) => file && send({ file, id: newId() })
  const busy = sending !== null && failed === null
  return (
    <div className={styles.choose}>
      <label
        htmlFor={input}
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => { event.preventDefault(); setOver(true) }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          choose(event.dataTransfer.files[0])
        }}
      >
        <input
          id={input} type="file" className="unseen" disabled={busy} aria-describedby={`${input}-kinds`}
          accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onChange={(event) => {
            choose(event.currentTarget.files?.[0])
            // The same file chosen again is a new choice.
            event.currentTarget.value = ''
          }}
        />
        <IconFileSpreadsheet size={36} stroke={1.5} aria-hidden />
        <strong>{t(own.drop)}</strong>
        <span id={`${input}-kinds`}>{t(own.kinds)}</span>
      </label>
      <p role="status" className={styles.sending}>{busy ? `${t(own.sending, { name: sending.file.name })} ${t(own.dry)}` : ''}</p>
      {failed && (
        <div role="alert" className={styles.refused}>
          {failed.words.map((said, i) => <p key={i}>{t(said)}</p>)}
          {failed.lost && sending && <Button tone="main" onClick={() => send(sending)}>{t(common.sendAgain)}</Button>}
        </div>
      )}
    </div>
  )
}
