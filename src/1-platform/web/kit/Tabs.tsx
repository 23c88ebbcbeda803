// Parts of one page, one at a time. Keep which one in the address: `const [{ tab }, go] = useAddress({ tab: 'muc-tieu' })`.
import { Tabs as MantineTabs } from '@mantine/core'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/Tabs.layer.css'
import { useLayoutEffect, useRef, type ReactNode } from 'react'
import styles from './Tabs.module.css'

export interface TabsProps<Key extends string> {
  label: string
  open: Key
  onOpen: (key: Key) => void
  /** `count` stands behind the title. `body` is made only while open. */
  tabs: { key: Key; title: string; count?: string; body: ReactNode }[]
}

export function Tabs<Key extends string>({ label, open, onOpen, tabs }: TabsProps<Key>) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    // On a phone the open one may lie outside of the strip. Only the strip moves: the page stays where it is.
    const strip = list.current, active = strip?.querySelector<HTMLElement>('[data-active]')
    if (strip && active) strip.scrollLeft = active.offsetLeft - (strip.clientWidth - active.offsetWidth) / 2
  }, [open])
  return (
    <MantineTabs value={open} onChange={(key) => key && onOpen(key as Key)} keepMounted={false} classNames={{ list: styles.list, tab: styles.tab, panel: styles.panel }}>
      <MantineTabs.List ref={list} aria-label={label}>
        {tabs.map(({ key, title, count }) => (
          <MantineTabs.Tab key={key} value={key}>
            {title}
            {count !== undefined && <span className={styles.count}>{count}</span>}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {tabs.map(({ key, body }) => <MantineTabs.Panel key={key} value={key}>{body}</MantineTabs.Panel>)}
    </MantineTabs>
  )
}
