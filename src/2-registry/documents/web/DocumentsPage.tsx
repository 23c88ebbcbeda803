// The registers of a unit: incoming and outgoing, what waits, what lacks its file; printed as a book.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { IconBook, IconFileDownload, IconFileSpreadsheet, IconFileTypePdf, IconFileUpload, IconListCheck } from '@tabler/icons-react'
import { useDeferredValue, useState } from 'react'
import { text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { heed, refusalsOf } from '#web/api.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Menu } from '#web/kit/Menu.tsx'
import { Page } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { saveFile } from '#web/saveFile.ts'
import { useMay, useMe, useToday } from '#web/session.ts'
import type { DocumentLine } from '../contract.ts'
import { saidWith } from '../domain/document.ts'
import { aboutDocuments, documents, organisation } from './api.ts'
import styles from './Documents.module.css'
import { stateWords, urgencyWords, words } from './words.ts'

const own = {
  both: text('Đến và đi', 'Both registers'), anyState: text('Mọi tình trạng', 'Any state'), anyType: text('Mọi loại', 'Any type'), anyYear: text('Mọi năm', 'Any year'),
  register: text('Sổ', 'Register'), day: text('Ngày vào sổ', 'Registered'), none: text('Sổ chưa có văn bản nào', 'No document in the register yet'), noneWhy: text('Văn bản đến được đăng ký khi nhận, văn bản đi lấy số sau khi ký.', 'Incoming documents are registered when they come, outgoing ones take their number once signed.'),
  noneSo: text('Không văn bản nào khớp với bộ lọc', 'No document fits these filters'),
  addIn: text('Đăng ký văn bản đến', 'Register an incoming one'), addOut: text('Lấy số văn bản đi', 'Number an outgoing one'),
  book: text('In sổ', 'Print the register'), bookOf: text('Sổ {register} năm {year}', '{register}, {year}'), pdf: text('Bản in (PDF)', 'To print (PDF)'), xlsx: text('Bảng tính (XLSX)', 'Spreadsheet (XLSX)'),
  inShort: text('Đến số {n}', 'In {n}'), outShort: text('Đi', 'Out'),
}
const PAGE = 50
const directions = { den: 'incoming', di: 'outgoing' } as const

export default function DocumentsPage() {
  const t = useText()
  const me = useMe()
  const [{ donvi }] = useAddress({ donvi: '' })
  const unitId = donvi || me.unitId
  if (!unitId) return <Page title={t(words.documents)}><Empty title={t(words.noOffice)} /></Page>
  return <Registers key={unitId} unitId={unitId} own={unitId === me.unitId} />
}

function Registers({ unitId, own: mine }: { unitId: string; own: boolean }) {
  const t = useText()
  const may = useMay()
  const today = useToday()
  const [asked, go] = useAddress({ so: '', tinhtrang: '', loai: '', nam: '' })
  const [typed, setTyped] = useState('')
  const search = useDeferredValue(typed)
  const direction = directions[asked.so as 'den' | 'di']
  const input = (offset: number, limit = PAGE) => ({
    unitId, direction, type: asked.loai || undefined, state: (asked.tinhtrang || undefined) as DocumentLine['state'] | undefined, year: Number(asked.nam) || undefined, search: search || undefined, limit, offset,
  })
  const list = useInfiniteQuery(documents.list.infiniteOptions({
    input: (offset: number) => input(offset), initialPageParam: 0, placeholderData: keepPreviousData,
    getNextPageParam: (page, pages) => { const had = pages.reduce((n, one) => n + one.rows.length, 0); return had < page.total ? had : undefined },
  }))
  const types = useQuery(documents.types.queryOptions({ staleTime: 3_600_000 }))
  const unit = useQuery({ ...organisation.unit.queryOptions({ input: { id: unitId, on: today } }), enabled: !mine })
  useLive(documents.key(), aboutDocuments)
  const all = async () => {
    const found: DocumentLine[] = []
    for (;;) {
      const page = await documents.list.call(input(found.length, 1000))
      found.push(...page.rows)
      if (found.length >= page.total || page.rows.length === 0) return found
    }
  }
  const thisYear = Number(today.slice(0, 4))
  const year = Number(asked.nam) || thisYear
  const save = async (which: 'incoming' | 'outgoing', format: 'pdf' | 'xlsx') => {
    try {
      const file = await documents.book.call({ unitId, direction: which, year, format }) as File
      saveFile(file, file.name)
    } catch (error) {
      heed(error)
      toast(refusalsOf(error)[0]!.text)
    }
  }
  const columns: Column<DocumentLine>[] = [
    { key: 'register', title: own.register, value: (d) => (d.arrivalNumber === null ? t(own.outShort) : t(own.inShort, { n: d.arrivalNumber })), width: '104px' },
    { key: 'reference', title: words.reference, value: (d) => d.reference ?? '', width: '150px' },
    { key: 'day', title: own.day, kind: 'day', value: (d) => d.registeredOn },
    { key: 'summary', title: words.summary, value: (d) => saidWith(t(d.typeName), d.summary), show: (d) => <>{d.urgency && <Badge tone="soon">{t(urgencyWords[d.urgency])}</Badge>} {saidWith(t(d.typeName), d.summary)}</>, main: true },
    ...(direction === 'outgoing' ? [] : [{ key: 'issuer', title: words.issuer, value: (d: DocumentLine) => d.issuer, from: 'tablet' } satisfies Column<DocumentLine>]),
    { key: 'handler', title: words.handler, value: (d) => d.handler ?? '', from: 'desktop' },
    { key: 'due', title: words.dueOn, kind: 'day', value: (d) => (d.doneOn ? null : d.dueOn), from: 'desktop' },
    { key: 'state', title: words.state, value: (d) => t(stateWords[d.state].say), show: (d) => <Badge tone={stateWords[d.state].tone}>{t(stateWords[d.state].say)}</Badge> },
  ]
  const pick = (name: 'so' | 'tinhtrang' | 'loai' | 'nam', label: string, any: string, choices: [value: string, label: string][]) => (
    <select className={styles.pick} aria-label={label} value={asked[name]} onChange={(event) => go({ [name]: event.currentTarget.value })}>
      <option value="">{any}</option>
      {choices.map(([value, said]) => <option key={value} value={value}>{said}</option>)}
    </select>
  )
  const filtered = Object.values(asked).some(Boolean)
  const tools = (
    <>
      {pick('so', t(own.register), t(own.both), [['den', t(words.incoming)], ['di', t(words.outgoing)]])}
      {pick('tinhtrang', t(words.state), t(own.anyState), (Object.keys(stateWords) as DocumentLine['state'][]).map((state) => [state, t(stateWords[state].say)]))}
      {pick('loai', t(words.type), t(own.anyType), (types.data ?? []).map((type) => [type.code, t(type.name)]))}
      {pick('nam', t(words.year), t(own.anyYear), Array.from({ length: 6 }, (_, i) => [String(thisYear - i), String(thisYear - i)]))}
    </>
  )
  return (
    <Page
      title={t(words.documents)} lead={mine ? undefined : unit.data?.name}
      actions={<>
        <Button icon={IconListCheck} to="/thu-tuc">{t(words.procedures)}</Button>
        <Menu button={<Button icon={IconBook}>{t(own.book)}</Button>} width={280} deeds={(['incoming', 'outgoing'] as const).flatMap((which) => [
          { heading: t(own.bookOf, { register: t(words[which]).toLocaleLowerCase(), year }) },
          { label: t(own.pdf), icon: IconFileTypePdf, onClick: () => void save(which, 'pdf') }, { label: t(own.xlsx), icon: IconFileSpreadsheet, onClick: () => void save(which, 'xlsx') },
        ])} />
        {mine && may('document.write') && <Button icon={IconFileUpload} to="/van-ban/moi?so=di">{t(own.addOut)}</Button>}
        {mine && may('document.write') && <Button icon={IconFileDownload} tone="main" to="/van-ban/moi">{t(own.addIn)}</Button>}
      </>}
    >
      <Answer of={list}>{(data) => (
        <DataTable
          label={t(words.documents)} columns={columns} rows={data.pages.flatMap((page) => page.rows)} keyOf={(d) => d.id} to={(d) => `/van-ban/${d.id}`} tools={tools}
          empty={filtered ? <>{<div className={styles.filters}>{tools}</div>}<Empty title={t(own.noneSo)} /></> : <Empty title={t(own.none)}>{t(own.noneWhy)}</Empty>}
          paged={{ total: data.pages[0]?.total ?? 0, typed, onType: setTyped, loading: list.isFetchingNextPage, all, ...(list.hasNextPage ? { more: () => void list.fetchNextPage() } : {}) }}
        />
      )}</Answer>
    </Page>
  )
}
