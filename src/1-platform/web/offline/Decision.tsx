// A conflict: mine and theirs side by side, with who wrote and when. A person chooses for each, then it is sent as chosen.
import { useState } from 'react'
import { text } from '#base/text'
import { Button } from '../kit/Button.tsx'
import { Row, Stack } from '../kit/Page.tsx'
import { useFormat, useText } from '../language.tsx'
import type { Choice, Entry } from './entry.ts'
import { decide } from './outbox.ts'
import styles from './Outbox.module.css'

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

export function Decision({ entry }: { entry: Entry }) {
  const t = useText()
  const { moment } = useFormat()
  const [chosen, setChosen] = useState<ReadonlyMap<string | null, Choice>>(new Map())
  const [busy, setBusy] = useState(false)
  const conflicts = entry.refusals.filter((one) => one.conflict)
  const left = conflicts.filter((one) => !chosen.has(one.field)).length
  const all = (choice: Choice) => setChosen(new Map(conflicts.map((one) => [one.field, choice])))
  const done = () => {
    setBusy(true)
    void decide(entry.order, (field) => chosen.get(field)!).finally(() => setBusy(false))
  }
  return (
    <Stack gap={12}>
      <p>{t(words.why)}</p>
      {conflicts.length > 1 && <Row><Button tone="quiet" onClick={() => all('mine')}>{t(words.mineAll)}</Button><Button tone="quiet" onClick={() => all('theirs')}>{t(words.theirsAll)}</Button></Row>}
      {conflicts.map(({ field, conflict }) => {
        const { what, mine, theirs, by, at } = conflict!
        const side = (choice: Choice, label: string, said: string, when?: string) => (
          <label className={styles.side}>
            <input type="radio" name={`${entry.id} ${field}`} checked={chosen.get(field) === choice} onChange={() => setChosen((before) => new Map([...before, [field, choice]]))} />
            <span><strong>{label}</strong><span className={styles.said}>{said}</span>{when && <small>{when}</small>}</span>
          </label>
        )
        return (
          <fieldset key={field} className={styles.conflict}>
            <legend>{t(what)}</legend>
            {side('mine', t(words.mine), t(mine), moment(new Date(entry.at).toISOString()))}
            {side('theirs', t(words.theirs), t(theirs), by ? t(words.by, { name: by, moment: moment(at) }) : moment(at))}
          </fieldset>
        )
      })}
      <Row gap={12}>
        <Button tone="main" disabled={left > 0} busy={busy} onClick={done}>{t(words.done)}</Button>
        {left > 0 && conflicts.length > 1 && <span className={styles.at}>{t(words.left, { n: left })}</span>}
      </Row>
    </Stack>
  )
}
