// Files of an agreement: its text, the record of the vote, minutes, proofs.
import { IconPaperclip, IconTrash, IconUpload } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { newId } from '#base/id'
import { text, type Text } from '#base/text'
import { heed, queries, refusalsOf } from '#web/api.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { Agreement } from '../contract.ts'
import styles from './Agreements.module.css'
import { agreements } from './api.ts'
import type { Attached } from './attached.ts'
import { attachedWords } from './words.ts'

const own = {
  title: text('Tệp kèm theo', 'Files'), none: text('Chưa có tệp nào. Gắn toàn văn thỏa ước (PDF, DOCX hoặc ảnh chụp, đến 20 MB).', 'No file yet. Attach the text (PDF, DOCX or a scan, up to 20 MB).'), kind: text('Loại tệp', 'Kind of file'), add: text('Chọn tệp hoặc chụp ảnh', 'Choose a file or take a photograph'), sending: text('Đang gửi {name}…', 'Sending {name}…'), done: text('Đã gắn tệp', 'File attached'), detach: text('Gỡ tệp {name}', 'Take {name} off'), detachTitle: text('Gỡ tệp này khỏi thỏa ước?', 'Take this file off the agreement?'), detachDeed: text('Gỡ tệp', 'Take it off'), detached: text('Đã gỡ tệp', 'File taken off'),
}

export function Attachments({ data }: { data: Agreement }) {
  const t = useText()
  const [kind, setKind] = useState<Attached['kind']>(data.attachments.some((f) => f.kind === 'text') ? 'other' : 'text')
  const [busy, setBusy] = useState<string | null>(null)
  const [refused, setRefused] = useState<Text[]>([])
  const [asking, setAsking] = useState<Attached | null>(null)
  // Kept with its id until the server has it, so that a second try stores it once.
  const chosen = useRef<{ file: File; fileId: string; kind: Attached['kind'] } | null>(null)
  const at = { id: data.id, unitId: data.unitId }
  const send = async () => {
    if (!chosen.current || busy) return
    setBusy(chosen.current.file.name)
    setRefused([])
    try {
      await agreements.attach.call({ ...at, ...chosen.current })
      chosen.current = null
      await queries.invalidateQueries({ queryKey: agreements.key() })
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
      {data.attachments.length === 0 && <p className={styles.soft}>{t(own.none)}</p>}
      <ul className={styles.files}>
        {data.attachments.map((f) => (
          <li key={f.id}>
            <a href={`/api/files/${f.id}`} target="_blank" rel="noreferrer"><IconPaperclip size={16} stroke={1.75} aria-hidden /> {f.name}</a>
            <span><Badge tone={f.kind === 'text' ? 'good' : 'plain'}>{t(attachedWords[f.kind])}</Badge> {data.may.write && <IconButton label={t(own.detach, { name: f.name })} icon={IconTrash} onClick={() => setAsking(f)} />}</span>
          </li>
        ))}
      </ul>
      {data.may.write && (
        <div className={styles.attach}>
          {refused.length > 0 && <div role="alert" className={styles.refused}>{refused.map((one, i) => <p key={i}>{t(one)}</p>)}{chosen.current && <Button icon={IconUpload} onClick={() => void send()}>{t(common.sendAgain)}</Button>}</div>}
          <label>{t(own.kind)} <select className={styles.pick} value={kind} onChange={(event) => setKind(event.currentTarget.value as Attached['kind'])}>{Object.entries(attachedWords).map(([value, said]) => <option key={value} value={value}>{t(said)}</option>)}</select></label>
          <label>{busy ? t(own.sending, { name: busy }) : t(own.add)} <input type="file" accept=".pdf,.docx,.jpg,.jpeg,.png,.xlsx" disabled={busy !== null} onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (!file) return
            chosen.current = { file, fileId: newId(), kind }
            void send()
          }} /></label>
        </div>
      )}
      <Confirm
        title={t(own.detachTitle)} open={asking !== null} onClose={() => setAsking(null)} deed={t(own.detachDeed)} grave
        act={async () => { await agreements.detach.call({ ...at, fileId: asking!.id }); await queries.invalidateQueries({ queryKey: agreements.key() }); toast(own.detached) }}
      >
        <p>{asking?.name}</p>
      </Confirm>
    </Part>
  )
}
