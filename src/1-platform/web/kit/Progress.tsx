// How far long work has come, in the work's own units, with a way to stop it.
import { text } from '#base/text'
import { useFormat, useText } from '../language.tsx'
import { Button } from './Button.tsx'
import styles from './Progress.module.css'

const words = {
  of: text('{done} / {total}', '{done} of {total}'),
  cancel: text('Dừng lại', 'Stop'),
}

/** `total` null: the end is not known yet, and no share is pretended. */
export function Progress({ label, done, total, onCancel }: { label: string; done: number; total: number | null; onCancel?: () => void }) {
  const t = useText()
  const { number, share } = useFormat()
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        <span>{label}</span>
        <span className="figures">{total === null ? number(done) : `${t(words.of, { done: number(done), total: number(total) })} · ${share(done, total)}`}</span>
      </div>
      <div className={styles.row}>
        <progress className={styles.bar} aria-label={label} value={total === null ? undefined : done} max={total ?? undefined} />
        {onCancel && <Button tone="quiet" onClick={onCancel}>{t(words.cancel)}</Button>}
      </div>
    </div>
  )
}
