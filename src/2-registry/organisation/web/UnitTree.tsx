// The tree of the day from the highest unit in reach down, opened branch by branch: each branch is asked for when it is
// opened. What stands above is named in words. Arrows, Home, End and Enter work as in any tree.
import { IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { createContext, useContext, useId, useRef, useState, type KeyboardEvent } from 'react'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Go } from '#web/kit/Go.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { TreeUnit } from '../contract.ts'
import { organisation, unitPath } from './api.ts'
import styles from './UnitTree.module.css'

const words = {
  grassroots: text('{n} công đoàn cơ sở', '{n} grassroots unions'),
  units: text('{n} đơn vị', '{n} units'),
  above: text('Cấp trên: {path}', 'Above: {path}'),
  under: text('thuộc {name}', 'under {name}'),
  none: text('Không có đơn vị nào trong phạm vi', 'No unit within reach'),
  noneWhy: text('Đơn vị của bạn chưa tồn tại vào ngày này.', 'Your unit did not exist yet on this day.'),
}

interface Open {
  open: ReadonlySet<string>; toggle: (id: string, to?: boolean) => void; focused: string | null; focus: (id: string) => void; on: Day
  /** The highest units hang under several: each names its own. */
  scattered: boolean
}
const Tree = createContext<Open | null>(null)

export function UnitTree({ on, label }: { on: Day; label: string }) {
  const t = useText()
  const navigate = useNavigate()
  const frame = useRef<HTMLUListElement>(null)
  // The highest unit stands open at first; what is opened besides is remembered while the page is.
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [focused, focus] = useState<string | null>(null)
  const roots = useQuery(organisation.children.queryOptions({ input: { on } }))
  const first = roots.data?.find((unit) => unit.kind === 'confederation') ?? roots.data?.[0]
  const scattered = new Set(roots.data?.map((unit) => unit.parentId)).size > 1
  const open = new Set([...(first && toggled.get(first.id) !== false ? [first.id] : []), ...[...toggled].filter(([, is]) => is).map(([id]) => id)])
  const toggle = (id: string, to = !open.has(id)) => setToggled(new Map(toggled).set(id, to))

  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...frame.current!.querySelectorAll<HTMLElement>('[role="treeitem"]')]
    const at = items.findIndex((item) => item === document.activeElement)
    const item = items[at]
    if (!item) return
    const id = item.dataset.unit!
    const inside = (away: HTMLElement | null | undefined) => away?.focus()
    const deeds: Record<string, () => void> = {
      ArrowDown: () => inside(items[at + 1]),
      ArrowUp: () => inside(items[at - 1]),
      Home: () => inside(items[0]),
      End: () => inside(items.at(-1)),
      ArrowRight: () => (item.ariaExpanded === 'false' ? toggle(id, true) : inside(item.querySelector<HTMLElement>('[role="treeitem"]'))),
      ArrowLeft: () => (item.ariaExpanded === 'true' ? toggle(id, false) : inside(item.parentElement?.closest<HTMLElement>('[role="treeitem"]'))),
      Enter: () => void navigate({ to: unitPath(id) }),
      ' ': () => item.ariaExpanded !== null && toggle(id),
    }
    const deed = deeds[event.key]
    if (!deed || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    deed()
  }
  return (
    <Answer of={roots} lines={10}>
      {(units) => (
        <Tree.Provider value={{ open, toggle, focused: focused ?? units[0]?.id ?? null, focus, on, scattered }}>
          {units.length === 0 && <Empty title={t(words.none)}>{t(words.noneWhy)}</Empty>}
          {first?.parentId && !scattered && <Above unitId={first.id} on={on} />}
          <ul ref={frame} role="tree" aria-label={label} className={styles.tree} onKeyDown={onKeyDown}>
            {units.map((unit) => <Branch key={unit.id} unit={unit} level={1} />)}
          </ul>
        </Tree.Provider>
      )}
    </Answer>
  )
}

function Above({ unitId, on }: { unitId: string; on: Day }) {
  const t = useText()
  const unit = useQuery(organisation.unit.queryOptions({ input: { id: unitId, on } }))
  const path = unit.data?.path.map((step) => step.name).join(' › ')
  return <p className={styles.above}>{path ? t(words.above, { path }) : '\u00a0'}</p>
}

function Branch({ unit, level }: { unit: TreeUnit; level: number }) {
  const t = useText()
  const { number } = useFormat()
  const { open, toggle, focused, focus, on, scattered } = useContext(Tree)!
  const name = useId()
  const opens = unit.children > 0
  const isOpen = opens && open.has(unit.id)
  const grassroots = unit.below.filter((b) => b.grassroots).reduce((sum, b) => sum + b.count, 0)
  return (
    <li
      role="treeitem" aria-level={level} aria-expanded={opens ? isOpen : undefined} aria-labelledby={name} data-unit={unit.id} tabIndex={focused === unit.id ? 0 : -1}
      onFocus={(event) => { if (event.target === event.currentTarget) focus(unit.id) }}
      className={styles.item}
    >
      <div className={styles.line} style={{ paddingInlineStart: (level - 1) * 22 }}>
        <span className={styles.opener} data-open={isOpen || undefined} data-leaf={!opens || undefined} aria-hidden onClick={() => opens && toggle(unit.id)}><IconChevronRight size={16} /></span>
        <span id={name} className={styles.name}><Untabbed to={unitPath(unit.id)}>{unit.name}</Untabbed></span>
        <span className={styles.about}>
          {t(unit.kindName)}{scattered && level === 1 && unit.parentName && ` · ${t(words.under, { name: unit.parentName })}`}
          {grassroots > 0 ? ` · ${t(words.grassroots, { n: number(grassroots) })}` : opens ? ` · ${t(words.units, { n: number(unit.children) })}` : ''}
        </span>
      </div>
      {isOpen && <Below unit={unit} level={level} on={on} />}
    </li>
  )
}

// The tree is one stop of the Tab key; Enter on an item opens what its link names.
function Untabbed({ to, children }: { to: string; children: string }) {
  return <span ref={(span) => { const link = span?.querySelector('a'); if (link) link.tabIndex = -1 }}><Go to={to}>{children}</Go></span>
}

function Below({ unit, level, on }: { unit: TreeUnit; level: number; on: Day }) {
  const children = useQuery(organisation.children.queryOptions({ input: { parentId: unit.id, on } }))
  return (
    <Answer of={children} lines={Math.min(unit.children, 6)}>
      {(units) => <ul role="group" className={styles.tree}>{units.map((child) => <Branch key={child.id} unit={child} level={level + 1} />)}</ul>}
    </Answer>
  )
}
