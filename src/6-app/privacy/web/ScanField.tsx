// The signed sheet, photographed or scanned.
import { IconFileText } from '@tabler/icons-react'
import type { Text } from '#base/text'
import { useText } from '#web/language.tsx'
import styles from './Privacy.module.css'
import { words } from './words.ts'

export function ScanField({ onChoose, refusals }: { onChoose: (file: File | null) => void; refusals: Text[] }) {
  const t = useText()
  return (
    <label className={styles.file}>
      <span><IconFileText size={16} aria-hidden /> {t(words.scan)}</span>
      <input type="file" accept=".pdf,.jpg,.jpeg,.png" aria-invalid={refusals.length > 0 || undefined} onChange={(event) => onChoose(event.currentTarget.files?.[0] ?? null)} />
      {refusals.map((one, i) => <span key={i} className={styles.refused}>{t(one)}</span>)}
    </label>
  )
}
