// One figure against its target: how many of how many, the line to reach, and the gap in heads. Pressing it opens the records. Where a
// number was set, those met stand against it at the unit of which it is asked; wherever nothing is asked, there is no verdict.
import { text } from '#base/text'
import { Gauge } from '#web/kit/Gauge.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { Figure, Indicator } from '../contract.ts'
import { Computing } from './Computing.tsx'
import styles from './FigureLine.module.css'

const words = {
  of: text('{met} / {counted} {what}', '{met} of {counted} {what}'), met: text('{met} {what}', '{met} {what}'),
  left: text('còn {gap} {what}', '{gap} {what} to go'), reached: text('đạt chỉ tiêu', 'target reached'),
  excluded: text('{n} không tính', '{n} excluded'), noStage: text('ngoài các giai đoạn của chỉ số', 'outside the stages of the indicator'), none: text('chưa có đối tượng nào', 'nothing to count yet'),
}

/** share: of a plan whose own target is not the indicator's. */
export interface FigureLineProps { indicator: Indicator; figure: Figure; share?: number; onOpen?: () => void }

export function FigureLine({ indicator, figure, share, onOpen }: FigureLineProps) {
  const t = useText()
  const format = useFormat()
  const byNumber = share === undefined && (indicator.stage?.number ?? null) !== null
  const target = byNumber ? 1 : share ?? (figure.asked ? indicator.stage?.share : undefined)
  const whole = byNumber ? figure.required : figure.counted
  const what = t(indicator.counts)
  const state = !indicator.stage ? t(words.noStage) : whole === null ? null : whole === 0 ? t(words.none)
    : figure.gap === null ? null : figure.gap ? t(words.left, { gap: format.number(figure.gap), what }) : t(words.reached)
  const inside = (
    <>
      <span className={styles.share}>{byNumber ? format.number(figure.met) : format.share(figure.met, figure.counted)}</span>
      <span className={styles.rest}>
        {whole !== null && <Gauge part={figure.met} whole={whole} {...(typeof target === 'number' ? { target } : {})} label={t(indicator.name)} />}
        <span className={styles.words}>
          <span>{whole === null ? t(words.met, { met: format.number(figure.met), what }) : t(words.of, { met: format.number(figure.met), counted: format.number(whole), what })}</span>
          {state !== null && <span className={figure.gap ? styles.behind : styles.good}>{state}</span>}
          <Computing computed={figure.computed} />
          {figure.excluded > 0 && <span>{t(words.excluded, { n: format.number(figure.excluded) })}</span>}
        </span>
      </span>
    </>
  )
  return onOpen ? <button type="button" className={styles.line} onClick={onOpen}>{inside}</button> : <div className={styles.line}>{inside}</div>
}
