// The form's frame: what was refused as a whole, its fields, its deeds. Enter sends; the first refused field gets the focus.
import { IconAlertTriangle, IconWifiOff } from '@tabler/icons-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { text } from '#base/text'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { Button } from '../Button.tsx'
import { Conflicts } from '../Conflicts.tsx'
import type { FormOf } from './useForm.ts'
import styles from './Form.module.css'

const words = {
  kept: text('Những gì đã nhập lần trước vẫn còn đây.', 'What you typed last time is still here.'),
  fresh: text('Bỏ, nhập lại từ đầu', 'Discard and start again'),
}

export interface FormProps<Values extends object> {
  of: FormOf<Values>
  /** On the button that sends. */
  submit: string
  /** Beside it: a cancel button. */
  beside?: ReactNode
  /** Of the button that sends, where it is not the one deed of the page. */
  tone?: 'main' | 'plain'
  /** Two fields in a row where there is room. */
  columns?: 1 | 2
  children: ReactNode
}

export function Form<Values extends object>({ of, submit, beside, tone = 'main', columns = 1, children }: FormProps<Values>) {
  const t = useText()
  const name = useId()
  const frame = useRef<HTMLFormElement>(null)
  const reopened = useRef(of.typed)
  useEffect(() => {
    if (of.refusedTimes === 0) return
    const place = frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? frame.current?.querySelector<HTMLElement>('[role="alert"]')
    place?.focus()
  }, [of.refusedTimes])
  return (
    <form
      ref={frame}
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        of.submit()
      }}
    >
      {of.whole.length > 0 && (
        <div role="alert" tabIndex={-1} className={styles.refused}>
          {of.lost ? <IconWifiOff size={20} aria-hidden /> : <IconAlertTriangle size={20} aria-hidden />}
          <div>{of.whole.map((words, i) => <p key={i}>{t(words)}</p>)}</div>
        </div>
      )}
      {of.conflicts.length > 0 && <div role="alert" tabIndex={-1} className={styles.conflicts}><Conflicts name={name} of={of.conflicts} busy={of.busy} onDone={of.settle} /></div>}
      {reopened.current && of.typed && of.refusedTimes === 0 && !of.busy && (
        <p className={styles.kept}>
          {t(words.kept)}{' '}
          <button type="button" onClick={() => { reopened.current = false; of.reset() }}>{t(words.fresh)}</button>
        </p>
      )}
      <div className={styles.fields} data-columns={columns}>{children}</div>
      <div className={styles.deeds}>
        <Button type="submit" tone={tone} busy={of.busy}>{of.lost ? t(common.sendAgain) : submit}</Button>
        {beside}
      </div>
    </form>
  )
}
