// One confirmed clause: what a figure points at.
import { useQuery } from '@tanstack/react-query'
import { addDays } from '#base/day'
import { text } from '#base/text'
import { useParams } from '#web/address.ts'
import { useAsOf } from '#web/asked.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { aboutAgreements } from './api.ts'
import { clauses, useClauseLists } from './clause-api.ts'
import { clauseWords, subjectName, writeAmount } from './clause-words.ts'
import styles from './Coding.module.css'
import { words } from './words.ts'

const own = { open: text('Mở toàn văn', 'Open the text'), force: text('Đang hiệu lực', 'In force'), not: text('Không còn hoặc chưa có hiệu lực', 'Not in force') }

export default function ClausePage() {
  const t = useText()
  const language = useLanguage()
  const { day } = useFormat()
  const { clauseId } = useParams<'clauseId'>()
  const { on, isToday } = useAsOf()
  const page = useQuery(clauses.clause.queryOptions({ input: { clauseId, ...(isToday ? {} : { on }) } }))
  const lists = useClauseLists()
  useLive(clauses.key(), aboutAgreements)
  return (
    <Answer of={page} lines={6}>{(data) => {
      const of = lists.cases.find((one) => one.code === data.caseCode)
      const amount = (n: number | null) => (of && n !== null ? writeAmount(n, of.scale, language) : null)
      return (
        <Page
          follows="day" width="reading" title={[of && t(of.name), t(subjectName(lists, data.subject))].filter(Boolean).join(' · ')} path={[{ label: t(words.agreements), to: '/thoa-uoc' }, { label: data.title, to: `/thoa-uoc/${data.agreementId}?muc=toan-van` }]}
          lead={<>{data.path} <Badge tone={data.inForce ? 'good' : 'plain'}>{t(data.inForce ? own.force : own.not)}</Badge></>} actions={<Button to={`/thoa-uoc/ma-hoa/${data.textId}`}>{t(own.open)}</Button>}
        >
          <Part>
            <blockquote className={styles.quote} lang="vi">{data.said}</blockquote>
            <Facts of={[
              [t(clauseWords.inForce), data.from && data.to ? `${day(data.from)} – ${day(addDays(data.to, -1))}` : t(clauseWords.noDays)],
              [t(clauseWords.law), data.beside && <><Go to="/thoa-uoc/phap-luat">{amount(data.beside.law) ?? t(clauseWords.noLaw)}</Go>{data.beside.basis && <span lang="vi"> · {data.beside.basis}</span>}</>], [t(clauseWords.agreement), data.beside && amount(data.beside.extra)],
              [t(clauseWords.total), data.beside && <>{amount(data.beside.total)} {data.beside.below && <Badge tone="behind">{t(clauseWords.below)}</Badge>}</>], ['', data.note],
            ]} />
          </Part>
        </Page>
      )
    }}</Answer>
  )
}
