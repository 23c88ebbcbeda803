// The directory: the tree of the day, or the units that match what is typed.
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { useAsOf } from '#web/asked.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { Columns, Page, Part } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import type { ListedUnit } from '../contract.ts'
import { aboutUnits, organisation, unitPath } from './api.ts'
import { UnitTree } from './UnitTree.tsx'
import { words } from './words.ts'

const own = {
  lead: text('Cơ cấu tổ chức ngày {on}', 'Structure on {on}'),
  search: text('Tìm theo tên hoặc mã (không cần dấu)', 'Find by name or code (no accents needed)'),
  anyKind: text('Mọi loại', 'Any kind'),
  found: text('Đơn vị tìm thấy', 'Units found'),
  none: text('Không đơn vị nào khớp', 'No unit matches'),
  noneWhy: text('Có thể đơn vị chưa thành lập hoặc đã chấm dứt vào ngày {on}.', 'It may not exist yet, or no longer, on {on}.'),
  first: text('Hiện {n} đơn vị đầu tiên; hãy gõ thêm để thu hẹp.', 'The first {n} units are shown; type more to narrow down.'),
  tree: text('Cây tổ chức', 'Tree of the organisation'),
}

const LIMIT = 100
export default function UnitsPage() {
  const t = useText()
  const format = useFormat()
  const { structure: on } = useAsOf()
  const [{ tim, loai }, go] = useAddress({ tim: '', loai: '' })
  const typed = useDeferredValue(tim)
  const kinds = useQuery({ ...organisation.kinds.queryOptions(), staleTime: Infinity })
  const asked = typed.trim() !== '' || loai !== ''
  const found = useQuery({ ...organisation.search.queryOptions({ input: { search: typed, on, kind: loai || undefined, limit: LIMIT } }), enabled: asked, placeholderData: keepPreviousData })
  useLive(organisation.key(), aboutUnits)
  const columns: Column<ListedUnit>[] = [
    { key: 'name', title: words.unit, value: (u) => u.name, main: true },
    { key: 'kind', title: words.kind, value: (u) => t(u.kindName), from: 'tablet' },
    { key: 'parent', title: words.parent, value: (u) => u.parentName, from: 'tablet' },
  ]
  return (
    <Page follows="tree" title={t(words.units)} lead={t(own.lead, { on: format.day(on) })}>
      <Columns columns="minmax(0, 3fr) minmax(0, 1fr)">
        <TextField field={{ name: 'tim', value: tim, set: (value) => go({ tim: value }), refusals: [], disabled: false }} label={t(own.search)} inputMode="search" icon={<IconSearch size={18} stroke={1.75} aria-hidden />} />
        <SelectField
          field={{ name: 'loai', value: loai || null, set: (value) => go({ loai: value ?? '' }), refusals: [], disabled: false }}
          label={t(words.kind)} placeholder={t(own.anyKind)} choices={(kinds.data ?? []).map((kind) => ({ value: kind.code, label: t(kind.name) }))}
        />
      </Columns>
      {asked
        ? (
          <Part title={t(own.found)}>
            <Answer of={found}>
              {(units) => (
                <>
                  <DataTable label={t(own.found)} columns={columns} rows={units} keyOf={(u) => u.id} to={(u) => unitPath(u.id)} dress="list" empty={<Empty title={t(own.none)}>{t(own.noneWhy, { on: format.day(on) })}</Empty>} />
                  {units.length === LIMIT && <p>{t(own.first, { n: LIMIT })}</p>}
                </>
              )}
            </Answer>
          </Part>
        )
        : <Part title={t(own.tree)}><UnitTree on={on} label={t(own.tree)} /></Part>}
    </Page>
  )
}
