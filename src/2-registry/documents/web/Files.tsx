// Choosing the scan of a document: photographed, picked or dropped, many at once.
import { IconCameraPlus, IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { text } from '#base/text'
import { IconButton } from '#web/kit/Button.tsx'
import { useText } from '#web/language.tsx'
import styles from './Documents.module.css'

const own = {
  choose: text('Chụp ảnh, chọn hoặc thả tệp', 'Take a photograph, choose or drop files'), kinds: text('PDF, DOCX, XLSX, JPG, PNG; chọn nhiều tệp một lần, mỗi tệp đến 20 MB', 'PDF, DOCX, XLSX, JPG, PNG; many at once, up to 20 MB each'),
  drop: text('Bỏ {name}', 'Leave out {name}'),
}

/** `id`: made here, so that one sent twice after a lost answer is one. */
export interface Chosen { id: string; file: File }

export function FilePick({ onChoose, busy }: { onChoose: (files: File[]) => void; busy?: boolean }) {
  const t = useText()
  const input = useId()
  const [over, setOver] = useState(false)
  const take = (files: FileList | null) => files && files.length > 0 && onChoose([...files])
  return (
    <label
      htmlFor={input} className={styles.drop} data-over={over || undefined} onDragOver={(event) => { event.preventDefault(); setOver(true) }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); if (!busy) take(event.dataTransfer.files) }}
    >
      <IconCameraPlus size={22} stroke={1.6} aria-hidden /> {t(own.choose)}
      <small>{t(own.kinds)}</small>
      <input
        id={input} type="file" multiple className="unseen" disabled={busy} accept=".pdf,.docx,.xlsx,.jpg,.jpeg,.png,image/jpeg,image/png,application/pdf"
        onChange={(event) => { take(event.currentTarget.files); event.currentTarget.value = '' }}
      />
    </label>
  )
}

export function ChosenFiles({ files, onLeave }: { files: readonly Chosen[]; onLeave: (id: string) => void }) {
  const t = useText()
  if (files.length === 0) return null
  return (
    <ul className={styles.lines}>
      {files.map(({ id, file }) => <li key={id}><span>{file.name}</span><IconButton label={t(own.drop, { name: file.name })} icon={IconX} onClick={() => onLeave(id)} /></li>)}
    </ul>
  )
}
