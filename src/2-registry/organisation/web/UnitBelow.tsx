import { useQuery } from '@tanstack/react-query'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { useText } from '#web/language.tsx'
import type { TreeUnit, UnitCard } from '../contract.ts'
import { organisation, unitPath } from './api.ts'
import { words } from './words.ts'

const own = {
  title: text('Đơn vị trực thuộc {name}', 'Units below {name}'),
  children: text('Đơn vị trực thuộc', 'Units below'),
  grassroots: text('Công đoàn cơ sở', 'Grassroots unions'),
}

/** Units that hang directly under it on the day, with what is below each. */
export function UnitBelow({ unit, on }: { unit: UnitCard; on: Day }) {
  const t = useText()
  const below = useQuery(organisation.children.queryOptions({ input: { parentId: unit.id, on } }))
  const columns: Column<TreeUnit>[] = [
    { key: 'name', title: words.unit, value: (u) => u.name, main: true },
    { key: 'kind', title: words.kind, value: (u) => t(u.kindName), from: 'tablet' },
    { key: 'code', title: words.code, value: (u) => u.codes.map((c) => c.code).join(', '), from: 'desktop', width: '90px' },
    { key: 'children', title: own.children, kind: 'number', value: (u) => (u.grassroots && u.children === 0 ? null : u.children), from: 'tablet', width: '150px' },
    { key: 'grassroots', title: own.grassroots, kind: 'number', value: (u) => (u.grassroots ? null : u.below.filter((b) => b.grassroots).reduce((sum, b) => sum + b.count, 0)), width: '150px' },
  ]
  return <Answer of={below}>{(rows) => <DataTable label={t(own.title, { name: unit.name })} columns={columns} rows={rows} keyOf={(u) => u.id} to={(u) => unitPath(u.id)} />}</Answer>
}
