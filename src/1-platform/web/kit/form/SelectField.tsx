import { NativeSelect } from '@mantine/core'
import { useField, type FieldProps } from './shared.ts'

export interface Choice<Value extends string> { value: Value; label: string; disabled?: boolean }

export interface SelectFieldProps<Value extends string> extends FieldProps<Value | null> {
  choices: readonly Choice<Value>[]
  /** Shown while nothing is chosen. */
  placeholder?: string
}

/** One of a few known values, with the device's own picker. For many, or for records, SearchSelect. */
export function SelectField<Value extends string>({ choices, placeholder = '', ...props }: SelectFieldProps<Value>) {
  const { readOnly, disabled, ...shown } = useField(props)
  const data = props.field.value === null || !props.required ? [{ value: '', label: placeholder }, ...choices] : [...choices]
  return (
    <NativeSelect {...shown} disabled={disabled || readOnly} data={data} value={props.field.value ?? ''} onChange={(event) => props.field.set((event.currentTarget.value || null) as Value | null)} />
  )
}
