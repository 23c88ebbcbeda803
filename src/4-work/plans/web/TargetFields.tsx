// The targets of a draft, by stage: what the union above asks, what the unit sets, and the reason where it is lower.
import { text } from '#base/text'
import type { Bound, FormOf } from '#web/kit/form/useForm.ts'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useLanguage, useText } from '#web/language.tsx'
import { targetField } from '../domain/rules.ts'
import styles from './Draft.module.css'
import { lowerNow, type DraftValues } from './draft.ts'
import { explained } from './explained.ts'
import { percent, stageSays, words } from './words.ts'

const own = {
  asked: text('Cấp trên giao: {share}', 'Asked from above: {share}'),
  each: text('ít nhất {n} mô hình mỗi đơn vị', 'at least {n} in each unit'),
  share: text('Đơn vị đặt', 'The unit sets'),
  atLeast: text('Số mô hình', 'How many'),
  reason: text('Lý do đặt thấp hơn', 'Why it is lower'),
  reasonHelp: text('Công đoàn cấp trên sẽ xem và quyết định.', 'The union above reads and decides it.'),
  lower: text('Thấp hơn cấp trên: cần lý do, và chỉ được tính khi cấp trên chấp nhận.', 'Lower than above: needs a reason, and counts only once it is accepted.'),
}

type Target = DraftValues['targets'][number]

export function TargetFields({ form, stages }: { form: FormOf<DraftValues>; stages: string[] }) {
  const t = useText()
  return (
    <div className={styles.stages}>
      {stages.map((stage) => (
        <section key={stage}>
          <h3 className={styles.stage}>{t(words.stage, { stage: stageSays(stage) })}</h3>
          {form.values.targets.filter((x) => x.stage === stage).map((x) => <TargetField key={x.code} form={form} target={x} />)}
        </section>
      ))}
    </div>
  )
}

function TargetField({ form, target }: { form: FormOf<DraftValues>; target: Target }) {
  const t = useText()
  const language = useLanguage()
  const lower = lowerNow(target)
  const put = (change: Partial<Target>) => form.set({ targets: form.values.targets.map((x) => (x === target ? { ...x, ...change } : x)) })
  const bind = <T,>(field: 'share' | 'reason' | 'atLeast', value: T, set: (value: T) => void): Bound<T> => {
    const name = targetField(target, field)
    return { name, value, set, refusals: form.refusalsAt(name), disabled: form.busy }
  }
  return (
    <div className={styles.target} data-lower={lower || undefined} role="group" aria-label={`${target.code}, ${stageSays(target.stage)}: ${t(target.met)}`}>
      <div className={styles.asks}>
        <p><b>{target.code}</b> {t(target.met)}</p>
        {target.above && <p className={styles.soft}>{t(own.asked, { share: `${target.operator === '>=' && target.above.share < 1 ? '≥ ' : ''}${percent(target.above.share, language)}` })}{target.above.atLeast !== null && `, ${t(own.each, { n: target.above.atLeast })}`}</p>}
      </div>
      <div className={styles.sets}>
        <NumberField label={t(own.share)} {...(target === form.values.targets[0] && { explain: t(explained.share) })} unit="%" field={bind('share', target.percent, (percent) => put({ percent }))} />
        {target.atLeast !== null && <NumberField label={t(own.atLeast)} field={bind<number | null>('atLeast', target.atLeast, (n) => put({ atLeast: n }))} />}
      </div>
      {lower && (
        <div className={styles.why}>
          <p className={styles.lowerNote}>{t(own.lower)}</p>
          <TextArea label={t(own.reason)} help={t(own.reasonHelp)} explain={t(explained.reason)} required rows={2} maxLength={2000} field={bind('reason', target.reason ?? '', (reason) => put({ reason }))} />
        </div>
      )}
    </div>
  )
}
