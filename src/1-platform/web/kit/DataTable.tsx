// A list of records as officers use it: filter without accents, order by any column, arrows and Enter, choose rows, export
// exactly what is filtered, print with repeated headers; cards on a phone.
import { IconDownload, IconPrinter, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useId, useMemo, useState, type ReactNode } from 'react'
import { text } from '#base/text'
import { useAskedLine } from '../asked.ts'
import { useFormat, useLanguage, useText } from '../language.tsx'
import { common } from '../words.ts'
import { Empty, Skeleton } from './Answer.tsx'
import { Button, IconButton } from './Button.tsx'
import { Cards } from './table/Cards.tsx'
import { filterRows, orderRows, saidBy, type Column, type Order } from './table/columns.ts'
import { Grid } from './table/Grid.tsx'
import { usePrinting, useWidth } from './table/width.ts'
import styles from './table/Table.module.css'

export type { Column } from './table/columns.ts'

const words = {
  count: text('{n} dòng', '{n} rows'),
  countOf: text('{n} trên {all} dòng', '{n} of {all} rows'),
  chosen: text('đã chọn {n}', '{n} chosen'),
  chooseAll: text('Chọn tất cả các dòng đang hiện', 'Choose all rows shown'),
  choose: text('Chọn {name}', 'Choose {name}'),
  nothing: text('Chưa có gì ở đây', 'Nothing here yet'),
  noMatch: text('Không dòng nào khớp “{typed}”', 'No row matches “{typed}”'),
  clear: text('Bỏ lọc', 'Clear the filter'),
  exportFailed: text('Chưa xuất được. Hãy thử lại.', 'The export failed. Try again.'),
  moreComing: text('Đang tải thêm…', 'Loading more…'),
}

export interface DataTableProps<Row> {
  /** What is listed: the table's name for screen readers, and the exported file's. */
  label: string
  columns: Column<Row>[]
  /** undefined: still loading. */
  rows: readonly Row[] | undefined
  keyOf: (row: Row) => string
  /** The record's path, or what opens it. */
  to?: (row: Row) => string
  onOpen?: (row: Row) => void
  /** Order at first: a column's key, '-key' from the greatest. Unordered (as given) unless said. */
  order?: string
  /** Where nothing is listed at all. */
  empty?: ReactNode
  /** Beside the filter. */
  tools?: ReactNode
  /** Rows can be chosen, by key. */
  chosen?: ReadonlySet<string>
  onChoose?: (chosen: Set<string>) => void
  /** The server filters and pages: it is told what was typed, asked for more near the end, and for all on export. */
  paged?: { total: number; typed: string; onType: (typed: string) => void; more?: () => void; loading?: boolean; all: () => Promise<readonly Row[]> }
  /** 'list': the bare rows for a few lines inside a part. */
  dress?: 'full' | 'list'
}

