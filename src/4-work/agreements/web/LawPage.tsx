// What the law gives, case by case and level by level; kept by the office at the top, read by everyone who reads agreements.
import { useQuery } from '@tanstack/react-query'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { addDays } from '#base/day'
import { text } from '#base/text'
import { useAsOf } from '#web/asked.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Page, Part, Row, Stack } from '#web/kit/Page.tsx'
import { useFormat, useLanguage, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import type { LevelShape } from '../contract.ts'
import styles from './Agreements.module.css'
import { aboutAgreements } from './api.ts'
import { clauses, useClauseLists, type LawCase } from './clause-api.ts'
import { subjectName, writeAmount } from './clause-words.ts'
import { LevelSheet, TakeLevelSheet } from './LevelSheet.tsx'
import { words } from './words.ts'

const own = {
  lead: text('Mỗi điều khoản được so với mức của pháp luật tại ngày đang xem. Khi luật đổi, thêm một mức từ ngày mới; dấu “thấp hơn luật” đổi theo ngay.', 'Each clause is shown beside what the law gives on the day looked at. When the law changes, add a level from the new day; the mark “below the law” follows at once.'),
  top: text('Áp dụng chung cả nước: chỉ cấp Tổng Liên đoàn ghi và sửa.', 'It holds everywhere: only the Confederation writes and corrects it.'),
  case: text('Quyền lợi', 'Case'), gives: text('Mức', 'Level'), days: text('Thời gian', 'Days'), basis: text('Căn cứ', 'Basis'), written: text('Người ghi', 'Written by'), from: text('từ {from}', 'from {from}'), between: text('{from} – {to}', '{from} – {to}'),
  now: text('ngày đang xem', 'on the day shown'), none: text('Luật không định mức', 'The law sets no number'), by: text('{name}, {moment}', '{name}, {moment}'), hidden: text('Tổng Liên đoàn', 'The Confederation'), came: text('có sẵn khi cài đặt', 'came with the system'),
  most: text('nhiều nhất', 'at most'), add: text('Thêm mức', 'Add a level'), addTo: text('Thêm mức cho {name}', 'Add a level of {name}'), change: text('Sửa mức {name} {from}', 'Correct {name} {from}'), take: text('Bỏ mức {name} {from}', 'Take away {name} {from}'),
}
interface Line { of: LawCase; level: LevelShape | null; first: boolean }
type Deed = { what: 'write' | 'take'; of: LawCase; level: LevelShape | null }

export default function LawPage() {
  const t = useText()
  const language = useLanguage()
  const { day, moment } = useFormat()
  const { on } = useAsOf()
  const lists = useClauseLists()
  const [deed, setDeed] = useState<Deed | null>(null)
  const law = useQuery(clauses.law.queryOptions())
  useLive(clauses.key(), aboutAgreements)
  const amount = ({ of }: Line, n: number) => `${of.better === 'less' ? `${t(own.most)} ` : ''}${writeAmount(n, of.scale, language)}/${t(of.per)}`
  const holds = (level: LevelShape) => level.from <= on && (level.to === null || level.to > on)
  const days = (level: LevelShape) => (level.to === null ? t(own.from, { from: day(level.from) }) : t(own.between, { from: day(level.from), to: day(addDays(level.to, -1)) }))
  const writer = (level: LevelShape) => (level.written ? t(own.by, { name: level.written.by ?? t(own.hidden), moment: moment(level.written.at) }) : t(own.came))
  const columns = (writable: boolean): Column<Line>[] => [
    { key: 'case', title: own.case, main: true, value: ({ of }) => t(of.name), show: ({ of, first }) => (first ? <strong>{t(of.name)}</strong> : <span className={styles.soft}>{t(of.name)}</span>) },
    { key: 'gives', title: own.gives, value: (line) => (line.level ? amount(line, line.level.gives) : t(own.none)) },
    { key: 'days', title: own.days, value: ({ level }) => (level ? days(level) : ''), show: ({ level }) => level && <>{days(level)} {holds(level) && <Badge tone="good">{t(own.now)}</Badge>}</> },
    { key: 'basis', title: own.basis, value: ({ level }) => level?.basis ?? '', show: ({ level }) => level && <span lang="vi">{level.basis}</span> },
    { key: 'written', title: own.written, value: ({ level }) => (level ? writer(level) : ''), from: 'desktop', width: '190px' },
    ...(writable ? [{
      key: 'deed', title: text('', ''), value: () => '', show: ({ of, level, first }: Line) => (
        <Row gap={4}>
          {level && <IconButton label={t(own.change, { name: t(of.name), from: day(level.from) })} icon={IconPencil} onClick={() => setDeed({ what: 'write', of, level })} />}
          {level && <IconButton label={t(own.take, { name: t(of.name), from: day(level.from) })} icon={IconTrash} onClick={() => setDeed({ what: 'take', of, level })} />}
          {first && <IconButton label={t(own.addTo, { name: t(of.name) })} icon={IconPlus} onClick={() => setDeed({ what: 'write', of, level: null })} />}
        </Row>
      ),
    }] : []),
  ]
  const linesOf = (cases: readonly LawCase[]): Line[] => cases.flatMap((of): Line[] => (of.levels.length === 0 ? [{ of, level: null, first: true }] : of.levels.map((level, i) => ({ of, level, first: i === 0 }))))
  return (
    <Answer of={law} lines={12}>{(data) => (
      <Page
        follows="day" title={t(words.law)} path={[{ label: t(words.agreements), to: '/thoa-uoc' }]} lead={<>{t(own.lead)}{!data.writable && <> {t(own.top)}</>}</>}
        actions={data.writable && <Button icon={IconPlus} tone="main" onClick={() => setDeed({ what: 'write', of: data.cases[0]!, level: null })}>{t(own.add)}</Button>}
      >
        <Stack>
          {Object.entries(Object.groupBy(data.cases, (one) => one.subject)).map(([subject, cases]) => (
            <Part key={subject} title={t(subjectName(lists, subject))} bare>
              <DataTable dress="list" label={`${t(words.law)}: ${t(subjectName(lists, subject))}`} columns={columns(data.writable)} rows={linesOf(cases!)} keyOf={({ of, level }) => level?.id ?? of.code} />
            </Part>
          ))}
        </Stack>
        {deed?.what === 'write' && <LevelSheet key={deed.level?.id ?? deed.of.code} cases={data.cases} of={deed.of} level={deed.level} onClose={() => setDeed(null)} />}
        {deed?.what === 'take' && deed.level && <TakeLevelSheet of={deed.of} level={deed.level} said={`${t(deed.of.name)}: ${amount({ of: deed.of, level: deed.level, first: false }, deed.level.gives)}, ${days(deed.level)}`} onClose={() => setDeed(null)} />}
      </Page>
    )}</Answer>
  )
}
