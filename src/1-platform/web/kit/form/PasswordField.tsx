import { PasswordInput } from '@mantine/core'
import '@mantine/core/styles/PasswordInput.layer.css'
import { text } from '#base/text'
import { useText } from '#web/language.tsx'
import { useField, type FieldProps } from './shared.ts'

const words = { reveal: text('Hiện hoặc ẩn mật khẩu', 'Show or hide the password') }

/** A secret; use it in forms whose key is null, so that it is never kept. */
export function PasswordField({ autoComplete, ...props }: FieldProps<string> & { autoComplete: 'current-password' | 'new-password' }) {
  const t = useText()
  return (
    // Unlike the other inputs this one does not say by itself that it was refused.
    <PasswordInput {...useField(props)} aria-invalid={props.field.refusals.length > 0 || undefined} value={props.field.value} onChange={(event) => props.field.set(event.currentTarget.value)} autoComplete={autoComplete} visibilityToggleButtonProps={{ 'aria-label': t(words.reveal), tabIndex: 0 }} />
  )
}
