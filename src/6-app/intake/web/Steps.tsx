import { IconCheck } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { text } from '#base/text'
import { useText } from '#web/language.tsx'
import styles from './Intake.module.css'

const words = {
  steps: text('Các bước', 'Steps'), file: text('Chọn tệp', 'File'), columns: text('Cột', 'Columns'), check: text('Kiểm tra', 'Check'), run: text('Ghi', 'Write'), outcome: text('Kết quả', 'Outcome'),
}
export type Step = 'cot' | 'kiem-tra' | 'dang-chay' | 'ket-qua'
const order = [['tep', words.file], ['cot', words.columns], ['kiem-tra', words.check], ['dang-chay', words.run], ['ket-qua', words.outcome]] as const

/** Where one stands on the way; `open` leads back and forth between the steps that write nothing. */
export function Steps({ now, open }: { now: Step; open: ((to: 'cot' | 'kiem-tra') => void) | null }) {
  const t = useText()
  const at = order.findIndex(([key]) => key === now)
  const current = useRef<HTMLLIElement>(null)
  const before = useRef(now)
  // A step begins at its top: where one pressed on, far down, stands something else now.
  useEffect(() => {
    if (before.current !== now) current.current?.focus()
    before.current = now
  }, [now])
  return (
    <nav aria-label={t(words.steps)} className={`${styles.steps} no-print`}>
      <ol>
        {order.map(([key, title], i) => (
          <li key={key} data-done={i < at || undefined} {...(i === at && { 'aria-current': 'step', ref: current, tabIndex: -1 })}>
            <span className={styles.dot}>{i < at ? <IconCheck size={14} stroke={2.5} aria-hidden /> : i + 1}</span>
            {open && i !== at && (key === 'cot' || key === 'kiem-tra') ? <button type="button" onClick={() => open(key)}>{t(title)}</button> : <span>{t(title)}</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}
