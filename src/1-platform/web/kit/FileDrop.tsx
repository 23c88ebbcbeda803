// Choosing a spreadsheet: dropped, or picked with the keyboard. The id of what comes of it is made here, so that a file sent
// twice after a lost answer is one.
import { IconFileSpreadsheet } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { newId } from '#base/id'
import { text, type Text } from '#base/text'
import { heed, isLost, refusalsOf } from '#web/api.ts'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { Button } from './Button.tsx'
import styles from './FileDrop.module.css'

const own = {
  drop: text('Thả tệp vào đây hoặc chọn tệp', 'Drop a file here, or choose one'),
  sending: text('Đang gửi và đọc {name}…', 'Sending and reading {name}…'),
  dry: text('Chưa có gì được ghi ở bước này.', 'Nothing is written at this step.'),
}

/** `kinds`: which files are taken. `send` does the rest, a page to go to included. */
export function FileDrop({ kinds, send }: { kinds: string; send: (file: File, id: string) => Promise<unknown> }) {
  const t = useText()
  const input = useId()
  const [over, setOver] = useState(false)
  const [sending, setSending] = useState<{ file: File; id: string } | null>(null)
  const [failed, setFailed] = useState<{ words: Text[]; lost: boolean } | null>(null)
  const underWay = useRef(false)

  const begin = (next: { file: File; id: string }) => {
    if (underWay.current) return
    underWay.current = true
    setSending(next)
    setFailed(null)
    send(next.file, next.id).catch((error: unknown) => {
      heed(error)
      const lost = isLost(error)
      setFailed({ words: refusalsOf(error).map((refusal) => refusal.text), lost })
      if (!lost) setSending(null)
    }).finally(() => { underWay.current = false })
  }
  const choose = (file: File | undefined) => file && begin({ file, id: newId() })
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
        <span id={`${input}-kinds`}>{kinds}</span>
      </label>
      <p role="status" className={styles.sending}>{busy ? `${t(own.sending, { name: sending.file.name })} ${t(own.dry)}` : ''}</p>
      {failed && (
        <div role="alert" className={styles.refused}>
          {failed.words.map((said, i) => <p key={i}>{t(said)}</p>)}
          {failed.lost && sending && <Button tone="main" onClick={() => begin(sending)}>{t(common.sendAgain)}</Button>}
        </div>
      )}
    </div>
  )
}
