// A line that says what was just done, for a few seconds, and aloud for who does not see it. Refusals never go here: they stay.
import { IconCheck, IconX } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import type { Text } from '#base/text'
import { useText } from '../language.tsx'
import { common } from '../words.ts'
import styles from './toast.module.css'

interface Toast { id: number; message: Text; deed?: { label: Text; act: () => void } }

let shown: Toast[] = []
let count = 0
const listeners = new Set<() => void>()

function put(next: Toast[]): void {
  shown = next
  for (const listener of listeners) listener()
}

const drop = (id: number) => put(shown.filter((one) => one.id !== id))

/** `toast(text('Đã lưu', 'Saved'))`; a deed such as "undo" may stand beside it. */
export function toast(message: Text, deed?: Toast['deed']): void {
  const id = ++count
  put([...shown.slice(-2), { id, message, deed }])
  setTimeout(() => drop(id), deed ? 12_000 : 6_000)
}

/** Stands once, in the shell. */
export function Toasts() {
  const t = useText()
  const list = useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, () => shown)
  return (
    <div role="status" aria-live="polite" className={`${styles.toasts} no-print`}>
      {list.map(({ id, message, deed }) => (
        <div key={id} className={styles.toast}>
          <IconCheck size={18} aria-hidden />
          <span>{t(message)}</span>
          {deed && <button type="button" className={styles.deed} onClick={() => { deed.act(); drop(id) }}>{t(deed.label)}</button>}
          <button type="button" aria-label={t(common.close)} onClick={() => drop(id)}><IconX size={16} aria-hidden /></button>
        </div>
      ))}
    </div>
  )
}
