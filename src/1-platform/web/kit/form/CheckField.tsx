import { Checkbox } from '@mantine/core'
import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Checkbox.layer.css'
import { useField, type FieldProps } from './shared.ts'

/** Yes or no. */
export function CheckField(props: FieldProps<boolean>) {
  const { withAsterisk: _, readOnly, disabled, ...shown } = useField(props)
  return <Checkbox {...shown} disabled={disabled || readOnly} checked={props.field.value} onChange={(event) => props.field.set(event.currentTarget.checked)} />
}
