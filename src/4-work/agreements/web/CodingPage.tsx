// Coding one text: on the left the text with what is suggested in it, on the right what one has found. On a phone one above the other.
import { IconChecks, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { newId } from '#base/id'
import { text, type Text } from '#base/text'
import { indicators } from '#indicators/web'
import { useParams } from '#web/address.ts'
import { heed, queries, refusalsOf } from '#web/api.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Page, Part, Row } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import type { CodedSpanShape, SuggestionShape, TextPageShape } from '../contract.ts'
import type { Span } from '../domain/passages.ts'
import { aboutAgreements } from './api.ts'
import { clauses, useClauseLists, type ClauseLists } from './clause-api.ts'
import { clauseWords, subjectName, writeAmount } from './clause-words.ts'
import { CodingSheet } from './CodingSheet.tsx'
import { CodingText, keyOf, selectedSpan } from './CodingText.tsx'
import { trimSpan } from './coding-pieces.ts'
import { words } from './words.ts'
import styles from './Coding.module.css'

const own = {
  found: text('Đã mã hóa', 'Coded'), none: text('Chưa có đoạn nào. Chọn chữ trong văn bản, hoặc bấm dấu cộng cạnh một đoạn.', 'Nothing yet. Select words in the text, or press the plus beside a passage.'), code: text('Mã hóa đoạn đã chọn', 'Code what is chosen'),
  spans: text('{n} đoạn đã mã hóa', '{n} spans coded'), left: text('còn {n} gợi ý', '{n} suggestions left'), keys: text('Phím Y nhận, N bỏ gợi ý đang viền đậm.', 'Y takes, N refuses the outlined suggestion.'),
  edit: text('Sửa: {subject}', 'Change: {subject}'), drop: text('Bỏ: {subject}', 'Remove: {subject}'), dropped: text('Đã bỏ', 'Removed'), show: text('Xem trong văn bản', 'Show in the text'),
  finishTitle: text('Kết thúc mã hóa văn bản này?', 'Finish coding this text?'), finishLead: text('Sau khi kết thúc, phần của bạn không sửa được nữa và được so sánh với người mã hóa kia. {n} đoạn đã mã hóa.', 'After that yours changes no more and is compared with the other coder\'s. {n} spans coded.'),
  leftLead: text('Còn {n} gợi ý chưa xem; gợi ý chưa nhận không được tính.', '{n} suggestions are not looked at; what is not taken does not count.'), reviewLead: text('Các đoạn này trở thành điều khoản được xác nhận của thỏa ước. {n} đoạn.', 'These spans become the confirmed clauses of the agreement. {n} spans.'),
  confirm: text('Xác nhận điều khoản', 'Confirm the clauses'), finished: text('Đã kết thúc mã hóa', 'Coding finished'), confirmed: text('Điều khoản đã được xác nhận', 'The clauses are confirmed'), closed: text('Bạn đã kết thúc phần của mình.', 'You have finished yours.'),
  read: text('Văn bản chỉ để đọc: bạn chưa nhận mã hóa.', 'To be read only: you have not taken on its coding.'), suggested: text('từ gợi ý', 'suggested'),
}

export default function CodingPage() {
  const { textId } = useParams<'textId'>()
  const page = useQuery(clauses.text.queryOptions({ input: { textId } }))
  const lists = useClauseLists()
  useLive(clauses.key(), aboutAgreements)
  return <Answer of={page} lines={14}>{(data) => <Desk key={data.id} page={data} lists={lists} />}</Answer>
}

function Desk({ page, lists }: { page: TextPageShape; lists: ClauseLists }) {
  const t = useText()
  const { number } = useFormat()
  const [editing, setEditing] = useState<{ span: Span; known: CodedSpanShape | null } | null>(null)
  const [chosen, setChosen] = useState<Span | null>(null)
  const [here, setHere] = useState<Span | null>(null)
  const [finishing, setFinishing] = useState(false)
  const [refused, setRefused] = useState<Text[]>([])
  // Answered here and not yet read again: gone from the screen at once, and the same id for every try.
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set())
  const ids = useRef(new Map<string, string>())
  const { mine } = page
  const open = mine !== null && !mine.finished
  const suggestions = page.suggestions.filter((one) => !answered.has(keyOf(one)))
  const current = suggestions[0] ?? null
  const { unitId, body } = page

  const answer = (one: SuggestionShape, taken: boolean) => {
    if (!mine || answered.has(keyOf(one))) return
    const key = keyOf(one), { start, end, subject, caseCode, gives } = one
    setAnswered((before) => new Set(before).add(key))
    setRefused([])
    const spanId = ids.current.get(key) ?? newId()
    ids.current.set(key, spanId)
    const sent = taken ? clauses.code.call({ unitId, codingId: mine.id, spanId, start, end, subject, caseCode, gives, givesAs: gives === null ? null : 'total', note: null, suggested: true })
      : clauses.refuse.call({ unitId, codingId: mine.id, start, end, subject, refused: true })
    sent.then(() => queries.invalidateQueries({ queryKey: clauses.key() }), (error: unknown) => {
      heed(error)
      setRefused(refusalsOf(error).map((refusal) => refusal.text))
      setAnswered((before) => new Set([...before].filter((other) => other !== key)))
    })
    const next = suggestions.find((other) => other !== one)
    if (next) setHere(next)
  }
  const latest = useRef({ current, answer, busy: false })
  useEffect(() => { latest.current = { current, answer, busy: editing !== null || finishing } })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { current: one, answer: say, busy } = latest.current
      const typing = event.target instanceof HTMLElement && event.target.closest('input, select, textarea, [contenteditable]')
      if (!one || busy || typing || event.ctrlKey || event.metaKey || event.altKey || (event.key !== 'y' && event.key !== 'n')) return
      event.preventDefault()
      say(one, event.key === 'y')
    }
    const select = () => setChosen(selectedSpan())
    document.addEventListener('keydown', press)
    document.addEventListener('selectionchange', select)
    return () => { document.removeEventListener('keydown', press); document.removeEventListener('selectionchange', select) }
  }, [])
  const drop = async (span: CodedSpanShape) => {
    try {
      await clauses.uncode.call({ unitId, codingId: mine!.id, spanId: span.id })
      await queries.invalidateQueries({ queryKey: clauses.key() })
      toast(own.dropped)
    } catch (error) {
      heed(error)
      setRefused(refusalsOf(error).map((refusal) => refusal.text))
    }
  }
  const choose = (span: Span) => {
    const trimmed = trimSpan(span, body)
    if (trimmed) setEditing({ span: trimmed, known: null })
  }
  const spans = mine ? mine.spans : page.clauses
  const n = number(spans.length)
  return (
    <Page
      title={page.amendment ?? page.title} path={[{ label: t(words.agreements), to: '/thoa-uoc' }, { label: page.title, to: `/thoa-uoc/${page.agreementId}?muc=toan-van` }]} lead={t(clauseWords.coding)}
      actions={<Row>
        {page.mayCompare && <Button to={`/thoa-uoc/so-sanh/${page.id}`}>{t(clauseWords.compare)}</Button>}
        {open && <Button tone="main" icon={IconChecks} onClick={() => setFinishing(true)}>{t(mine.kind === 'reviewer' ? own.confirm : clauseWords.finish)}</Button>}
      </Row>}
    >
      <div className={styles.desk}>
        <CodingText page={page} spans={spans} suggestions={open ? suggestions : []} current={current} here={here} lists={lists} onChoose={open ? choose : null} onAnswer={answer} />
        <aside className={styles.side} aria-label={t(own.found)}>
          <Part title={t(own.found)}>
            <p className={styles.progress} role="status"><span>{t(own.spans, { n })}</span>{open && suggestions.length > 0 && <><span>{t(own.left, { n: number(suggestions.length) })}</span><span>{t(own.keys)}</span></>}</p>
            {mine?.finished && <p className={styles.soft}>{t(page.confirmed ? own.confirmed : own.closed)}</p>}
            {!mine && <p className={styles.soft}>{t(own.read)}</p>}
            {refused.length > 0 && <div role="alert" className={styles.refused}>{refused.map((one, i) => <p key={i}>{t(one)}</p>)}</div>}
            {mine && mine.spans.length === 0 && open && <p className={styles.soft}>{t(own.none)}</p>}
            <ol className={styles.spans}>
              {mine?.spans.map((span) => <Coded key={span.id} span={span} body={body} lists={lists} onShow={() => setHere({ ...span })} {...(open ? { onEdit: () => setEditing({ span, known: span }), onDrop: () => void drop(span) } : {})} />)}
            </ol>
          </Part>
        </aside>
      </div>
      {open && chosen && !editing && <div className={styles.chosen}><div><Button tone="main" icon={IconPencil} onClick={() => choose(chosen)}>{t(own.code)}</Button></div></div>}
      {open && editing && (
        <CodingSheet
          key={editing.known?.id ?? `${editing.span.start}-${editing.span.end}`} unitId={unitId} codingId={mine.id} span={{ start: editing.span.start, end: editing.span.end }} known={editing.known} words={body.slice(editing.span.start, editing.span.end)} lists={lists}
          onClose={() => setEditing(null)} onDone={() => { setEditing(null); toast(words.saved) }}
        />
      )}
      <Confirm
        title={t(own.finishTitle)} open={finishing} onClose={() => setFinishing(false)} deed={t(mine?.kind === 'reviewer' ? own.confirm : clauseWords.finish)}
        act={async () => {
          const { confirmed } = await clauses.finish.call({ unitId, codingId: mine!.id })
          await Promise.all([clauses.key(), indicators.key()].map((queryKey) => queries.invalidateQueries({ queryKey })))
          toast(confirmed ? own.confirmed : own.finished)
        }}
      >
        <p>{t(mine?.kind === 'reviewer' ? own.reviewLead : own.finishLead, { n })}</p>
        {suggestions.length > 0 && <p>{t(own.leftLead, { n: number(suggestions.length) })}</p>}
      </Confirm>
    </Page>
  )
}

function Coded({ span, body, lists, onShow, onEdit, onDrop }: { span: CodedSpanShape; body: string; lists: ClauseLists; onShow: () => void; onEdit?: () => void; onDrop?: () => void }) {
  const t = useText()
  const language = useLanguage()
  const subject = t(subjectName(lists, span.subject))
  const of = lists.cases.find((one) => one.code === span.caseCode)
  return (
    <li>
      <div>
        <strong>{subject}</strong> {span.suggested && <Badge>{t(own.suggested)}</Badge>}
        {of && <div>{t(of.name)}{span.gives !== null && <>: {span.givesAs === 'extra' ? '+' : ''}{writeAmount(span.gives, of.scale, language)}</>}</div>}
        <p className={styles.said} lang="vi">{body.slice(span.start, span.end)}</p>
        <Button tone="quiet" onClick={onShow}>{t(own.show)}</Button>
      </div>
      <Row gap={2}>
        {onEdit && <IconButton label={t(own.edit, { subject })} icon={IconPencil} onClick={onEdit} />}
        {onDrop && <IconButton label={t(own.drop, { subject })} icon={IconTrash} onClick={onDrop} />}
      </Row>
    </li>
  )
}
