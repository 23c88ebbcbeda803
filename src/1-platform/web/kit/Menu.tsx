// Deeds behind one button. Arrows, Home, End, first letters, Enter and Escape work; a deed that ends something is red and last.
import { Link } from '@tanstack/react-router'
import { useRef, useState, type KeyboardEvent, type ReactElement } from 'react'
import { fold } from '#base/vietnamese/text'
import type { IconOf } from '../screen.ts'
import { Popup } from './Popup.tsx'
import styles from './Menu.module.css'

export type Deed =
  | { label: string; detail?: string; icon?: IconOf; onClick?: () => void; to?: string; grave?: boolean; disabled?: boolean; chosen?: boolean }
  | { heading: string }
  | 'line'

export interface MenuProps {
  /** The button that opens it: a Button, an IconButton or a plain button. */
  button: ReactElement
  deeds: Deed[]
  width?: number
}

export function Menu({ button, deeds, width = 260 }: MenuProps) {
  const [open, setOpen] = useState(false)
  const typed = useRef({ text: '', at: 0 })
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)')]
    const now = items.indexOf(document.activeElement as HTMLElement)
    const steps: Record<string, number> = { ArrowDown: now + 1, ArrowUp: now < 0 ? -1 : now - 1, Home: 0, End: -1 }
    if (event.key in steps) {
      event.preventDefault()
      items.at(steps[event.key]! % items.length)?.focus()
    } else if (event.key === 'Tab') {
      setOpen(false)
    } else if (event.key.length === 1 && event.key !== ' ') {
      const { text, at } = typed.current
      typed.current = { text: (event.timeStamp - at < 700 ? text : '') + fold(event.key), at: event.timeStamp }
      items.find((item) => fold(item.textContent ?? '').startsWith(typed.current.text))?.focus()
    }
  }
  return (
    <Popup button={button as never} open={open} onOpen={setOpen} role="menu" width={width} onKeyDown={onKeyDown}>
      {deeds.map((deed, i) => {
        if (deed === 'line') return <div key={i} role="separator" className={styles.line} />
        if ('heading' in deed) return <p key={i} role="presentation" className={styles.heading}>{deed.heading}</p>
        const { label, detail, icon: Icon, onClick, to, grave, disabled, chosen } = deed
        const look = { role: 'menuitem', tabIndex: -1, className: styles.deed, 'data-grave': grave || undefined, 'aria-current': chosen || undefined }
        const act = () => {
          setOpen(false)
          onClick?.()
        }
        const inside = (
          <>
            {Icon && <Icon size={18} stroke={1.75} aria-hidden />}
            <span>
              {label}
              {detail && <span className={styles.detail}>{detail}</span>}
            </span>
          </>
        )
        return to && !disabled
          ? <Link key={i} to={to} onClick={act} {...look}>{inside}</Link>
          : <button key={i} type="button" disabled={disabled} onClick={act} {...look}>{inside}</button>
      })}
    </Popup>
  )
}
