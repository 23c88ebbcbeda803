// Two coders of one text beside each other: how far they agree beyond chance, and each difference with what either found.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text, type Text } from '#base/text'
import { indicators } from '#indicators/web'
import { useParams } from '#web/address.ts'
import { heed, queries, refusalsOf } from '#web/api.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Columns, Page, Part, Stack } from '#web/kit/Page.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay } from '#web/session.ts'
import type { CodedSpanShape, ComparisonShape, KappaShape } from '../contract.ts'
import { aboutAgreements } from './api.ts'
import { clauses, useClauseLists, type ClauseLists } from './clause-api.ts'
import { clauseWords, subjectName, writeAmount } from './clause-words.ts'
import styles from './Coding.module.css'
import { words } from './words.ts'

const own = {
  first: text('Người thứ nhất', 'First coder'), second: text('Người thứ hai', 'Second coder'), neither: text('Không ghi nhận', 'Neither stands'), nothing: text('không mã hóa', 'found nothing'), agree: text('Độ thống nhất', 'Agreement'), overall: text('Chung', 'Overall'),
  kappa: text('Kappa (95%)', 'Kappa (95 %)'), observed: text('Trùng nhau', 'Same'), n: text('Số đoạn', 'Passages'), same: text('Giống nhau: {n} điều khoản', 'The same: {n} clauses'), differences: text('Chỗ khác nhau', 'Differences'), none: text('Hai người mã hóa giống nhau', 'Both coded the same'), settled: text('đã thống nhất', 'settled'), open: text('chưa thống nhất', 'not settled'),
  how: text('Cả hai người mã hóa chọn giống nhau, hoặc một người thứ ba chọn, thì chỗ đó được thống nhất.', 'Settled once both coders choose the same, or a third chooses.'), says: text('{who} chọn: {what}', '{who} chose: {what}'), confirmed: text('Điều khoản đã được xác nhận', 'The clauses are confirmed'), kept: text('Đã ghi', 'Recorded'), noKappa: text('không tính được', 'not defined'),
}

export default function CodingComparePage() {
  const { textId } = useParams<'textId'>()
  const page = useQuery(clauses.comparison.queryOptions({ input: { textId } }))
  const lists = useClauseLists()
  useLive(clauses.key(), aboutAgreements)
  return <Answer of={page} lines={10}>{(data) => <Compared data={data} lists={lists} />}</Answer>
}

function Compared({ data, lists }: { data: ComparisonShape; lists: ClauseLists }) {
  const t = useText()
  const { number } = useFormat()
  const name = (i: number) => { const one = data.coders[i]; return one?.mine ? t(clauseWords.me) : one?.person ?? t(clauseWords.hidden) }
  return (
    <Page title={t(clauseWords.compare)} path={[{ label: t(words.agreements), to: '/thoa-uoc' }, { label: data.title, to: `/thoa-uoc/${data.agreementId}?muc=toan-van` }]} lead={<>{t(own.first)}: {name(0)} · {t(own.second)}: {name(1)} {data.confirmed && <Badge tone="good">{t(own.confirmed)}</Badge>}</>}>
      <Columns columns="3fr 2fr">
        <Part title={t(own.differences)}>
          <p className={styles.soft}>{t(own.same, { n: number(data.agreed.length) })}. {data.differences.length > 0 && !data.confirmed && t(own.how)}</p>
          {data.differences.length === 0 ? <Empty title={t(own.none)} /> : <div className={styles.differences}>{data.differences.map((one) => <Difference key={one.id} data={data} difference={one} lists={lists} />)}</div>}
        </Part>
        <Part title={t(own.agree)}><Agreement data={data} lists={lists} /></Part>
      </Columns>
    </Page>
  )
}

