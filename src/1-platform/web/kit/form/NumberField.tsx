// Numbers as offices write them: 1.234.567 in Vietnamese, 1,234,567 in English. What is typed is read when the field is left.
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { writeNumber } from '#base/text'
import { useLanguage } from '#web/language.tsx'
import { readNumber } from './number.ts'
import { useField, type FieldProps } from './shared.ts'

export interface NumberFieldProps extends FieldProps<number | null> {
  /** Behind the number: '%', 'người'. */
  unit?: string
}

/** A number or null. What cannot be read as one stays as typed and counts as NaN, which the server refuses at this field. */
export function NumberField({ unit, ...props }: NumberFieldProps) {
  const language = useLanguage()
  const [typing, setTyping] = useState<string | null>(null)
  const { value } = props.field
  const written = value === null || Number.isNaN(value) ? '' : writeNumber(value, language)
  return (
    <TextInput
      {...useField(props)}
      value={typing ?? written}
      inputMode="decimal"
      autoComplete="off"
      rightSection={unit && <span aria-hidden style={{ fontSize: 13 }}>{unit}</span>}
      rightSectionWidth={unit ? 16 + unit.length * 9 : undefined}
      onChange={(event) => {
        const typed = event.currentTarget.value
        setTyping(typed)
        props.field.set(typed.trim() === '' ? null : (readNumber(typed, language) ?? Number.NaN))
      }}
      onBlur={() => {
        if (typing === null || typing.trim() === '' || readNumber(typing, language) !== null) setTyping(null)
      }}
    />
  )
}
