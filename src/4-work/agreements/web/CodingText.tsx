// The text of an agreement in its passages, with what was coded and what is suggested drawn in it. Words are chosen by selecting
// them; on a phone, where that is hard, the plus beside a passage chooses all of it.
import { IconCheck, IconPlus, IconX } from '@tabler/icons-react'
import { memo, useEffect, useRef } from 'react'
import { text } from '#base/text'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { useLanguage, useText } from '#web/language.tsx'
import type { SuggestionShape, TextPageShape } from '../contract.ts'
import { isHeading, type Span } from '../domain/passages.ts'
import type { ClauseLists } from './clause-api.ts'
import { subjectName, writeAmount } from './clause-words.ts'
import { piecesOf } from './coding-pieces.ts'
import styles from './Coding.module.css'

const own = {
  add: text('Mã hóa đoạn này', 'Code this passage'), accept: text('Nhận', 'Take'), refuse: text('Bỏ', 'Refuse'), acceptAll: text('Nhận gợi ý {subject}', 'Take the suggestion {subject}'), refuseAll: text('Bỏ gợi ý {subject}', 'Refuse the suggestion {subject}'),
  maybe: text('Có thể là: {subject}', 'It may be: {subject}'), because: text('vì có “{words}”', 'for “{words}”'),
}
type Passage = TextPageShape['passages'][number]
export interface Drawn extends Span { id: string; subject: string }

export interface CodingTextProps {
  page: Pick<TextPageShape, 'body' | 'passages'>
  spans: readonly Drawn[]
  suggestions: readonly SuggestionShape[]
  /** The suggestion that the keys answer. */
  current: SuggestionShape | null
  here: Span | null
  lists: ClauseLists
  onChoose: ((span: Span) => void) | null
  onAnswer: (suggestion: SuggestionShape, taken: boolean) => void
}

export const keyOf = (one: SuggestionShape) => `${one.start} ${one.end} ${one.subject}`

export function CodingText({ page, spans, suggestions, current, here, ...rest }: CodingTextProps) {
  const box = useRef<HTMLDivElement>(null)
  const at = here?.start
  useEffect(() => {
    if (at !== undefined) box.current?.querySelector(`[data-from="${page.passages.findLast((p) => p.start <= at)?.start}"]`)?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  }, [at, page.passages])
  return (
    <div ref={box} className={styles.text} data-text lang="vi">
      {page.passages.map((passage) => {
        const within = (one: Span) => one.start < passage.end && passage.start < one.end
        const own = suggestions.filter(within)
        return (
          <Passage
            key={passage.start} passage={passage} words={page.body} spans={spans.filter(within)} suggestions={own.filter((one) => one.start >= passage.start)} open={own}
            current={current && own.includes(current) ? current : null} here={here !== null && within(here)} {...rest}
          />
        )
      })}
    </div>
  )
}

interface PassageProps extends Pick<CodingTextProps, 'lists' | 'onChoose' | 'onAnswer' | 'current'> { passage: Passage; words: string; spans: readonly Drawn[]; suggestions: readonly SuggestionShape[]; open: readonly SuggestionShape[]; here: boolean }

const Passage = memo(function Passage({ passage, words, spans, suggestions, open, current, here, lists, onChoose, onAnswer }: PassageProps) {
  const t = useText()
  const language = useLanguage()
  const pieces = piecesOf<Span & { subject: string; open?: true }>(passage, [...spans, ...open.map((one) => ({ ...one, open: true as const }))])
  return (
    <div className={styles.passage} data-kind={passage.kind} data-from={passage.start} data-here={here || undefined}>
      <p>
        {pieces.map(({ start, end, covers }) => {
          const said = words.slice(start, end)
          if (covers.length === 0) return <span key={start} data-at={start}>{said}</span>
          return <mark key={start} data-at={start} data-open={covers.every((one) => one.open) || undefined} title={covers.map((one) => t(subjectName(lists, one.subject))).join(', ')}>{said}</mark>
        })}
      </p>
      {onChoose && !isHeading(passage) ? <span className={styles.add}><IconButton label={t(own.add)} icon={IconPlus} onClick={() => onChoose({ start: passage.start, end: passage.end })} /></span> : <span />}
      {suggestions.map((one) => {
        const subject = t(subjectName(lists, one.subject))
        const of = lists.cases.find((c) => c.code === one.caseCode)
        return (
          <div key={keyOf(one)} className={styles.suggestion} data-current={one === current || undefined} data-suggestion={one.subject}>
            <span>
              {t(own.maybe, { subject })}{of && one.gives !== null && <> · {t(of.name)} {writeAmount(one.gives, of.scale, language)}</>} <span className={styles.why}>{t(own.because, { words: one.why.join(', ') })}</span>
            </span>
            <Button icon={IconCheck} tone="plain" onClick={() => onAnswer(one, true)}>{t(own.accept)}<span className="unseen"> {subject}</span></Button>
            <Button icon={IconX} tone="quiet" onClick={() => onAnswer(one, false)}>{t(own.refuse)}<span className="unseen"> {subject}</span></Button>
          </div>
        )
      })}
    </div>
  )
})

/** The signs of the text that are selected on the screen; null: none of them. */
export function selectedSpan(): Span | null {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0)
  const start = signAt(startContainer, startOffset), end = signAt(endContainer, endOffset)
  return start !== null && end !== null && start < end ? { start, end } : null
}

function signAt(node: Node, offset: number): number | null {
  const element = node instanceof Element ? (node.childNodes[offset] ?? node.lastChild) : node.parentElement
  const piece = (element instanceof Element ? element : element?.parentElement)?.closest<HTMLElement>('[data-at]')
    ?? (node instanceof Element ? node : node.parentElement)?.closest('[data-from]')?.querySelector<HTMLElement>('[data-at]:last-of-type')
  if (!piece?.closest('[data-text]')) return null
  const at = Number(piece.dataset.at)
  return node.nodeType === Node.TEXT_NODE ? at + offset : at + (offset > 0 ? piece.textContent!.length : 0)
}
