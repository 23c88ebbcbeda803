// What every field shows around its input, and its size: big enough for a thumb on a phone.
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { createElement } from 'react'
import { useText } from '#web/language.tsx'
import { Explain } from './Explain.tsx'
import type { Bound } from './useForm.ts'
import '@mantine/core/styles/Input.layer.css'

export interface FieldProps<T> {
  field: Bound<T>
  label: string
  /** A line under the label: what to write and in which form. */
  help?: string
  /** Behind a question mark beside the label: what it means and what follows from it, for whoever hesitates. */
  explain?: string
  required?: boolean
  disabled?: boolean
  autoFocus?: boolean
}

export function useField<T>({ field, label, help, explain, required, disabled, autoFocus }: FieldProps<T>) {
  const t = useText()
  const phone = useMediaQuery('(max-width: 639px)')
  const error: ReactNode = field.refusals.length > 0 ? field.refusals.map((words, i) => createElement('span', { key: i, style: { display: 'block' } }, t(words))) : undefined
  return {
    name: field.name, label, description: explain ? createElement(Explain, { help, explain }) : help, required, withAsterisk: required, error,
    disabled: disabled ?? false, readOnly: field.disabled,
    size: phone ? ('md' as const) : ('sm' as const),
    ...(autoFocus ? { autoFocus, 'data-autofocus': true } : {}),
  }
}
