// The fields of a person, for admitting and for correcting.
import type { Day } from '#base/day'
import { text } from '#base/text'
import { CheckField } from '#web/kit/form/CheckField.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import type { FormOf } from '#web/kit/form/useForm.ts'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import { words } from './words.ts'

const own = {
  yearOnly: text('Chỉ biết năm sinh', 'Only the year of birth is known'),
  idHelp: text('Chỉ người được giao quyền và nêu mục đích mới xem lại được số này.', 'Only who is entrusted and names a purpose can read it again.'),
}

export interface PersonTyped { name: string; born: Day | null; yearOnly: boolean; sex: 'female' | 'male' | null; phone: string; email: string; citizenId: string; oldId: string }
export const emptyPerson: PersonTyped = { name: '', born: null, yearOnly: false, sex: null, phone: '', email: '', citizenId: '', oldId: '' }

export function personOf(v: PersonTyped) {
  const given = (typed: string) => typed.trim() || null
  return {
    name: v.name, born: v.born && (v.yearOnly ? `${v.born.slice(0, 4)}-01-01` : v.born), bornPrecision: v.yearOnly ? 'year' as const : 'day' as const,
    female: v.sex === null ? null : v.sex === 'female', phone: given(v.phone), email: given(v.email), citizenId: given(v.citizenId), oldId: given(v.oldId),
  }
}

export const checkPerson = (v: PersonTyped) => ({ name: v.name.trim() === '' && common.required })

export function PersonFields<Values extends PersonTyped>({ form: whole }: { form: FormOf<Values> }) {
  const t = useText()
  const form = whole as unknown as FormOf<PersonTyped>
  return (
    <>
      <TextField field={form.at('name')} label={t(words.name)} required autoFocus maxLength={200} />
      <DayField field={form.at('born')} label={t(words.born)} />
      <CheckField field={form.at('yearOnly')} label={t(own.yearOnly)} />
      <SelectField field={form.at('sex')} label={t(words.sex)} choices={[{ value: 'female', label: t(words.female) }, { value: 'male', label: t(words.male) }]} />
      <TextField field={form.at('phone')} label={t(words.phone)} inputMode="tel" maxLength={20} />
      <TextField field={form.at('email')} label={t(words.email)} inputMode="email" maxLength={200} />
      <TextField field={form.at('citizenId')} label={t(words.citizenId)} help={t(own.idHelp)} inputMode="numeric" maxLength={12} />
      <TextField field={form.at('oldId')} label={t(words.oldId)} inputMode="numeric" maxLength={9} />
    </>
  )
}
