// The decision document behind every structural deed: its fields in a form and what the form sends.
import type { Day } from '#base/day'
import { text, type Text } from '#base/text'
import { DayField } from '#web/kit/form/DayField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import type { FormOf } from '#web/kit/form/useForm.ts'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'

const own = {
  number: text('Số quyết định', 'Number of the decision'),
  numberHelp: text('Ví dụ: 12/QĐ-LĐLĐ', 'For example: 12/QĐ-LĐLĐ'),
  on: text('Ngày ký', 'Day of signing'),
  by: text('Cơ quan quyết định', 'Decided by'),
  effective: text('Hiệu lực từ ngày', 'In force from'),
  effectiveHelp: text('Ngày đầu tiên cơ cấu mới có hiệu lực; có thể là ngày đã qua.', 'The first day of the new structure; it may lie in the past.'),
}

export interface DecisionTyped { number: string; signedOn: Day | null; by: string; effectiveOn: Day | null }

export const emptyDecision = (today: Day): DecisionTyped => ({ number: '', signedOn: null, by: '', effectiveOn: today })

export function decisionOf(typed: DecisionTyped): { number: string; on: Day | null; by: string | null; effectiveOn: Day } {
  return { number: typed.number, on: typed.signedOn, by: typed.by.trim() || null, effectiveOn: typed.effectiveOn! }
}

export function checkDecision(typed: DecisionTyped): Partial<Record<keyof DecisionTyped, Text | false>> {
  return { number: typed.number.trim() === '' && common.required, effectiveOn: typed.effectiveOn === null && common.required }
}

export function DecisionFields<Values extends DecisionTyped>({ form }: { form: FormOf<Values> }) {
  const t = useText()
  const of = form as unknown as FormOf<DecisionTyped>
  return (
    <>
      <TextField field={of.at('number')} label={t(own.number)} help={t(own.numberHelp)} required maxLength={100} />
      <DayField field={of.at('signedOn')} label={t(own.on)} />
      <TextField field={of.at('by')} label={t(own.by)} maxLength={200} />
      <DayField field={of.at('effectiveOn')} label={t(own.effective)} help={t(own.effectiveHelp)} required />
    </>
  )
}
