import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useField, type FieldProps } from './shared.ts'

export interface TextFieldProps extends FieldProps<string> {
  placeholder?: string
  autoComplete?: string
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'search'
  maxLength?: number
  icon?: ReactNode
}

/** One line of text. */
export function TextField({ placeholder, autoComplete = 'off', inputMode, maxLength, icon, ...props }: TextFieldProps) {
  return (
    <TextInput {...useField(props)} value={props.field.value} onChange={(event) => props.field.set(event.currentTarget.value)} placeholder={placeholder} autoComplete={autoComplete} inputMode={inputMode} maxLength={maxLength} leftSection={icon} />
  )
}
