// From the unmet list of an indicator straight to a class: choose an open class, see what comes of each.
import { useQuery } from '@tanstack/react-query'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { learning } from './api.ts'
import styles from './Learning.module.css'
import { NominationResult } from './NominationResult.tsx'
import { useNominate } from './useNominate.ts'

const own = {
  title: text('Cử {n} người đi học', 'Nominate {n} people'), which: text('Chọn lớp đang mở', 'Choose an open class'), send: text('Cử vào lớp này', 'Nominate to this class'), close: text('Xong', 'Done'),
  free: text('còn {n} chỗ', '{n} free seats'), full: text('đã đủ, {n} người chờ', 'full, {n} waiting'),
  none: text('Chưa có lớp nào đang mở phù hợp', 'No fitting class is open'), new: text('Mở lớp mới', 'New class'),
}

export interface NominateSheetProps { people: { id: string; name: string }[]; /** Only classes whose programme carries this tag. */ tag?: string; open: boolean; onClose: () => void }

export default function NominateSheet({ people, tag, open, onClose }: NominateSheetProps) {
  const t = useText()
  const format = useFormat()
  const classes = useQuery(learning.classes.queryOptions({ input: { status: 'open', tag, limit: 200, offset: 0 }, enabled: open }))
  const [classId, setClassId] = useState<string | null>(null)
  const nominating = useNominate()
  const names = new Map(people.map((one) => [one.id, one.name]))
  return (
    <Sheet
      title={t(own.title, { n: format.number(people.length) })} open={open} onClose={onClose} width={560}
      deeds={nominating.answer
        ? <Button tone="main" onClick={onClose}>{t(own.close)}</Button>
        : <Button tone="main" busy={nominating.busy} disabled={!classId} onClick={() => void nominating.send(classId!, people.map((one) => one.id))}>{t(own.send)}</Button>}
    >
      <NominationResult of={nominating} names={names} />
      {!nominating.answer && (
        <Answer of={classes}>{({ rows }) => rows.length === 0
          ? <Empty title={t(own.none)} action={<Button icon={IconPlus} to="/lop-hoc/moi">{t(own.new)}</Button>} />
          : (
            <fieldset className={styles.choices}>
              <legend>{t(own.which)}</legend>
              {rows.map((one) => (
                <label key={one.id}>
                  <input type="radio" name="class" checked={one.id === classId} onChange={() => setClassId(one.id)} />
                  <strong>{one.title}</strong>
                  <small>{one.unit} · {format.day(one.firstDay)} – {format.day(one.lastDay)} · {one.seated < one.capacity ? t(own.free, { n: format.number(one.capacity - one.seated) }) : t(own.full, { n: format.number(one.waiting) })}</small>
                </label>
              ))}
            </fieldset>
          )}</Answer>
      )}
    </Sheet>
  )
}
