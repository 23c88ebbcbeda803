// Nominating by name: people are gathered one after another, then sent together; whoever is refused stays with the reason.
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { text, type Text } from '#base/text'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { searchPeople, type ClassPageData, type Seat } from './api.ts'
import { explained } from './explained.ts'
import styles from './Learning.module.css'
import { useNominate } from './useNominate.ts'
import { NominationResult } from './NominationResult.tsx'

const own = {
  title: text('Cử người đi học', 'Nominate people'),
  who: text('Tìm theo tên (không cần dấu)', 'Search by name (no accents needed)'),
  gathered: text('Sẽ cử {n} người', '{n} to be nominated'), nobody: text('Chọn từng người, rồi cử một lượt.', 'Choose people one by one, then nominate all at once.'),
  send: text('Cử {n} người', 'Nominate {n}'), remove: text('Bỏ {name}', 'Remove {name}'), already: text('Người này đã có trong danh sách của lớp.', 'This person is on the list already.'),
}

export function AddPeople({ data, seats, onClose }: { data: ClassPageData; seats: Seat[]; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const [gathered, setGathered] = useState<Found[]>([])
  const [refusals, setRefusals] = useState<Text[]>([])
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const nominating = useNominate()
  const known = new Set(seats.filter((s) => s.state !== 'withdrawn').map((s) => s.person.id))
  const add = (found: Found | null) => {
    if (!found) return
    setRefusals(known.has(found.id) ? [own.already] : [])
    setNames((before) => new Map(before).set(found.id, found.label))
    if (!known.has(found.id)) setGathered((before) => [...before.filter((one) => one.id !== found.id), found])
  }
  const send = () => nominating.send(data.id, gathered.map((one) => one.id)).then((answer) => { if (answer) setGathered([]) })
  return (
    <Sheet
      title={t(own.title)} lead={data.title} open onClose={onClose} width={560}
      deeds={<Button tone="main" busy={nominating.busy} disabled={gathered.length === 0} onClick={() => void send()}>{t(own.send, { n: gathered.length })}</Button>}
    >
      <SearchSelect field={{ name: 'person', value: null, set: add, refusals, disabled: nominating.busy }} label={t(own.who)} explain={t(explained.nominate)} of="people" search={(typed) => searchPeople(typed, today)} autoFocus />
      <NominationResult of={nominating} names={names} />
      <p role="status">{gathered.length > 0 ? t(own.gathered, { n: gathered.length }) : t(own.nobody)}</p>
      <ul className={styles.people}>
        {gathered.map((one) => (
          <li key={one.id}>
            <span><strong>{one.label}</strong>{one.detail && <small>{one.detail}</small>}</span>
            <IconButton icon={IconX} label={t(own.remove, { name: one.label })} onClick={() => setGathered((before) => before.filter(({ id }) => id !== one.id))} />
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
