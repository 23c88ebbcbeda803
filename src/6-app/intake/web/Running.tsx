// Work in the background, with real progress and a way to stop it.
import { useState } from 'react'
import { text, type Text } from '#base/text'
import { heed, queries, refusalsOf } from '#web/api.ts'
import { Part } from '#web/kit/Page.tsx'
import { Progress } from '#web/kit/Progress.tsx'
import { useText } from '#web/language.tsx'
import type { WholeImport } from '../contract.ts'
import { intake } from './api.ts'
import styles from './Intake.module.css'
import { states } from './words.ts'

const own = {
  waiting: text('Đang chờ tới lượt…', 'Waiting for its turn…'),
  reading: text('Đang đọc từng dòng', 'Reading the rows'), importing: text('Đang đọc và ghi từng dòng', 'Reading and writing the rows'), undoing: text('Đang hoàn tác', 'Undoing'),
  settling: text('Đã ghi xong, đang tính lại chỉ tiêu', 'Rows are written; figures are being settled'), stopping: text('Đang dừng; không giữ lại gì.', 'Stopping; nothing is kept.'),
  leave: text('Có thể rời trang này; việc vẫn tiếp tục.', 'You may leave this page; the work goes on.'),
}

export function Running({ data }: { data: WholeImport }) {
  const t = useText()
  const [refused, setRefused] = useState<Text[]>([])
  const { progress, state } = data
  const stop = () => {
    setRefused([])
    intake.cancel.call({ id: data.id }).then(() => queries.invalidateQueries({ queryKey: intake.key() }), (error: unknown) => {
      heed(error)
      setRefused(refusalsOf(error).map((refusal) => refusal.text))
    })
  }
  const all = progress?.total !== null && progress?.total !== undefined && progress.done >= progress.total
  const label = progress === null ? states[state] : progress.cancelAsked ? own.stopping : progress.total === null && progress.done === 0 ? own.waiting : all ? own.settling : own[state as 'reading' | 'importing' | 'undoing']
  return (
    <Part>
      <div role="status" aria-live="off">
        <Progress label={t(label)} done={progress?.done ?? 0} total={all ? null : progress?.total ?? null} {...(progress && !progress.cancelAsked && !all && { onCancel: stop })} />
      </div>
      <p className={styles.hint}>{t(own.leave)}</p>
      {refused.length > 0 && <div role="alert" className={styles.refused}>{refused.map((said, i) => <p key={i}>{t(said)}</p>)}</div>}
    </Part>
  )
}
