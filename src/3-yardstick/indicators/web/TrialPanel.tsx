// What the definition says of the own tree as it stands, at once: the figure, ten of each to look at, and what looks wrong.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { text } from '#base/text'
import { refusalsOf } from '#web/api.ts'
import { Failure, Skeleton } from '#web/kit/Answer.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Gauge } from '#web/kit/Gauge.tsx'
import { Go } from '#web/kit/Go.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import type { Trial } from '../contract.ts'
import { indicators } from './api.ts'
import { words, type Body } from './compose.ts'
import styles from './Compose.module.css'
import { useRecordsRoof } from './roof.tsx'

const own = {
  on: text('Vào ngày', 'On'), waiting: text('Còn thiếu trước khi thử được:', 'Still missing before it can be tried:'),
  of: text('{met} / {counted} đạt', '{met} of {counted} met'), gap: text('còn {n} để đạt {share}', '{n} to go to {share}'), reached: text('đạt chỉ tiêu {share}', 'the target of {share} is reached'),
  excluded: text('{n} không tính', '{n} left out'), inTime: text('{n} chưa đạt nhưng còn trong hạn', '{n} unmet but still within their time'),
  nearest: text('Ngày này nằm ngoài các giai đoạn: thử theo giai đoạn {stage}.', 'The day lies outside of all stages: tried by stage {stage}.'),
  samples: text('{state}: {n} ví dụ', '{state}: {n} to look at'), due: text('còn hạn đến {day}', 'in time until {day}'), busy: text('Đang thử lại…', 'Trying again…'),
}

/** Waits until typing has stopped. */
function useSettled(written: string, ms: number): string {
  const [settled, settle] = useState(written)
  useEffect(() => {
    const timer = setTimeout(() => settle(written), ms)
    return () => clearTimeout(timer)
  }, [written, ms])
  return settled
}

export function TrialPanel({ unitId, body, effectiveFrom }: { unitId: string; body: Body; effectiveFrom: string | null }) {
  const t = useText()
  const today = useToday()
  const [on, setOn] = useState<string | null>(today)
  const asked = { unitId, on: on ?? today, body, effectiveFrom }
  // Told by what it says, not by which object says it: that is made anew at each drawing.
  const written = useSettled(JSON.stringify(asked), 500)
  const trial = useQuery({ queryKey: [...indicators.try.key(), written], queryFn: () => indicators.try.call(JSON.parse(written) as typeof asked), retry: false, placeholderData: keepPreviousData })
  const missing = trial.isError ? refusalsOf(trial.error) : []
  return (
    <div className={styles.fields} aria-busy={trial.isFetching || undefined}>
      <DayField label={t(own.on)} field={{ name: 'on', value: on, set: setOn, refusals: [], disabled: false }} />
      {trial.isError ? missing.length > 0 ? (
        <div><p className={styles.soft}>{t(own.waiting)}</p><ul className={styles.missing}>{[...new Set(missing.map((r) => t(r.text)))].map((line) => <li key={line}>{line}</li>)}</ul></div>
      ) : <Failure error={trial.error} retry={() => void trial.refetch()} /> : trial.data ? <Found trial={trial.data} /> : <Skeleton lines={4} />}
      {trial.isFetching && trial.data && <p role="status" className={styles.soft}>{t(own.busy)}</p>}
    </div>
  )
}

function Found({ trial }: { trial: Trial }) {
  const t = useText()
  const { number, share } = useFormat()
  const byNumber = trial.share === null
  const target = trial.share === null ? number(trial.required) : share(trial.share * 10_000, 10_000)
  const whole = byNumber ? trial.required : trial.counted
  return (
    <>
      <p className={styles.figure}><b>{byNumber ? number(trial.met) : share(trial.met, trial.counted)}</b> <span>{t(own.of, { met: number(trial.met), counted: number(whole) })}</span></p>
      <Gauge part={trial.met} whole={whole} target={trial.share ?? 1} label={t(words.trial)} />
      <p className={trial.gap > 0 ? styles.behind : undefined}>{trial.gap > 0 ? t(own.gap, { n: number(trial.gap), share: target }) : t(own.reached, { share: target })}{trial.excluded > 0 && ` · ${t(own.excluded, { n: number(trial.excluded) })}`}</p>
      {trial.inTime > 0 && <p className={styles.soft}>{t(own.inTime, { n: number(trial.inTime) })}</p>}
      {!trial.staged && <p className={styles.soft}>{t(own.nearest, { stage: trial.stage })}</p>}
      {trial.warnings.map((w) => <p key={w.code + w.at + w.text.vi} role="status" className={styles.warning}>{t(w.text)}</p>)}
      <Samples trial={trial} state="unmet" />
      <Samples trial={trial} state="met" />
      <Samples trial={trial} state="excluded" />
    </>
  )
}

function Samples({ trial, state }: { trial: Trial; state: 'met' | 'unmet' | 'excluded' }) {
  const t = useText()
  const { day } = useFormat()
  const roof = useRecordsRoof()
  const rows = trial.samples[state]
  if (rows.length === 0) return null
  return (
    <details open={state === 'unmet' || undefined}>
      <summary>{t(own.samples, { state: t(state === 'excluded' ? words.left : words[state]), n: rows.length })}</summary>
      <ul className={styles.samples}>
        {rows.map((r) => {
          const path = roof.pathOf(r.page, r.subjectId)
          return (
            <li key={r.subjectKind + r.subjectId}>
              {path ? <Go to={path}>{r.label ?? '…'}</Go> : <span>{r.label}</span>}
              <span className={styles.soft}>{r.unitName}{state === 'unmet' && r.due && r.due >= trial.on ? ` · ${t(own.due, { day: day(r.due) })}` : ''}</span>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
