// Every row of the file with its verdict; a row opens with all its fields, reasons and repairs.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { text, type Text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { Stat, Stats } from '#web/kit/Stat.tsx'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import type { IntakeRow, WholeImport } from '../contract.ts'
import { LISTED } from '../domain/listed.ts'
import { intake } from './api.ts'
import styles from './Intake.module.css'
import { Mended, useSaid } from './mended.tsx'
import { RowSheet } from './RowSheet.tsx'
import { fieldName, repairs, verdicts, words } from './words.ts'

const own = {
  imported: text('Sẽ ghi', 'To write'), written: text('Dòng đã ghi', 'Rows written'), takenBack: text('Dòng đã gỡ', 'Rows taken back'), fresh: text('{fresh} mới, {changed} bổ sung', '{fresh} new, {changed} completed'), known: text('Đã có đủ', 'Known already'), knownWhy: text('không có gì mới', 'nothing new'),
  refused: text('Bị từ chối', 'Refused'), refusedWhy: text('kèm lý do từng dòng', 'each with its reasons'), mended: text('Có sửa', 'Mended'), mendedWhy: text('thấy cả chữ trong tệp', 'with the text of the file'),
  warned: text('Cần để ý', 'Worth a look'), warnedWhy: text('vẫn ghi được', 'written all the same'), skipped: text('Bỏ qua', 'Skipped'), skippedWhy: text('tiêu đề, tổng cộng, dòng trống', 'titles, totals, blanks'),
  show: text('Hiện', 'Show'), all: text('Tất cả {n} dòng', 'All {n} rows'), result: text('Kết quả', 'Verdict'), why: text('Lý do, lưu ý', 'Reasons and remarks'), label: text('Các dòng của {name}', 'Rows of {name}'),
  mends: text('Đã sửa: {what}', 'Mended: {what}'), nameless: text('(không có tên)', '(no name)'),
  long: text('Tệp dài: sau {n} dòng đầu chỉ liệt kê dòng bị từ chối, được bổ sung hoặc cần để ý; các số trên là của cả tệp.', 'A long file: after the first {n} rows only those refused, completed or worth a look are listed; the figures above are of the whole file.'),
  new: text('Mới', 'New'), changed: text('Bổ sung', 'Completed'), alreadyKnown: text('Đã có', 'Known'),
}

type Filter = '' | 'imported' | 'refused' | 'skipped' | 'new' | 'changed' | 'mended' | 'warned'
const PAGE = 100

/** What the rows that could be written are called, as the import stands. */
function outcomeOf(data: WholeImport): Text {
  return data.state === 'undone' ? own.takenBack : data.result ? own.written : own.imported
}

/** How many rows of each kind; each figure opens its rows. */
export function Counted({ data }: { data: WholeImport }) {
  const t = useText()
  const { number } = useFormat()
  const [, go] = useAddress({ loc: '' })
  const { counts } = data
  const open = (loc: Filter) => () => go({ loc })
  const some = (label: Text, n: number, detail: string, loc: Filter, tone?: 'good' | 'behind') => <Stat label={t(label)} value={number(n)} detail={detail} {...(tone && n > 0 && { tone })} {...(n > 0 && { onOpen: open(loc) })} />
  return (
    <Stats>
      {some(outcomeOf(data), counts.imported, t(own.fresh, { fresh: number(counts.fresh), changed: number(counts.changed) }), 'imported', data.state === 'undone' ? undefined : 'good')}
      {some(own.refused, counts.refused, t(own.refusedWhy), 'refused', 'behind')}
      {some(own.mended, counts.mended, t(own.mendedWhy), 'mended')}
      {some(own.warned, counts.warned, t(own.warnedWhy), 'warned')}
      {some(own.skipped, counts.skipped, counts.known > 0 ? `${t(own.known)}: ${number(counts.known)}` : t(own.skippedWhy), 'skipped')}
    </Stats>
  )
}

