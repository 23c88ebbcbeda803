// Units beside each other by one indicator, best first; ordered by the exact share, never by a rounded one, or by those met where a
// number is asked for.
import { useState } from 'react'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { Ranked } from '../contract.ts'
import type { Question } from './api.ts'
import { useByNumber, useRanking } from './ranking.ts'
import { ComputingOf } from './Computing.tsx'
import styles from './RankingTable.module.css'

const words = {
  nobody: text('{n} đơn vị không có đối tượng', '{n} units with nobody to count'), unit: text('Đơn vị', 'Unit'), share: text('Tỷ lệ', 'Share'), met: text('Đạt', 'Met'), counted: text('Tổng', 'Counted'), gap: text('Còn thiếu', 'To go'), excluded: text('Không tính', 'Excluded'), rank: text('Thứ', 'Rank'),
}
const columns: Column<Ranked & { rank: number | null }>[] = [
  { key: 'rank', title: words.rank, kind: 'number', value: (r) => r.rank, width: '44px', from: 'tablet' },
  { key: 'name', title: words.unit, value: (r) => r.name, main: true },
  { key: 'share', title: words.share, kind: 'share', value: (r) => [r.met, r.counted], width: '68px' },
  { key: 'met', title: words.met, kind: 'number', value: (r) => r.met, from: 'tablet', width: '56px' },
  { key: 'counted', title: words.counted, kind: 'number', value: (r) => r.counted, from: 'tablet', width: '60px' },
  { key: 'gap', title: words.gap, kind: 'number', value: (r) => (r.counted === 0 ? null : r.gap), width: '60px' },
]
const inNumbers: typeof columns = [columns[0]!, columns[1]!, { key: 'met', title: words.met, kind: 'number', value: (r) => r.met, width: '88px' }]
const excluded: Column<Ranked & { rank: number | null }> = { key: 'excluded', title: words.excluded, kind: 'number', value: (r) => r.excluded, from: 'desktop', width: '64px' }

export interface RankingProps { indicator: string; label: string; question: Question; kind?: string; onOpen: (unit: Ranked) => void }

export default function RankingTable(props: RankingProps) {
  const t = useText()
  const { number } = useFormat()
  const ranking = useRanking(props)
  const byNumber = useByNumber(props.indicator, props.question.on) ?? false
  const shown = byNumber ? inNumbers : columns
  // Units with nobody to count, most of those of a province by T1, would only push the others out of sight.
  const [all, setAll] = useState(false)
  return (
    <Answer of={ranking}>{(rows) => {
      const compared = rows.filter((r) => r.counted + r.excluded > 0)
      const rest = rows.length - compared.length
      return (
        <DataTable
          label={props.label} columns={rows.some((r) => r.excluded > 0) ? [...shown, excluded] : shown} rows={ranked(all ? rows : compared, byNumber)} keyOf={(r) => r.unitId} onOpen={props.onOpen}
          tools={<><ComputingOf indicator={props.indicator} on={props.question.on} />{rest > 0 && <label className={styles.others}><input type="checkbox" checked={all} onChange={() => setAll(!all)} />{t(words.nobody, { n: number(rest) })}</label>}</>}
        />
      )
    }}</Answer>
  )
}

/** Equal shares, or numbers, have equal ranks; a unit with nobody to count has none. */
function ranked(rows: readonly Ranked[], byNumber: boolean): (Ranked & { rank: number | null })[] {
  let rank = 0
  return rows.map((row, i) => {
    const above = rows[i - 1]
    if (!above || (byNumber ? above.met !== row.met : above.met * row.counted !== row.met * above.counted)) rank = i + 1
    return { ...row, rank: row.counted === 0 ? null : rank }
  })
}
