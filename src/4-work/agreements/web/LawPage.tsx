// What the law gives in each case on the day looked at; a case opens to its levels. Kept by the office at the top, read by everyone
// who reads agreements.
import { useQuery } from '@tanstack/react-query'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { useAsOf } from '#web/asked.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import type { LevelShape } from '../contract.ts'
import { aboutAgreements } from './api.ts'
import { clauses, useClauseLists, type LawCase } from './clause-api.ts'
import { subjectName } from './clause-words.ts'
import { LevelSheet, TakeLevelSheet } from './LevelSheet.tsx'
import { LevelsSheet, useLevelWords } from './LevelsSheet.tsx'
import { words } from './words.ts'

const own = {
  lead: text('Mỗi điều khoản được so với mức của pháp luật tại ngày đang xem. Khi luật đổi, thêm một mức từ ngày mới; dấu “thấp hơn luật” đổi theo ngay.', 'Each clause is shown beside what the law gives on the day looked at. When the law changes, add a level from the new day; the mark “below the law” follows at once.'),
  top: text('Áp dụng chung cả nước: chỉ cấp Tổng Liên đoàn ghi và sửa.', 'It holds everywhere: only the Confederation writes and corrects it.'),
  case: text('Quyền lợi', 'Case'), subject: text('Nội dung', 'Subject'), gives: text('Mức', 'Level'), since: text('Từ ngày', 'From'), basis: text('Căn cứ', 'Basis'), none: text('Luật không định mức', 'The law sets no number'), add: text('Thêm mức', 'Add a level'),
}
type Open = { what: 'levels'; of: LawCase } | { what: 'write'; of: LawCase; level: LevelShape | null } | { what: 'take'; of: LawCase; level: LevelShape }

export default function LawPage() {
  const t = useText()
  const { on } = useAsOf()
  const lists = useClauseLists()
  const { amount } = useLevelWords()
  const [open, setOpen] = useState<Open | null>(null)
  const law = useQuery(clauses.law.queryOptions())
  useLive(clauses.key(), aboutAgreements)
  const holding = (of: LawCase) => of.levels.find((level) => level.from <= on && (level.to === null || level.to > on))
  const columns: Column<LawCase>[] = [
    { key: 'case', title: own.case, main: true, value: (of) => t(of.name) },
    { key: 'gives', title: own.gives, value: (of) => { const level = holding(of); return level ? amount(of, level.gives) : t(own.none) } },
    { key: 'since', title: own.since, kind: 'day', value: (of) => holding(of)?.from ?? null, width: '130px' },
    { key: 'basis', title: own.basis, value: (of) => holding(of)?.basis ?? '', show: (of) => <span lang="vi">{holding(of)?.basis}</span> },
    { key: 'subject', title: own.subject, value: (of) => t(subjectName(lists, of.subject)), from: 'desktop' },
  ]
  return (
    <Answer of={law} lines={12}>{(data) => {
      // As it stands now: a level may have been written while the sheet was open.
      const shown = open?.what === 'levels' ? data.cases.find((one) => one.code === open.of.code) : undefined
      return (
        <Page
          follows="day" title={t(words.law)} path={[{ label: t(words.agreements), to: '/thoa-uoc' }]} lead={<>{t(own.lead)}{!data.writable && <> {t(own.top)}</>}</>}
          actions={data.writable && <Button icon={IconPlus} tone="main" onClick={() => setOpen({ what: 'write', of: data.cases[0]!, level: null })}>{t(own.add)}</Button>}
        >
          <DataTable label={t(words.law)} columns={columns} rows={data.cases} keyOf={(of) => of.code} onOpen={(of) => setOpen({ what: 'levels', of })} />
          {shown && <LevelsSheet of={shown} on={on} writable={data.writable} onWrite={(level) => setOpen({ what: 'write', of: shown, level })} onTake={(level) => setOpen({ what: 'take', of: shown, level })} onClose={() => setOpen(null)} />}
          {open?.what === 'write' && <LevelSheet key={open.level?.id ?? open.of.code} cases={data.cases} of={open.of} level={open.level} onClose={(of) => setOpen(of ? { what: 'levels', of } : null)} />}
          {open?.what === 'take' && <TakeLevelSheet of={open.of} level={open.level} onClose={() => setOpen({ what: 'levels', of: open.of })} />}
        </Page>
      )
    }}</Answer>
  )
}
