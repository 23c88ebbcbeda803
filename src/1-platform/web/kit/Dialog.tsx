// A dialog asks for one decision or a few fields; anything longer is a Sheet or a page.
import { Modal } from '@mantine/core'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/Paper.layer.css'
import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { useState, type ReactNode } from 'react'
import { useText } from '../language.tsx'
import { refusalsOf } from '../refusals.ts'
import { heed } from '../api.ts'
import type { Text } from '#base/text'
import { common } from '../words.ts'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'

export interface DialogProps { title: string; open: boolean; onClose: () => void; width?: number; children: ReactNode }

export function Dialog({ title, open, onClose, width = 480, children }: DialogProps) {
  const t = useText()
  return (
    <Modal.Root opened={open} onClose={onClose} size={width} centered transitionProps={{ duration: 120 }}>
      <Modal.Overlay backgroundOpacity={0.35} />
      {/* A head of our own: Mantine's is a banner landmark, and a page has one already. */}
      <Modal.Content radius={12}>
        <div className={styles.header}>
          <Modal.Title className={styles.title}>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t(common.close)} size={40} />
        </div>
        <div className={styles.body}>{children}</div>
      </Modal.Content>
    </Modal.Root>
  )
}

export interface ConfirmProps {
  title: string
  open: boolean
  onClose: () => void
  /** What will happen, in figures where there are any. */
  children: ReactNode
  /** The deed's own verb, never "OK". */
  deed: string
  grave?: boolean
  /** Does it; the dialog closes when it is done and shows the refusal when it is not. */
  act: () => Promise<unknown>
}

export function Confirm({ title, open, onClose, children, deed, grave, act }: ConfirmProps) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Text[]>([])
  const close = () => {
    setRefused([])
    onClose()
  }
  const go = () => {
    if (busy) return
    setBusy(true)
    setRefused([])
    act().then(close, (error: unknown) => {
      heed(error)
      setRefused(refusalsOf(error).map((refusal) => refusal.text))
    }).finally(() => setBusy(false))
  }
  return (
    <Dialog title={title} open={open} onClose={close}>
      <div className={styles.confirm}>
        <div>{children}</div>
        {refused.length > 0 && <div role="alert" className={styles.refused}>{refused.map((words, i) => <p key={i}>{t(words)}</p>)}</div>}
        <div className={styles.deeds}>
          <Button onClick={close}>{t(common.cancel)}</Button>
          <Button tone={grave ? 'grave' : 'main'} busy={busy} onClick={go}>{deed}</Button>
        </div>
      </div>
    </Dialog>
  )
}
