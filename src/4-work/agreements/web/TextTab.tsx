// What an agreement says: its texts with how far their coding is, and the confirmed clauses beside the law of the day.
import { IconFileText, IconPencil, IconTrash, IconUpload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { addDays } from '#base/day'
import { newId } from '#base/id'
import { text, type Text } from '#base/text'
import { indicators } from '#indicators/web'
import { useAsOf } from '#web/asked.ts'
import { heed, queries, refusalsOf } from '#web/api.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { AttachButton, AttachState, useAttaching } from '#web/kit/Attach.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import type { Agreement, ClauseShape, TextLine } from '../contract.ts'
import { aboutAgreements, agreements } from './api.ts'
import { clauses, useClauseLists, type ClauseLists } from './clause-api.ts'
import { ClausePlace } from './ClausePlace.tsx'
import { clauseWords, subjectName, writeAmount } from './clause-words.ts'
import styles from './Coding.module.css'

const own = {
  texts: text('Toàn văn', 'Texts'), main: text('Thỏa ước', 'The agreement'), from: text('Đọc từ tệp', 'Read from'), passages: text('{n} đoạn', '{n} passages'), blank: text('{n} trang là ảnh, không đọc được chữ', '{n} pages are pictures without text'),
  noText: text('Chưa đọc toàn văn. Chọn một tệp DOCX hoặc PDF có lớp chữ.', 'No text has been read yet. Choose a DOCX, or a PDF that carries text.'), file: text('Tệp đã đính kèm', 'Attached file'), read: text('Đọc toàn văn', 'Read the text'), upload: text('Gửi tệp mới và đọc', 'Send a file and read it'), reading: text('Đang đọc {name}…', 'Reading {name}…'), done: text('Đã đọc toàn văn', 'The text has been read'),
  code: text('Nhận mã hóa', 'Take on the coding'), review: text('Soát và xác nhận', 'Look through and confirm'), open: text('Mở', 'Open'), goOn: text('Mã hóa tiếp', 'Go on coding'), drop: text('Bỏ toàn văn này', 'Take this text away'), dropped: text('Đã bỏ', 'Removed'),
  working: text('đang làm', 'at work'), finished: text('đã kết thúc, {n} đoạn', 'finished, {n} spans'), finishedHidden: text('đã kết thúc', 'finished'), confirmed: text('Đã xác nhận', 'Confirmed'), waiting: text('Chưa xác nhận', 'Not confirmed'), differ: text('Còn {n} chỗ khác nhau cần thống nhất', '{n} differences to settle'),
  none: text('Chưa ai nhận mã hóa.', 'Nobody has taken on the coding.'), clauses: text('Điều khoản đã xác nhận', 'Confirmed clauses'), noClauses: text('Chưa có điều khoản nào được xác nhận', 'No clause is confirmed yet'), place: text('Gắn với phần, lần sửa đổi hoặc bản án: {what}', 'Tie to a part, amendment or judgment: {what}'),
}

export default function TextTab({ data }: { data: Agreement }) {
  const { on, isToday } = useAsOf()
  const page = useQuery(clauses.ofAgreement.queryOptions({ input: { agreementId: data.id, ...(isToday ? {} : { on }) } }))
  const lists = useClauseLists()
  useLive(clauses.key(), aboutAgreements)
  return <Answer of={page} lines={6}>{(shown) => (
    <Stack>
      <Texts data={data} texts={shown.texts} mayWrite={shown.mayWrite} />
      <Clauses data={data} rows={shown.clauses} lists={lists} mayWrite={shown.mayWrite} />
    </Stack>
  )}</Answer>
}

function Texts({ data, texts, mayWrite }: { data: Agreement; texts: TextLine[]; mayWrite: boolean }) {
  const t = useText()
  const lacking = [{ id: null, what: t(own.main) }, ...data.amendments.map((one) => ({ id: one.id, what: one.what }))].filter((one) => !texts.some((line) => (line.amendment?.id ?? null) === one.id))
  return (
    <Part title={t(own.texts)}>
      <ul className={styles.texts}>
        {texts.map((line) => <Line key={line.id} data={data} line={line} />)}
        {mayWrite && lacking.map((one) => <Reading key={one.id ?? 'main'} data={data} amendmentId={one.id} what={one.what} />)}
      </ul>
      {texts.length === 0 && !mayWrite && <p className={styles.soft}>{t(own.noText)}</p>}
    </Part>
  )
}

function Line({ data, line }: { data: Agreement; line: TextLine }) {
  const t = useText()
  const { number } = useFormat()
  const navigate = useNavigate()
  const [refused, setRefused] = useState<Text[]>([])
  const codingId = useRef(newId())
  const at = { unitId: data.unitId, textId: line.id }
  const mine = line.coders.find((one) => one.mine)
  const deed = async (act: () => Promise<unknown>) => {
    setRefused([])
    try {
      await act()
      await queries.invalidateQueries({ queryKey: clauses.key() })
    } catch (error) {
      heed(error)
      setRefused(refusalsOf(error).map((refusal) => refusal.text))
    }
  }
  const begin = (kind: 'coder' | 'reviewer') => deed(async () => {
    await clauses.begin.call({ ...at, codingId: codingId.current, kind })
    await navigate({ to: `/thoa-uoc/ma-hoa/${line.id}` })
  })
  const who = (one: TextLine['coders'][number]) => [one.mine ? t(clauseWords.me) : one.person ?? t(clauseWords.hidden), one.finished ? (one.spans === null ? t(own.finishedHidden) : t(own.finished, { n: number(one.spans) })) : t(own.working)].join(': ')
  return (
    <li>
      <Row><strong>{line.amendment?.what ?? t(own.main)}</strong> <Badge tone={line.confirmedAt ? 'good' : 'plain'}>{t(line.confirmedAt ? own.confirmed : own.waiting)}</Badge></Row>
      <p className={styles.soft}>{t(own.from)} <a href={`/api/files/${line.file.id}`} target="_blank" rel="noreferrer">{line.file.name}</a> · {t(own.passages, { n: number(line.passages) })}{line.blankPages > 0 && <> · {t(own.blank, { n: number(line.blankPages) })}</>}</p>
      {line.coders.length === 0 ? <p className={styles.soft}>{t(own.none)}</p> : <ul className={styles.coders}>{line.coders.map((one) => <li key={one.codingId}>{t(one.kind === 'coder' ? clauseWords.coder : clauseWords.reviewer)} – {who(one)}</li>)}</ul>}
      {(line.differences ?? 0) > 0 && <p><Badge tone="soon">{t(own.differ, { n: number(line.differences!) })}</Badge></p>}
      {refused.length > 0 && <div role="alert" className={styles.refused}>{refused.map((one, i) => <p key={i}>{t(one)}</p>)}</div>}
      <Row>
        {line.may.code && <Button tone="main" icon={IconPencil} onClick={() => void begin('coder')}>{t(own.code)}</Button>}
        {line.may.review && <Button icon={IconPencil} onClick={() => void begin('reviewer')}>{t(own.review)}</Button>}
        <Button icon={IconFileText} tone={mine && !mine.finished ? 'main' : 'plain'} to={`/thoa-uoc/ma-hoa/${line.id}`}>{t(mine && !mine.finished ? own.goOn : own.open)}</Button>
        {line.differences !== null && <Button to={`/thoa-uoc/so-sanh/${line.id}`}>{t(clauseWords.compare)}</Button>}
        {line.may.drop && <IconButton label={t(own.drop)} icon={IconTrash} onClick={() => void deed(async () => { await clauses.dropText.call({ ...at, agreementId: data.id }); toast(own.dropped) })} />}
      </Row>
    </li>
  )
}

const readable = (name: string) => /\.(?:docx|pdf)$/i.test(name)

/** A text that is not there yet, from a file that is attached or comes now. */
function Reading({ data, amendmentId, what }: { data: Agreement; amendmentId: string | null; what: string }) {
  const t = useText()
  const files = data.attachments.filter((one) => readable(one.name))
  const [fileId, setFileId] = useState<string | null>(null)
  const [busy, setBusy] = useState<string | null>(null)
  const [refused, setRefused] = useState<Text[]>([])
  const textId = useRef(newId())
  const chosen = fileId ?? files.find((one) => one.kind === (amendmentId ? 'amendment' : 'text'))?.id ?? files[0]?.id ?? null
  const read = (from: string) => clauses.readText.call({ unitId: data.unitId, agreementId: data.id, textId: textId.current, fileId: from, amendmentId })
  // The file stays attached even where it could not be read.
  const renewed = () => Promise.all([agreements.key(), clauses.key()].map((queryKey) => queries.invalidateQueries({ queryKey })))
  const attaching = useAttaching(async (file, at) => read((await agreements.attach.call({ id: data.id, unitId: data.unitId, fileId: at, kind: amendmentId ? 'amendment' : 'text', file })).id), async (sent) => {
    await renewed()
    if (sent > 0) toast(own.done)
  })
  const again = async (from: { id: string; name: string }) => {
    setBusy(from.name)
    setRefused([])
    try {
      await read(from.id)
      toast(own.done)
    } catch (error) {
      heed(error)
      setRefused(refusalsOf(error).map((refusal) => refusal.text))
    } finally {
      await renewed()
      setBusy(null)
    }
  }
  return (
    <li>
      <strong>{what}</strong>
      <p className={styles.soft}>{t(own.noText)}</p>
      {refused.length > 0 && <div role="alert" className={styles.refused}>{refused.map((one, i) => <p key={i}>{t(one)}</p>)}</div>}
      <p role="status" className={styles.soft}>{busy ? t(own.reading, { name: busy }) : ''}</p>
      <div className={styles.reading}>
        {files.length > 0 && <>
          <label>{t(own.file)} <select value={chosen ?? ''} disabled={busy !== null} onChange={(event) => setFileId(event.currentTarget.value)}>{files.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</select></label>
          <Button tone="main" busy={busy !== null} onClick={() => void again(files.find((one) => one.id === chosen)!)}>{t(own.read)}</Button>
        </>}
        <AttachButton of={attaching} label={own.upload} icon={IconUpload} kinds=".docx,.pdf" />
      </div>
      <AttachState of={attaching} sending={own.reading} />
    </li>
  )
}

function Clauses({ data, rows, lists, mayWrite }: { data: Agreement; rows: ClauseShape[]; lists: ClauseLists; mayWrite: boolean }) {
  const t = useText()
  const language = useLanguage()
  const { day } = useFormat()
  const [placing, setPlacing] = useState<ClauseShape | null>(null)
  const of = (row: ClauseShape) => lists.cases.find((one) => one.code === row.caseCode)
  const amount = (row: ClauseShape, n: number | null) => { const one = of(row); return one && n !== null ? writeAmount(n, one.scale, language) : '' }
  const days = (row: ClauseShape) => (row.from && row.to ? `${day(row.from)} – ${day(addDays(row.to, -1))}` : t(clauseWords.noDays))
  const columns: Column<ClauseShape>[] = [
    { key: 'subject', title: clauseWords.subject, value: (row) => t(subjectName(lists, row.subject)) },
    { key: 'words', title: clauseWords.words, main: true, value: (row) => [of(row) && t(of(row)!.name), row.path].filter(Boolean).join(' · ') || row.said.slice(0, 80), show: (row) => <><strong>{of(row) && t(of(row)!.name)}</strong> {row.path}<p className={styles.said} lang="vi">{row.said}</p></> },
    { key: 'law', title: clauseWords.law, value: (row) => (row.beside ? amount(row, row.beside.law) || t(clauseWords.noLaw) : '') },
    { key: 'extra', title: clauseWords.agreement, value: (row) => (row.beside ? amount(row, row.beside.extra) : '') },
    { key: 'total', title: clauseWords.total, value: (row) => (row.beside ? `${amount(row, row.beside.total)}${row.beside.below ? ` (${t(clauseWords.below)})` : ''}` : ''), show: (row) => row.beside && <>{amount(row, row.beside.total)} {row.beside.below && <Badge tone="behind">{t(clauseWords.below)}</Badge>}</> },
    { key: 'days', title: clauseWords.inForce, value: days, show: (row) => <Row gap={4}><span>{days(row)}</span>{mayWrite && <IconButton label={t(own.place, { what: row.path })} icon={IconPencil} onClick={() => setPlacing(row)} />}</Row> },
  ]
  return (
    <Part title={t(own.clauses)} bare>
      {rows.length === 0 ? <p className={styles.soft}>{t(own.noClauses)}</p> : <DataTable label={t(own.clauses)} columns={columns} rows={rows} keyOf={(row) => row.id} />}
      {placing && <ClausePlace key={placing.id} data={data} clause={placing} onClose={() => setPlacing(null)} onDone={() => { setPlacing(null); void queries.invalidateQueries({ queryKey: indicators.key() }) }} />}
    </Part>
  )
}
