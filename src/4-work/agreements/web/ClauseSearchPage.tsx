// Search over everything that agreements are and say, without diacritics; what was found is shown where it stands.
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { text, type Text } from '#base/text'
import { foldedWords, stripMarks } from '#base/vietnamese/text'
import { useAddress } from '#web/address.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { FoundShape } from '../contract.ts'
import { clauses } from './clause-api.ts'
import { clauseWords } from './clause-words.ts'
import styles from './Coding.module.css'
import { words } from './words.ts'

const own = {
  lead: text('Tìm trong tên, các bên, toàn văn và điều khoản; không cần gõ dấu.', 'Looks in titles, parties, texts and clauses; diacritics do not matter.'), label: text('Từ cần tìm', 'Words to look for'), go: text('Tìm', 'Search'), none: text('Không tìm thấy “{typed}”', 'Nothing found for “{typed}”'), count: text('{n} thỏa ước', '{n} agreements'),
  more: text('Hiện {n} thỏa ước đầu. Gõ thêm từ để thu hẹp.', 'The first {n} are shown. Add words to narrow it down.'),
}
const where: Record<FoundShape['in'], Text> = { title: text('Tên', 'Title'), party: text('Các bên', 'Parties'), passage: text('Toàn văn', 'Text'), clause: text('Điều khoản', 'Clause') }

export default function ClauseSearchPage() {
  const t = useText()
  const { number } = useFormat()
  const box = useId()
  const [{ tim }, go] = useAddress({ tim: '' })
  const [typed, setTyped] = useState(tim)
  const asked = tim.trim()
  const page = useQuery(clauses.search.queryOptions({ input: { search: asked, limit: 50 }, enabled: asked.length >= 2, placeholderData: keepPreviousData }))
  return (
    <Page title={t(clauseWords.search)} path={[{ label: t(words.agreements), to: '/thoa-uoc' }]} lead={t(own.lead)} width="reading">
      <form role="search" className={styles.find} onSubmit={(event) => { event.preventDefault(); go({ tim: typed.trim() }) }}>
        <label htmlFor={box} className="unseen">{t(own.label)}</label>
        <input id={box} type="search" value={typed} maxLength={200} placeholder={t(own.label)} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button type="submit" tone="main" icon={IconSearch}>{t(own.go)}</Button>
      </form>
      {asked.length >= 2 && <Answer of={page} lines={5}>{(data) => (data.rows.length === 0 ? <Empty title={t(own.none, { typed: asked })} /> : (
        <Part>
          <p className={styles.soft} role="status">{t(own.count, { n: number(data.total) })}. {data.total > data.rows.length && t(own.more, { n: number(data.rows.length) })}</p>
          <ul className={styles.results}>
            {data.rows.map((row) => (
              <li key={row.agreementId}>
                <Go to={`/thoa-uoc/${row.agreementId}${row.textId ? '?muc=toan-van' : ''}`}><Found said={row.title} asked={asked} /></Go> <Badge>{t(where[row.in])}</Badge>
                <p className={styles.soft}>{[row.unitName, row.path].filter(Boolean).join(' · ')}</p>
                {row.words && <p lang="vi"><Found said={row.words} asked={asked} /></p>}
                {row.textId && <p><Go to={`/thoa-uoc/ma-hoa/${row.textId}`}>{t(clauseWords.text)}</Go></p>}
              </li>
            ))}
          </ul>
        </Part>
      ))}</Answer>}
    </Page>
  )
}

/** The words of the search, marked where they stand with their diacritics. */
function Found({ said, asked }: { said: string; asked: string }) {
  const wanted = new Set(foldedWords(asked).split(' '))
  return <>{said.split(/([\p{L}\p{N}]+)/u).map((piece, i) => (i % 2 === 1 && wanted.has(stripMarks(piece).toLowerCase()) ? <mark key={i}>{piece}</mark> : piece))}</>
}