function Agreement({ data, lists }: { data: ComparisonShape; lists: ClauseLists }) {
  const t = useText()
  const language = useLanguage()
  const write = (n: number) => new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(n)
  type Row = KappaShape & { name: string }
  const rows: Row[] = [{ name: t(own.overall), ...data.overall }, ...data.bySubject.map((one) => ({ name: t(subjectName(lists, one.subject)), ...one }))]
  const columns: Column<Row>[] = [
    { key: 'name', title: clauseWords.subject, value: (row) => row.name, main: true },
    { key: 'kappa', title: own.kappa, value: (row) => (row.kappa === null ? t(own.noKappa) : `${write(row.kappa)} (${write(row.interval![0])} – ${write(row.interval![1])})`) },
    { key: 'observed', title: own.observed, kind: 'share', value: (row) => [Math.round(row.observed * row.n), row.n] },
  ]
  return <DataTable label={t(own.agree)} columns={columns} rows={rows} keyOf={(row) => row.name} dress="list" />
}

function Difference({ data, difference, lists }: { data: ComparisonShape; difference: ComparisonShape['differences'][number]; lists: ClauseLists }) {
  const t = useText()
  const may = useMay()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Text[]>([])
  const mine = difference.voices.find((one) => one.mine)
  const choices = [{ key: 'first', who: own.first, span: difference.first }, { key: 'second', who: own.second, span: difference.second }, { key: 'neither', who: own.neither, span: null }]
    .filter(({ key, span }) => key === 'neither' || span !== null)
  const settle = async (chosen: string | null) => {
    if (busy) return
    setBusy(true)
    setRefused([])
    try {
      const { confirmed } = await clauses.settle.call({ unitId: data.unitId, textId: data.textId, differenceId: difference.id, chosen })
      await Promise.all([clauses.key(), indicators.key()].map((queryKey) => queries.invalidateQueries({ queryKey })))
      toast(confirmed ? own.confirmed : own.kept)
    } catch (error) {
      heed(error)
      setRefused(refusalsOf(error).map((refusal) => refusal.text))
    } finally {
      setBusy(false)
    }
  }
  const said = (id: string | null) => (id === null ? t(own.neither) : id === difference.first?.id ? t(own.first) : t(own.second))
  return (
    <section className={styles.difference} aria-label={difference.path}>
      <header><span>{difference.path}</span><Badge tone={difference.settled ? 'good' : 'soon'}>{t(difference.settled ? own.settled : own.open)}</Badge></header>
      <blockquote className={styles.quote} lang="vi">{difference.words}</blockquote>
      <div className={styles.choices}>
        {choices.map(({ key, who, span }) => (
          <button
            key={key} type="button" className={styles.choice} disabled={busy || data.confirmed || !may('agreement.write')} aria-pressed={mine !== undefined && mine.chosen === (span?.id ?? null)}
            data-chosen={(difference.settled ? difference.chosen === (span?.id ?? null) : mine !== undefined && mine.chosen === (span?.id ?? null)) || undefined} onClick={() => void settle(span?.id ?? null)}
          >
            <strong>{t(who)}</strong>{span && <Said span={span} lists={lists} />}
          </button>
        ))}
      </div>
      <Stack gap={2}>{difference.voices.map((one, i) => <p key={i} className={styles.soft}>{t(own.says, { who: one.mine ? t(clauseWords.me) : one.person ?? t(clauseWords.hidden), what: said(one.chosen) })}</p>)}</Stack>
      {refused.length > 0 && <div role="alert" className={styles.refused}>{refused.map((one, i) => <p key={i}>{t(one)}</p>)}</div>}
    </section>
  )
}

function Said({ span, lists }: { span: CodedSpanShape; lists: ClauseLists }) {
  const t = useText()
  const language = useLanguage()
  const of = lists.cases.find((one) => one.code === span.caseCode)
  return <><span>{t(subjectName(lists, span.subject))}</span>{of && <span>{t(of.name)}{span.gives !== null && <>: {span.givesAs === 'extra' ? '+' : ''}{writeAmount(span.gives, of.scale, language)}</>}</span>}{span.note && <span>{span.note}</span>}</>
}
