import { Textarea } from '@mantine/core'
import { useField, type FieldProps } from './shared.ts'

/** Several lines of text; grows as one writes. */
export function TextArea({ rows = 3, maxLength, ...props }: FieldProps<string> & { rows?: number; maxLength?: number }) {
  return <Textarea {...useField(props)} value={props.field.value} onChange={(event) => props.field.set(event.currentTarget.value)} minRows={rows} maxRows={12} autosize maxLength={maxLength} />
}