export function RowsTable({ data }: { data: WholeImport }) {
  const t = useText()
  const language = useLanguage()
  const { number } = useFormat()
  const said = useSaid()
  const [{ loc }, go] = useAddress({ loc: '' })
  const [typed, setTyped] = useState('')
  const [opened, setOpened] = useState<IntakeRow | null>(null)
  const search = useDeferredValue(typed)
  const input = (offset: number, limit = PAGE) => ({ id: data.id, search: search || undefined, limit, offset, ...filterOf(loc as Filter) })
  const list = useInfiniteQuery(intake.rows.infiniteOptions({
    input: (offset: number) => input(offset), initialPageParam: 0, placeholderData: keepPreviousData,
    getNextPageParam: (page, pages) => { const had = pages.reduce((n, one) => n + one.rows.length, 0); return had < page.total ? had : undefined },
  }))
  const all = async () => {
    const found: IntakeRow[] = []
    for (;;) {
      const page = await intake.rows.call(input(found.length, 1000))
      found.push(...page.rows)
      if (found.length >= page.total || page.rows.length === 0) return found
    }
  }
  const notes = (row: IntakeRow) => [...row.reasons, ...row.warnings].map((reason) => reason[language])
  const mends = (row: IntakeRow) => [...new Set(row.repairs.map(({ code }) => t(repairs[code] ?? text(code, code))))].join(', ')
  const verdict = (row: IntakeRow) => t(row.standing === 'known' ? own.alreadyKnown : row.verdict !== 'imported' ? verdicts[row.verdict] : row.standing === 'changed' ? own.changed : own.new)
  const field = (key: string, from?: 'tablet' | 'desktop'): Column<IntakeRow> => ({
    key, title: fieldName(data.kind, key), value: (row) => said(row.content, key), show: (row) => <Mended row={row} field={key} />, ...(from && { from }),
  })
  const columns: Column<IntakeRow>[] = [
    { key: 'row', title: words.row, kind: 'number', value: (row) => row.row, width: '72px' },
    { key: 'name', title: fieldName(data.kind, 'name'), value: (row) => said(row.content, 'name') || t(own.nameless), show: (row) => said(row.content, 'name') ? <Mended row={row} field="name" /> : t(own.nameless), main: true },
    { key: 'verdict', title: own.result, value: verdict, show: (row) => <Badge tone={row.verdict === 'refused' ? 'behind' : row.verdict === 'imported' ? 'good' : 'plain'}>{verdict(row)}</Badge>, width: '110px' },
    ...(data.kind === 'roster' ? [field('born', 'tablet'), field('unit'), field('post', 'desktop'), field('trained', 'desktop')] : [field('kind', 'tablet'), field('parent')]),
    { key: 'why', title: own.why, value: (row) => notes(row).join(' '), show: (row) => (
      <span className={styles.why}>
        {notes(row).map((note, i) => <span key={i}>{note}</span>)}
        {row.repairs.length > 0 && <span className={styles.mends}>{t(own.mends, { what: mends(row) })}</span>}
      </span>
    ) },
  ]
  const choices = [['imported', outcomeOf(data)], ['refused', own.refused], ['mended', own.mended], ['warned', own.warned], ['new', own.new], ['changed', own.changed], ['skipped', own.skipped]] as const
  return (
    <>
      {data.counts.rows > LISTED && <p className={styles.hint}>{t(own.long, { n: number(LISTED) })}</p>}
      <Answer of={list} lines={8}>
        {({ pages }) => (
          <DataTable
            label={t(own.label, { name: data.name })} columns={columns} rows={pages.flatMap((page) => page.rows)} keyOf={(row) => String(row.row)} onOpen={setOpened}
            tools={<SelectField label={t(own.show)} placeholder={t(own.all, { n: number(data.counts.rows) })} choices={choices.map(([value, label]) => ({ value, label: t(label) }))}
              field={{ name: 'loc', value: (loc || null) as Exclude<Filter, ''> | null, set: (value) => go({ loc: value ?? '' }), refusals: [], disabled: false }} />}
            paged={{ total: pages[0]?.total ?? 0, typed, onType: setTyped, loading: list.isFetchingNextPage, all, ...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {}) }}
          />
        )}
      </Answer>
      {opened && <RowSheet kind={data.kind} row={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

function filterOf(loc: Filter): { verdict?: IntakeRow['verdict']; only?: 'new' | 'changed' | 'mended' | 'warned' } {
  if (loc === 'imported' || loc === 'refused' || loc === 'skipped') return { verdict: loc }
  return loc === 'new' || loc === 'changed' || loc === 'mended' || loc === 'warned' ? { only: loc } : {}
}
