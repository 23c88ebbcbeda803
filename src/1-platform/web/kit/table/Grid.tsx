// The rows as a table. Beyond a hundred only those in sight are drawn; the browser still scrolls the whole length. One row
// at a time is in the tab order: arrows move, Enter opens, Space chooses.
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { text } from '#base/text'
import { useText } from '#web/language.tsx'
import type { Order } from './columns.ts'
import type { Drawn } from './shape.ts'
import styles from './Table.module.css'

const VIRTUAL_FROM = 100
const words = { sortBy: text('Sắp theo {title}', 'Sort by {title}') }

export interface GridProps<Row> extends Drawn<Row> {
  order: Order | null
  onOrder: ((by: string) => void) | null
  open?: (row: Row) => void
  checkAll?: ReactNode
  onCheck?: (row: Row) => void
  printing: boolean
}

export function Grid<Row>(props: GridProps<Row>) {
  const { label, rows, columns, main, keyOf, cell, order, onOrder, to, open, check, checkAll, onCheck, printing, onEnd } = props
  const t = useText()
  const frame = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const moved = useRef(false)
  const virtual = rows.length > VIRTUAL_FROM && !printing
  const virtualizer = useVirtualizer({ count: rows.length, getScrollElement: () => frame.current, estimateSize: () => 45, overscan: 12, enabled: virtual, getItemKey: (index) => keyOf(rows[index]!) })
  const items = virtual ? virtualizer.getVirtualItems() : null
  const at = Math.min(active, rows.length - 1)

  const last = items?.at(-1)?.index ?? rows.length - 1
  useEffect(() => {
    if (onEnd && last >= rows.length - 15) onEnd()
  }, [last, rows.length, onEnd])

  const tall = rows.length > 30 && !printing
  useLayoutEffect(() => {
    // In a sheet the rows scroll and the sheet does not: they get what its other parts leave.
    const inside = frame.current?.closest<HTMLElement>('[data-sheet]')
    if (!inside || !tall) return
    const fit = () => {
      const box = frame.current!
      box.style.maxHeight = '0px'
      const { paddingTop, paddingBottom } = getComputedStyle(inside)
      const others = inside.lastElementChild!.getBoundingClientRect().bottom - inside.firstElementChild!.getBoundingClientRect().top - box.offsetHeight
      box.style.maxHeight = `${Math.max(260, inside.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom) - others)}px`
    }
    fit()
    const watch = new ResizeObserver(fit)
    watch.observe(inside)
    return () => watch.disconnect()
  }, [tall])

  useEffect(() => {
    // A row far away is only drawn some renderings after the scroll to it.
    const row = moved.current && frame.current?.querySelector<HTMLElement>(`tr[data-index="${at}"]`)
    if (!row) return
    moved.current = false
    row.focus({ preventScroll: true })
  })

  const go = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    moved.current = true
    setActive(next)
    if (virtual) virtualizer.scrollToIndex(next)
    else frame.current?.querySelector(`tr[data-index="${next}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    if ((event.target as HTMLElement).tagName !== 'TR') return
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 12, PageUp: at - 12, Home: 0, End: rows.length - 1 }
    const row = rows[at]!
    if (event.key in steps) go(steps[event.key]!)
    else if (event.key === 'Enter' && open) open(row)
    else if (event.key === ' ' && onCheck) onCheck(row)
    else return
    event.preventDefault()
  }

  const line = (row: Row, index: number) => (
    <tr
      key={keyOf(row)}
      data-index={index}
      aria-rowindex={virtual ? index + 2 : undefined}
      ref={virtual ? virtualizer.measureElement : undefined}
      tabIndex={index === at ? 0 : -1}
      data-opens={open ? true : undefined}
      onFocus={() => setActive(index)}
      onClick={(event) => {
        if (!open || (event.target as HTMLElement).closest('a, button, input, label') || getSelection()?.toString()) return
        open(row)
      }}
    >
      {check && <td className={styles.check}>{check(row)}</td>}
      {columns.map((column) => (
        <td key={column.key} data-kind={column.kind} data-free={!column.kind && !column.width ? true : undefined}>
          {column === main && to ? <Link to={to(row)} tabIndex={-1}>{cell(column, row)}</Link>
            : column === main && open ? <button type="button" tabIndex={-1} className={styles.opener} onClick={() => open(row)}>{cell(column, row)}</button>
              : cell(column, row)}
        </td>
      ))}
    </tr>
  )

  const width = columns.length + (check ? 1 : 0)
  const before = items?.[0]?.start ?? 0
  const after = items ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0
  return (
    <div ref={frame} className={styles.frame} data-tall={tall || undefined}>
      <table className={styles.table} aria-rowcount={virtual ? rows.length + 1 : undefined}>
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            {check && <th className={styles.check} scope="col">{checkAll}</th>}
            {columns.map((column) => {
              const sorted = order?.by === column.key
              const Icon = !sorted ? IconArrowsSort : order.down ? IconArrowDown : IconArrowUp
              return (
                <th key={column.key} scope="col" data-kind={column.kind} style={{ width: column.width }} aria-sort={sorted ? (order.down ? 'descending' : 'ascending') : undefined}>
                  {onOrder ? (
                    <button type="button" onClick={() => onOrder(column.key)} title={t(words.sortBy, { title: t(column.title) })}>
                      <span>{t(column.title)}</span>
                      <Icon size={14} aria-hidden data-sorted={sorted || undefined} />
                    </button>
                  ) : t(column.title)}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {before > 0 && <tr aria-hidden="true" className={styles.gap}><td colSpan={width} style={{ height: before }} /></tr>}
          {items ? items.map((item) => line(rows[item.index]!, item.index)) : rows.map(line)}
          {after > 0 && <tr aria-hidden="true" className={styles.gap}><td colSpan={width} style={{ height: after }} /></tr>}
        </tbody>
      </table>
    </div>
  )
}
