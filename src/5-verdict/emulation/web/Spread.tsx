// Who took the model over from whom: as a tree, and as a table to be ordered and exported.
import { useState } from 'react'
import { text } from '#base/text'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Part } from '#web/kit/Page.tsx'
import { Tabs } from '#web/kit/Tabs.tsx'
import { useAddress } from '#web/address.ts'
import { useFormat, useText } from '#web/language.tsx'
import type { Model, Use } from '../contract.ts'
import { inOrder } from '../domain/tree.ts'
import styles from './Models.module.css'
import { stateWords, words } from './words.ts'

const own = {
  title: text('Nhân rộng', 'How it spread'), tree: text('Sơ đồ', 'Tree'), table: text('Bảng', 'Table'), alone: text('Chưa đơn vị nào áp dụng lại.', 'No unit has taken it over yet.'), from: text('Nhận từ', 'Taken from'), result: text('Kết quả', 'Result'), owner: text('đơn vị có mô hình', 'owner'), since: text('từ {day}', 'since {day}'), all: text('Xem cả {n} đơn vị', 'Show all {n} units'),
}

/** So many lines of the tree are shown at first. */
const shown = 12

export function Spread({ model }: { model: Model }) {
  const t = useText()
  const { day, number } = useFormat()
  const [{ nhanrong }, go] = useAddress({ nhanrong: 'so-do' })
  const [whole, setWhole] = useState(false)
  const names = new Map(model.uses.map((u) => [u.id, u.unitName]))
  const taken = model.uses.filter((u) => u.takenFrom !== null)
  const columns: Column<Use>[] = [
    { key: 'unit', title: words.unit, value: (u) => u.unitName, main: true }, { key: 'province', title: words.province, value: (u) => u.province ?? '', from: 'tablet' },
    { key: 'from', title: own.from, value: (u) => (u.takenFrom === null ? t(own.owner) : names.get(u.takenFrom) ?? model.unitName) }, { key: 'since', title: words.startedOn, kind: 'day', value: (u) => u.startedOn, width: '140px' },
    { key: 'state', title: words.state, value: (u) => t(stateWords[u.state].name), show: (u) => <Badge tone={stateWords[u.state].tone}>{t(stateWords[u.state].name)}</Badge>, width: '170px' },
    { key: 'result', title: own.result, value: (u) => [u.outcome, ...u.results.map((r) => `${r.name}: ${r.before === null ? '' : `${number(r.before)} → `}${number(r.after)} ${r.countedIn}`)].filter(Boolean).join('; '), from: 'desktop' },
  ]
  return (
    <Part title={t(own.title)}>
      {taken.length === 0 ? <p className={styles.soft}>{t(own.alone)}</p> : (
        <Tabs label={t(own.title)} open={nhanrong} onOpen={(key) => go({ nhanrong: key })} tabs={[
          { key: 'so-do', title: t(own.tree), body: <>
            <ol className={styles.tree}>
              {inOrder(model.uses).slice(0, whole ? undefined : shown).map((u) => (
                <li key={u.id} data-below={u.depth > 0 || undefined} style={{ ['--depth' as string]: Math.min(u.depth, 6) }}>
                  <b>{u.unitName}</b>
                  <span className={styles.soft}>{[u.takenFrom === null && t(own.owner), u.province, u.startedOn && t(own.since, { day: day(u.startedOn) })].filter(Boolean).join(' · ')}</span>
                  <Badge tone={stateWords[u.state].tone}>{t(stateWords[u.state].name)}</Badge>
                </li>
              ))}
            </ol>
            {!whole && model.uses.length > shown && <div className={styles.more}><Button onClick={() => setWhole(true)}>{t(own.all, { n: number(model.uses.length) })}</Button></div>}
          </> },
          { key: 'bang', title: t(own.table), count: number(model.uses.length), body: <DataTable label={`${t(own.title)} – ${model.title}`} columns={columns} rows={model.uses} keyOf={(u) => u.id} /> },
        ]} />
      )}
    </Part>
  )
}
