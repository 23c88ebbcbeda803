// What someone else wrote meanwhile: mine and theirs side by side, with who wrote and when. A person chooses for each, then it is
// sent as chosen: by a form that is open, or from the outbox.
import { useState } from 'react'
import { text } from '#base/text'
import { useFormat, useText } from '../language.tsx'
import type { Choice, FieldRefusal } from '../refusals.ts'
import { Button } from './Button.tsx'
import styles from './Conflicts.module.css'
import { Row, Stack } from './Page.tsx'

const words = {
  why: text('Có người đã ghi khác trong lúc máy này chưa thấy. Chưa bản nào bị ghi đè.', 'Someone wrote otherwise before this device had seen it. Nothing has been overwritten.'),
  mine: text('Của tôi', 'Mine'),
  theirs: text('Trên máy chủ', 'On the server'),
  by: text('{name}, {moment}', '{name}, {moment}'),
  mineAll: text('Chọn tất cả của tôi', 'All mine'),
  theirsAll: text('Giữ tất cả trên máy chủ', 'All of the server'),
  done: text('Gửi theo lựa chọn', 'Send as chosen'),
  left: text('Còn {n} mục chưa chọn', '{n} still to be chosen'),
}

export interface ConflictsProps {
  /** Apart from others on the page. */
  name: string
  of: readonly FieldRefusal[]
  /** When mine was written, where that was a while ago. */
  mineAt?: string
  busy: boolean
  onDone: (choice: (field: string | null) => Choice) => void
}

export function Conflicts({ name, of, mineAt, busy, onDone }: ConflictsProps) {
  const t = useText()
  const { moment } = useFormat()
  const [chosen, setChosen] = useState<ReadonlyMap<string | null, Choice>>(new Map())
  const left = of.filter((one) => !chosen.has(one.field)).length
  const all = (choice: Choice) => setChosen(new Map(of.map((one) => [one.field, choice])))
  return (
    <Stack gap={12}>
      <p>{t(words.why)}</p>
      {of.length > 1 && <Row><Button tone="quiet" onClick={() => all('mine')}>{t(words.mineAll)}</Button><Button tone="quiet" onClick={() => all('theirs')}>{t(words.theirsAll)}</Button></Row>}
      {of.map(({ field, conflict }) => {
        const { what, mine, theirs, by, at } = conflict!
        const side = (choice: Choice, label: string, said: string, when?: string | null) => (
          <label className={styles.side}>
            <input type="radio" name={`${name} ${field}`} checked={chosen.get(field) === choice} onChange={() => setChosen((before) => new Map([...before, [field, choice]]))} />
            <span><strong>{label}</strong><span className={styles.said}>{said}</span>{when && <small>{when}</small>}</span>
          </label>
        )
        return (
          <fieldset key={field} className={styles.conflict}>
            <legend>{t(what)}</legend>
            {side('mine', t(words.mine), t(mine), mineAt && moment(mineAt))}
            {side('theirs', t(words.theirs), t(theirs), by ? t(words.by, { name: by, moment: moment(at) }) : at && moment(at))}
          </fieldset>
        )
      })}
      <Row gap={12}>
        <Button tone="main" disabled={left > 0} busy={busy} onClick={() => onDone((field) => chosen.get(field)!)}>{t(words.done)}</Button>
        {left > 0 && of.length > 1 && <span className={styles.left}>{t(words.left, { n: left })}</span>}
      </Row>
    </Stack>
  )
}
