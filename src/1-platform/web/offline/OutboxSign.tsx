// The small sign in the frame: how much waits to be sent, and whether a person must decide. While it stands there, the outbox is
// being emptied.
import { Link } from '@tanstack/react-router'
import { IconCloudUp, IconCloudX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { text } from '#base/text'
import { useText } from '../language.tsx'
import { useMe } from '../session.ts'
import { startOutbox, useOutbox } from './outbox.ts'
import styles from './Outbox.module.css'

const words = {
  waits: text('Hộp chờ gửi: {n} việc', 'Outbox: {n} entries'),
  decide: text('Hộp chờ gửi: {n} việc, {m} việc cần bạn quyết định', 'Outbox: {n} entries, {m} need your decision'),
}

export default function OutboxSign() {
  const t = useText()
  const me = useMe()
  // Another account, another office: others of what waits may go now.
  useEffect(() => startOutbox(), [me.accountId, me.officeId])
  const entries = useOutbox() ?? []
  const toDecide = entries.filter((entry) => entry.account === me.accountId && entry.state !== 'waiting').length
  if (entries.length === 0) return null
  const label = t(toDecide > 0 ? words.decide : words.waits, { n: entries.length, m: toDecide })
  const Icon = toDecide > 0 ? IconCloudX : IconCloudUp
  return (
    <Link to="/cho-gui" className={styles.sign} data-decide={toDecide > 0 || undefined} aria-label={label} title={label}>
      <Icon size={20} stroke={1.75} aria-hidden />{entries.length}
    </Link>
  )
}
