import { useQuery } from '@tanstack/react-query'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { useAsOf } from '#web/asked.ts'
import { Stat } from '#web/kit/Stat.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { aboutPeople, people } from './api.ts'

const own = {
  members: text('Đoàn viên có hồ sơ', 'Members on record'),
  workers: text('Người lao động có hồ sơ', 'Other workers on record'),
  officials: text('Cán bộ công đoàn', 'Union officials'),
  fullTime: text('{n} chuyên trách', '{n} full-time'),
  declared: text('Lao động theo báo cáo', 'Workers as declared'),
}

/** Members, workers and officials of the unit and all below it on the day. */
export default function PeopleFigures({ unitId, on }: { unitId: string; on: Day }) {
  const t = useText()
  const { number } = useFormat()
  const { tree } = useAsOf()
  const counts = useQuery(people.counts.queryOptions({ input: { unitId, on, tree } }))
  useLive(people.counts.key(), aboutPeople)
  // A unit out of reach keeps its numbers to itself; the page stands without them.
  if (!counts.data) return null
  const { members, workers, officials, fullTime, declared } = counts.data
  return (
    <>
      <Stat label={t(own.officials)} value={number(officials)} detail={t(own.fullTime, { n: number(fullTime) })} />
      <Stat label={t(own.members)} value={number(members)} />
      <Stat label={t(own.workers)} value={number(workers)} />
      {declared !== null && <Stat label={t(own.declared)} value={number(declared)} />}
    </>
  )
}
