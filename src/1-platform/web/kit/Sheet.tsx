// A sheet slides in beside the page (desktop) or over it (phone): what lies under a figure, or a form about the page's record.
import { Drawer } from '@mantine/core'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/Paper.layer.css'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/ScrollArea.layer.css'
import '@mantine/core/styles/Drawer.layer.css'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useText } from '../language.tsx'
import { common } from '../words.ts'
import styles from './Sheet.module.css'

export interface SheetProps {
  title: string
  open: boolean
  onClose: () => void
  /** A line under the title. */
  lead?: ReactNode
  /** Stays at the bottom. */
  deeds?: ReactNode
  width?: number
  children: ReactNode
}

export function Sheet({ title, open, onClose, lead, deeds, width = 720, children }: SheetProps) {
  const t = useText()
  const phone = useMediaQuery('(max-width: 639px)')
  return (
    <Drawer.Root
      opened={open}
      onClose={onClose}
      position="right"
      size={phone ? '100%' : width}
      transitionProps={{ duration: 140 }}
      classNames={{ content: styles.content }}
    >
      <Drawer.Overlay backgroundOpacity={0.35} />
      {/* A head of our own: Mantine's is a banner landmark, and a page has one already. */}
      <Drawer.Content>
        <div className={styles.header}>
          <div className={styles.titles}>
            <Drawer.Title className={styles.title}>{title}</Drawer.Title>
            {lead && <div className={styles.lead}>{lead}</div>}
          </div>
          <Drawer.CloseButton aria-label={t(common.close)} size={40} />
        </div>
        <div className={styles.inside} data-sheet>{children}</div>
        {deeds && <div className={styles.deeds}>{deeds}</div>}
      </Drawer.Content>
    </Drawer.Root>
  )
}
