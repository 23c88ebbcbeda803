// Every indicator that is asked of one unit on a day, each opening to its records: for the page of a unit.
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { text } from '#base/text'
import { useAsOf } from '#web/asked.ts'
import { questionOf } from '#web/question.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Part } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import type { Indicator } from '../contract.ts'
import { indicators } from './api.ts'
import { FigureLine } from './FigureLine.tsx'

const RecordsSheet = lazy(() => import('./RecordsSheet.tsx'))
const words = { title: text('Chỉ tiêu', 'Indicators'), none: text('Chưa có chỉ số nào được ban hành', 'No indicator is published yet') }

export default function UnitFigures({ unitId }: { unitId: string }) {
  const t = useText()
  const asked = useAsOf()
  const { on } = asked
  const question = { unitId, ...questionOf(asked) }
  const list = useQuery(indicators.list.queryOptions({ input: { on } }))
  const figures = useQuery(indicators.figures.queryOptions({ input: question }))
  useLive(indicators.figures.key())
  const [open, setOpen] = useState<Indicator | null>(null)
  return (
    <Part title={t(words.title)}>
      <Answer of={list}>{(all) => <Answer of={figures}>{(found) => {
        const shown = all.flatMap((indicator) => found.filter((f) => f.indicatorId === indicator.id && f.asked).map((figure) => ({ indicator, figure })))
        return shown.length === 0 ? <Empty title={t(words.none)} /> : shown.map(({ indicator, figure }) => (
          <section key={indicator.id} aria-label={t(indicator.name)}>
            <h3>{t(indicator.name)}</h3>
            <FigureLine indicator={indicator} figure={figure} onOpen={() => setOpen(indicator)} />
          </section>
        ))
      }}</Answer>}</Answer>
      {open && <Suspense><RecordsSheet indicator={open.code} title={t(open.name)} question={question} first={open.stage?.number ? 'met' : 'unmet'} open onClose={() => setOpen(null)} /></Suspense>}
    </Part>
  )
}