export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, keyOf, to, onOpen, empty, tools, chosen, onChoose, paged, dress = 'full' } = props
  const t = useText()
  const language = useLanguage()
  const format = useFormat()
  const navigate = useNavigate()
  const asked = useAskedLine()
  const width = useWidth()
  const printing = usePrinting()
  const box = useId()
  const [typedHere, setTyped] = useState('')
  const typed = paged ? paged.typed : typedHere
  const filter = useDeferredValue(typedHere)
  const [order, setOrder] = useState<Order | null>(() => (props.order ? { by: props.order.replace(/^-/, ''), down: props.order.startsWith('-') } : null))
  const [exporting, setExporting] = useState<'no' | 'yes' | 'failed'>('no')

  const shown = useMemo(() => {
    if (!rows) return []
    if (paged) return [...rows]
    return orderRows(filterRows(rows, columns, filter, format), columns.find(({ key }) => key === order?.by), order?.down ?? false)
  }, [rows, columns, filter, order, format, paged])

  const main = columns.find((column) => column.main) ?? columns[0]!
  const seen = printing ? columns : columns.filter(({ from }) => !from || width === 'desktop' || (width === 'tablet' && from === 'tablet'))
  const cell = (column: Column<Row>, row: Row): ReactNode => column.show?.(row) ?? saidBy(column, row, format)
  const open = onOpen ?? (to && ((row: Row) => void navigate({ to: to(row) })))

  const choose = onChoose && ((row: Row) => {
    const next = new Set(chosen)
    if (!next.delete(keyOf(row))) next.add(keyOf(row))
    onChoose(next)
  })
  const check = choose && ((row: Row) => (
    <input type="checkbox" tabIndex={width === 'phone' ? 0 : -1} checked={chosen?.has(keyOf(row)) ?? false} onChange={() => choose(row)} aria-label={t(words.choose, { name: saidBy(main, row, format) })} />
  ))
  const allChosen = shown.length > 0 && shown.every((row) => chosen?.has(keyOf(row)))
  const checkAll = onChoose && (
    <input type="checkbox" checked={allChosen} aria-label={t(words.chooseAll)} onChange={() => {
      const next = new Set(chosen)
      for (const row of shown) {
        if (allChosen) next.delete(keyOf(row))
        else next.add(keyOf(row))
      }
      onChoose(next)
    }} />
  )

  const toXlsx = async () => {
    setExporting('yes')
    try {
      const [{ exportRows }, all] = await Promise.all([import('./table/export.ts'), paged ? paged.all() : shown])
      await exportRows(label, asked, columns, all, language)
      setExporting('no')
    } catch {
      setExporting('failed')
    }
  }

  if (!rows) return <Skeleton lines={8} />
  const total = paged ? paged.total : rows.length
  const nothingAtAll = total === 0 && typed === ''
  if (nothingAtAll) return empty ?? <Empty title={t(words.nothing)} />
  const counted = paged || shown.length === rows.length ? t(words.count, { n: format.number(total) }) : t(words.countOf, { n: format.number(shown.length), all: format.number(rows.length) })
  const cards = width === 'phone' && !printing
  const common_ = { label, rows: shown, columns: seen, main, keyOf, cell, to, check }
  return (
    <div className={styles.whole}>
      {dress === 'full' && (
        <div className={`${styles.bar} no-print`}>
          <label htmlFor={box} className={styles.filter}>
            <IconSearch size={18} stroke={1.75} aria-hidden />
            <span className="unseen">{t(common.filter)}</span>
            <input id={box} type="search" value={typed} placeholder={t(common.filter)} autoComplete="off" onChange={(event) => (paged ? paged.onType(event.currentTarget.value) : setTyped(event.currentTarget.value))} />
          </label>
          {tools}
          <span className={styles.count} role="status">
            {counted}
            {chosen && chosen.size > 0 && ` · ${t(words.chosen, { n: format.number(chosen.size) })}`}
          </span>
          <span className={styles.deeds}>
            {exporting === 'failed' && <span role="alert" className={styles.failed}>{t(words.exportFailed)}</span>}
            {width === 'phone'
              ? <IconButton label={t(common.export)} icon={IconDownload} disabled={exporting === 'yes'} onClick={() => void toXlsx()} />
              : <Button tone="quiet" icon={IconDownload} busy={exporting === 'yes'} onClick={() => void toXlsx()}>{t(common.export)}</Button>}
            {width === 'desktop' && <Button tone="quiet" icon={IconPrinter} onClick={() => print()}>{t(common.print)}</Button>}
          </span>
        </div>
      )}
      {shown.length === 0
        ? <Empty title={t(words.noMatch, { typed })} action={<Button onClick={() => (paged ? paged.onType('') : setTyped(''))}>{t(words.clear)}</Button>} />
        : cards
          ? <Cards {...common_} onOpen={onOpen} onEnd={paged?.more} />
          : (
            <Grid
              {...common_}
              open={open}
              order={order}
              onOrder={paged ? null : (by) => setOrder((now) => ({ by, down: now?.by === by ? !now.down : false }))}
              checkAll={checkAll}
              onCheck={choose}
              printing={printing}
              onEnd={paged?.more}
            />
          )}
      {paged?.loading && <p role="status" className={styles.count}>{t(words.moreComing)}</p>}
    </div>
  )
}
