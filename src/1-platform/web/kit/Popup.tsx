// What opens at a button: a menu, a calendar, a small form. It stands in the browser's top layer, so nothing cuts it off,
// and in the page right behind its button, so the tab order and a surrounding sheet keep holding it. Of our own, because a
// positioning library would cost a seventh of the first load.
import { cloneElement, useEffect, useId, useLayoutEffect, useRef, type KeyboardEvent, type ReactElement, type ReactNode, type Ref } from 'react'
import styles from './Popup.module.css'

export interface PopupProps {
  /** Gets ref, onClick and the ARIA state. */
  button: ReactElement<{ ref?: Ref<HTMLButtonElement>; onClick?: () => void }>
  open: boolean
  onOpen: (open: boolean) => void
  role: 'menu' | 'dialog'
  label?: string
  width?: number
  /** Stands under this element instead of the button, e.g. under the whole field. */
  at?: () => HTMLElement | null
  onKeyDown?: (event: KeyboardEvent<HTMLDivElement>) => void
  children: ReactNode
}

const EDGE = 8

export function Popup({ button, open, onOpen, role, label, width, at, onKeyDown, children }: PopupProps) {
  const anchor = useRef<HTMLButtonElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const close = useRef(() => {})
  close.current = () => onOpen(false)
  const place = useRef(() => {})
  place.current = () => {
    const popup = box.current
    const under = (at?.() ?? anchor.current)?.getBoundingClientRect()
    if (!popup || !under) return
    const { offsetWidth: wide, offsetHeight: high } = popup
    const below = under.bottom + 6
    const top = below + high <= innerHeight - EDGE || under.top < high + 6 ? Math.min(below, Math.max(EDGE, innerHeight - high - EDGE)) : under.top - high - 6
    popup.style.top = `${top}px`
    popup.style.left = `${Math.max(EDGE, Math.min(under.right - wide, innerWidth - wide - EDGE))}px`
  }

  useLayoutEffect(() => {
    const popup = box.current
    if (!open || !popup) return
    popup.showPopover()
    place.current()
    const first = popup.querySelector<HTMLElement>('[aria-current="true"], [aria-pressed="true"]') ?? popup.querySelector<HTMLElement>('button:not(:disabled), a[href], input:not(:disabled)')
    ;(first ?? popup).focus({ preventScroll: true })
    const again = () => place.current()
    const sized = new ResizeObserver(again)
    sized.observe(popup)
    const outside = (event: Event) => {
      const target = event.target as Node
      if (!popup.contains(target) && !anchor.current?.contains(target)) close.current()
    }
    document.addEventListener('pointerdown', outside, true)
    document.addEventListener('focusin', outside, true)
    addEventListener('scroll', again, true)
    addEventListener('resize', again)
    return () => {
      sized.disconnect()
      document.removeEventListener('pointerdown', outside, true)
      document.removeEventListener('focusin', outside, true)
      removeEventListener('scroll', again, true)
      removeEventListener('resize', again)
    }
  }, [open])

  // Closed from within (a choice, Escape): the focus goes back to the button unless it has gone elsewhere already.
  const was = useRef(open)
  useEffect(() => {
    if (was.current && !open && (document.activeElement === document.body || document.activeElement === null)) anchor.current?.focus()
    was.current = open
  }, [open])

  return (
    <>
      {cloneElement(button, { ref: anchor, onClick: () => onOpen(!open), 'aria-haspopup': role, 'aria-expanded': open, 'aria-controls': open ? id : undefined } as object)}
      {open && (
        <div
          id={id}
          ref={box}
          popover="manual"
          role={role}
          aria-label={label}
          tabIndex={-1}
          className={styles.popup}
          style={{ width }}
          // A sheet around us closes on Escape too, unless the focused element tells it not to.
          onFocus={(event) => event.target.setAttribute('data-mantine-stop-propagation', 'true')}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation()
              anchor.current?.focus()
              onOpen(false)
              return
            }
            onKeyDown?.(event)
          }}
        >
          {children}
        </div>
      )}
    </>
  )
}
