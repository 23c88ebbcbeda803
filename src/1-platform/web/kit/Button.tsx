// Buttons. `main` for the one deed of a page or form, `plain` beside it, `quiet` in rows and bars, `grave` for what ends something.
import { ActionIcon, Button as MantineButton } from '@mantine/core'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/Loader.layer.css'
import '@mantine/core/styles/Button.layer.css'
import '@mantine/core/styles/ActionIcon.layer.css'
import type { ReactNode, Ref } from 'react'
import { Link } from '@tanstack/react-router'
import type { IconOf } from '../screen.ts'

type Tone = 'main' | 'plain' | 'quiet' | 'grave'
const variant = { main: 'filled', plain: 'default', quiet: 'subtle', grave: 'outline' } as const

export interface ButtonProps {
  children: ReactNode
  icon?: IconOf
  tone?: Tone
  type?: 'button' | 'submit'
  onClick?: () => void
  /** A path: the button is a link then. */
  to?: string
  disabled?: boolean
  busy?: boolean
  wide?: boolean
  /** One of a few that are chosen among: this one is. */
  pressed?: boolean
  size?: 'sm' | 'md'
  /** Leave out on paper; true unless said. */
  noPrint?: boolean
  /** The name by which the tour points at it. */
  tour?: string
  ref?: Ref<HTMLButtonElement>
  autoFocus?: boolean
}

export function Button({ children, icon: Icon, tone = 'plain', type = 'button', to, busy, wide, pressed, size = 'sm', noPrint = true, tour, ...rest }: ButtonProps) {
  const look = {
    variant: variant[tone],
    color: tone === 'grave' ? 'red' : undefined,
    leftSection: Icon && <Icon size={18} stroke={1.75} aria-hidden />,
    fullWidth: wide,
    size,
    className: noPrint ? 'no-print' : undefined,
    loading: busy,
    'aria-busy': busy || undefined,
    'aria-pressed': pressed,
    'data-tour': tour,
  }
  if (to !== undefined && !rest.disabled) {
    return <MantineButton {...look} renderRoot={(props) => <Link to={to} {...props} />}>{children}</MantineButton>
  }
  return <MantineButton {...look} {...rest} type={type}>{children}</MantineButton>
}

/** A button of one icon; `label` is read aloud and shown as its title. */
export function IconButton({ label, icon: Icon, ...rest }: { label: string; icon: IconOf; onClick?: () => void; disabled?: boolean; ref?: Ref<HTMLButtonElement> }) {
  return (
    <ActionIcon variant="subtle" color="gray" c="var(--ink)" size={40} {...rest} aria-label={label} title={label} className="no-print">
      <Icon size={20} stroke={1.75} aria-hidden />
    </ActionIcon>
  )
}
