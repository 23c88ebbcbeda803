// Files of an agreement: its text, the record of the vote, minutes, proofs.
import { IconPaperclip, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { AttachButton, AttachState, useAttaching } from '#web/kit/Attach.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { IconButton } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import type { Agreement } from '../contract.ts'
import styles from './Agreements.module.css'
import { agreements } from './api.ts'
import type { Attached } from './attached.ts'
import { attachedWords } from './words.ts'

const own = {
  title: text('Tệp kèm theo', 'Files'), none: text('Chưa có tệp nào. Gắn toàn văn thỏa ước (PDF, DOCX hoặc ảnh chụp, đến 20 MB).', 'No file yet. Attach the text (PDF, DOCX or a scan, up to 20 MB).'), kind: text('Loại tệp', 'Kind of file'), done: text('Đã gắn tệp', 'File attached'), detach: text('Gỡ tệp {name}', 'Take {name} off'), detachTitle: text('Gỡ tệp này khỏi thỏa ước?', 'Take this file off the agreement?'), detachDeed: text('Gỡ tệp', 'Take it off'), detached: text('Đã gỡ tệp', 'File taken off'),
}

export function Attachments({ data }: { data: Agreement }) {
  const t = useText()
  const [kind, setKind] = useState<Attached['kind']>(data.attachments.some((f) => f.kind === 'text') ? 'other' : 'text')
  const [asking, setAsking] = useState<Attached | null>(null)
  const at = { id: data.id, unitId: data.unitId }
  const attaching = useAttaching((file, fileId) => agreements.attach.call({ ...at, file, fileId, kind }), async (sent) => {
    await queries.invalidateQueries({ queryKey: agreements.key() })
    if (sent > 0) toast(own.done)
  })
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
          <label>{t(own.kind)} <select className={styles.pick} value={kind} onChange={(event) => setKind(event.currentTarget.value as Attached['kind'])}>{Object.entries(attachedWords).map(([value, said]) => <option key={value} value={value}>{t(said)}</option>)}</select></label>
          <div><AttachButton of={attaching} kinds=".pdf,.docx,.jpg,.jpeg,.png,.xlsx" many /></div>
          <AttachState of={attaching} />
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
