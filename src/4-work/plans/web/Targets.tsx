// The targets of one stage, each with its figure, or the honest word that there are no records to measure it by.
import { useQuery } from '@tanstack/react-query'
import { contains } from '#base/day'
import { text } from '#base/text'
import { FigureLine, gapOf, indicators, type Question } from '#indicators/web'
import { useAsOf } from '#web/asked.ts'
import { useLive } from '#web/live.ts'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import type { Plan, ReadTarget } from '../contract.ts'
import styles from './Targets.module.css'
import { percent, stageSays, targetSays, words } from './words.ts'

const own = {
  stages: text('Giai đoạn', 'Stage'),
  now: text('đang thực hiện', 'under way'),
  coming: text('từ {day}', 'from {day}'),
  goal: text('Mục tiêu', 'Goal'),
  each: text('ít nhất {n} mô hình mỗi đơn vị', 'at least {n} in each unit'),
  notMeasuredWhy: text('Sẽ có số liệu khi hồ sơ loại này được quản lý trong hệ thống.', 'There will be a figure once records of this kind are kept here.'),
  above: text('Cấp trên giao {share}', 'Asked from above: {share}'),
  decision: { waiting: text('Chờ cấp trên quyết định', 'Waits for a decision'), accepted: text('Cấp trên chấp nhận', 'Accepted'), refused: text('Cấp trên không chấp nhận', 'Refused') },
  byOn: text('{unit}, {day}', '{unit}, {day}'),
  none: text('Kế hoạch không đặt chỉ tiêu cho giai đoạn này.', 'The plan sets no target for this stage.'),
  outside: text('Ngày đang xem nằm ngoài các giai đoạn của kế hoạch.', 'The day asked for lies outside the stages of the plan.'),
}

/** The stage that the chosen day lies in; null outside of all. */
export function stageOn(plan: Plan, on: string): Plan['stages'][number] | null {
  return plan.stages.find((s) => contains(s.during, on)) ?? null
}

export function Targets({ plan, question, onOpen }: { plan: Plan; question: Question | null; onOpen: ((target: ReadTarget) => void) | null }) {
  const t = useText()
  const { on } = useAsOf()
  const stage = stageOn(plan, on)
  const targets = plan.targets.filter((x) => x.stage === stage?.code)
  if (!stage) return <p className={styles.soft}>{t(own.outside)}</p>
  if (targets.length === 0) return <p className={styles.soft}>{t(own.none)}</p>
  return (
    <ul className={styles.list}>
      {targets.map((x) => <li key={x.code}><TargetLine target={x} question={question} onOpen={onOpen && (() => onOpen(x))} /></li>)}
    </ul>
  )
}

/** Switching the stage moves the day: to today where the stage is under way, else to its first day. */
export function StageSwitch({ plan }: { plan: Plan }) {
  const t = useText()
  const { day } = useFormat()
  const { on, setOn } = useAsOf()
  const today = useToday()
  const chosen = stageOn(plan, on)
  return (
    <div role="group" aria-label={t(own.stages)} className={`${styles.switch} no-print`}>
      {plan.stages.map((s) => {
        const live = contains(s.during, today)
        return (
          <button key={s.code} type="button" aria-pressed={s.code === chosen?.code} onClick={() => setOn(live ? null : s.during.from)}>
            <span>{stageSays(s.code)}</span>
            <small>{live ? t(own.now) : t(own.coming, { day: day(s.during.from) })}</small>
          </button>
        )
      })}
    </div>
  )
}

function TargetLine({ target, question, onOpen }: { target: ReadTarget; question: Question | null; onOpen: (() => void) | null }) {
  const t = useText()
  const language = useLanguage()
  const { day } = useFormat()
  return (
    <article className={styles.target} aria-label={`${target.code}: ${t(target.met)}`}>
      <div className={styles.what}>
        <p><b className={styles.code}>{target.code}</b><span>{t(target.met)}</span></p>
        <p className={styles.soft}>
          {t(own.goal)} <b className="figures">{target.share === 0 ? t(words.notTaken) : targetSays(target, language)}</b>
          {target.atLeast !== null && ` · ${t(own.each, { n: target.atLeast })}`}
          {target.lower && target.above && ` · ${t(own.above, { share: percent(target.above.share, language) })}`}
        </p>
        {target.decision && (
          <div className={styles.decision}>
            <Badge tone={target.decision === 'accepted' ? 'good' : target.decision === 'refused' ? 'behind' : 'soon'}>{t(own.decision[target.decision])}</Badge>
            <span>{t(words.reason)}: {target.reason}</span>
            {target.decidedOn && <span>{t(own.byOn, { unit: target.decidedBy ?? '', day: day(target.decidedOn) })}{target.note && `: ${target.note}`}</span>}
          </div>
        )}
      </div>
      <div className={styles.figure}>
        {target.indicatorCode && question
          ? <Measured code={target.indicatorCode} share={target.share} question={question} onOpen={onOpen} />
          : <><Badge>{t(words.notMeasured)}</Badge><p className={styles.soft}>{t(own.notMeasuredWhy)}</p></>}
      </div>
    </article>
  )
}

function Measured({ code, share, question, onOpen }: { code: string; share: number; question: Question; onOpen: (() => void) | null }) {
  const t = useText()
  const figures = useQuery(indicators.figures.queryOptions({ input: question }))
  const list = useQuery(indicators.list.queryOptions({ input: { on: question.on } }))
  useLive(indicators.figures.key())
  return (
    <Answer of={figures} lines={2}>
      {(rows) => (
        <Answer of={list} lines={2}>
          {(known) => {
            const indicator = known.find((i) => i.code === code)
            const figure = rows.find((f) => f.code === code)
            if (!indicator || !figure) return <Badge>{t(words.notMeasured)}</Badge>
            return <FigureLine indicator={indicator} figure={indicator.stage && indicator.stage.share !== share ? { ...figure, ...gapOf(figure.counted, figure.met, { share }) } : figure} share={share} {...(onOpen ? { onOpen } : {})} />
          }}
        </Answer>
      )}
    </Answer>
  )
}
