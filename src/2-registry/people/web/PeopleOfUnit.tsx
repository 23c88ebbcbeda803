// People of a unit on the day, page by page from the server, by given name.
import { IconUserPlus } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { useAsOf } from '#web/asked.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { Fields, Stack } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay } from '#web/session.ts'
import type { ListedPerson } from '../contract.ts'
import { AdmitSheet } from './AdmitSheet.tsx'
import { aboutPeople, people, personPath, writeBorn } from './api.ts'
import { standings, words } from './words.ts'

const PAGE = 100
const own = {
  list: text('Danh sách cán bộ, đoàn viên, người lao động', 'Officials, members and workers'),
  who: text('Đối tượng', 'Who'),
  all: text('Tất cả', 'Everyone'),
  member: text('Đoàn viên', 'Members'),
  worker: text('Người lao động chưa là đoàn viên', 'Workers who are not members'),
  official: text('Cán bộ công đoàn', 'Union officials'),
  'full-time': text('Cán bộ chuyên trách', 'Full-time officials'),
  within: text('Phạm vi', 'Range'),
  unit: text('Riêng đơn vị này', 'This unit alone'),
  below: text('Cả các đơn vị bên dưới', 'With all units below'),
  admit: text('Thêm người', 'Add a person'),
}

type Who = 'all' | 'member' | 'worker' | 'official' | 'full-time'

export default function PeopleOfUnit({ unitId, on }: { unitId: string; on: Day }) {
  const t = useText()
  const may = useMay()
  const [{ loc, ai, 'pham-vi': range }, go] = useAddress({ loc: '', ai: 'all', 'pham-vi': 'below' })
  const who = ai as Who, within = range as 'unit' | 'below'
  const typed = useDeferredValue(loc)
  const [admitting, setAdmitting] = useState(false)
  const { tree } = useAsOf()
  const asked = { unitId, on, tree, who, within, search: typed || undefined }
  const list = useInfiniteQuery({
    ...people.ofUnit.infiniteOptions({
      input: (offset: number) => ({ ...asked, limit: PAGE, offset }), initialPageParam: 0,
      getNextPageParam: (last, pages) => (pages.length * PAGE < last.total ? pages.length * PAGE : undefined),
    }),
    placeholderData: keepPreviousData,
  })
  useLive(people.key(), aboutPeople)
  const columns: Column<ListedPerson>[] = [
    { key: 'name', title: words.name, kind: 'name', value: (p) => p.name, main: true },
    { key: 'born', title: words.born, value: (p) => writeBorn(p.born, p.bornPrecision), from: 'desktop', width: '110px' },
    { key: 'sex', title: words.sex, value: (p) => (p.female === null ? '' : t(p.female ? words.female : words.male)), from: 'desktop', width: '80px' },
    { key: 'standing', title: words.standing, value: (p) => p.standing && t(standings[p.standing]), width: '150px' },
    { key: 'unit', title: words.unit, value: (p) => p.unitName ?? p.offices[0]?.unitName },
    { key: 'office', title: words.office, value: (p) => p.offices.map((o) => `${t(o.titleName)}${o.unitName === p.unitName || !p.unitName ? '' : `, ${o.unitName}`}`).join('; ') },
  ]
  // Nothing chosen means the widest.
  const bound = <V extends string>(name: 'ai' | 'pham-vi', value: V, widest: V) => ({ name, value: value === widest ? null : value, set: (to: V | null) => go({ [name]: to ?? widest }), refusals: [], disabled: false })
  return (
    <Stack>
      <Fields>
        <SelectField field={bound('ai', who, 'all')} label={t(own.who)} placeholder={t(own.all)} choices={(['official', 'full-time', 'member', 'worker'] as const).map((value) => ({ value, label: t(own[value]) }))} />
        <SelectField field={bound('pham-vi', within, 'below')} label={t(own.within)} placeholder={t(own.below)} choices={[{ value: 'unit', label: t(own.unit) }]} />
        {may('person.write') && <Button icon={IconUserPlus} onClick={() => setAdmitting(true)}>{t(own.admit)}</Button>}
      </Fields>
      <Answer of={list} lines={10}>
        {({ pages }) => (
          <DataTable
            label={t(own.list)} columns={columns} rows={pages.flatMap((page) => page.rows)} keyOf={(p) => p.id} to={(p) => personPath(p.id)}
            paged={{
              total: pages[0]?.total ?? 0, typed: loc, onType: (value) => go({ loc: value }), loading: list.isFetchingNextPage,
              more: list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined,
              all: () => everyone(asked),
            }}
          />
        )}
      </Answer>
      {admitting && <AdmitSheet unitId={unitId} onClose={() => setAdmitting(false)} />}
    </Stack>
  )
}

async function everyone(asked: Parameters<typeof people.ofUnit.call>[0]): Promise<ListedPerson[]> {
  const rows: ListedPerson[] = []
  for (;;) {
    const page = await people.ofUnit.call({ ...asked, limit: 1000, offset: rows.length })
    rows.push(...page.rows)
    if (page.rows.length === 0 || rows.length >= page.total) return rows
  }
}
