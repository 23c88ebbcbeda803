/** A link inside the product. The day asked for (`?ngay=`) goes along by itself. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export interface GoProps {
  to: string
  search?: Record<string, string>
  children: ReactNode
  className?: string
  label?: string
  /** Beside going there. */
  onClick?: () => void
  /** For the styles of what is not read yet. */
  unread?: boolean
}

export function Go({ to, search, children, className, label, onClick, unread }: GoProps) {
  return (
    <Link to={to} search={search as never} className={className} aria-label={label} onClick={onClick} data-unread={unread || undefined}>
      {children}
    </Link>
  )
}
