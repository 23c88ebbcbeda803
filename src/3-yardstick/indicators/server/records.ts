// The records under a figure. A list that can be read whole is sorted by name; a longer one is given unit after unit, found
// by the figures themselves, and never read beyond the page (db/migrations/0012_long_lists.sql).
import { sql } from 'kysely'
import type { DayRange } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Work } from '#platform/work'
import type { Indicator, RecordUnderFigure } from '../contract.ts'
import { oneIndicator, type Asked } from './views.ts'

export interface Listing { state: 'counted' | 'met' | 'unmet' | 'excluded'; search?: string | undefined; limit: number; after?: string | undefined }
export interface Records { rows: RecordUnderFigure[]; next: string | null; total: number; byUnit: boolean; figure: { counted: number; met: number; unmet: number; excluded: number } }

/** Records from which on a list goes by units, and above which it is neither searched by name nor restated. */
const LONG = 5000, ENDLESS = 200_000
/** Heads up to which a part of the tree is one list by name within a long list. */
const BLOCK = 500

export async function recordsOf(w: Work, unitId: string, code: string, asked: Asked, list: Listing): Promise<Records> {
  const indicator = await oneIndicator(w, code, asked.on)
  const size = await sizeOf(w, unitId, indicator, asked)
  const plain = !asked.tree && !asked.knownAt
  if (plain && !list.search && size.counted + size.excluded > LONG && !/^\d+$/.test(list.after ?? '')) return byUnit(w, unitId, indicator, asked, list, size)
  if (size.counted + size.excluded > ENDLESS) throw new Refused(refuse('too-many', plain ? 'search' : 'tree',
    'Danh sách này quá dài để tìm theo tên hoặc xem theo cây tổ chức, dữ liệu của thời điểm khác. Hãy chọn một đơn vị bên dưới.',
    'This list is too long to be searched by name, restated or shown as known earlier. Choose a unit below.'))
  return byName(w, unitId, indicator, asked, list)
}

async function sizeOf(w: Work, unitId: string, indicator: Indicator, asked: Asked): Promise<Records['figure']> {
  const from = asked.tree || asked.knownAt
    ? sql`indicators.figures_restated(${[unitId]}::uuid[], ${asked.on}::date, ${asked.tree ?? null}::date, ${asked.knownAt ?? null}::timestamptz)`
    : sql`indicators.figures(${[unitId]}::uuid[], ${asked.on}::date)`
  const { rows: [row] } = await sql<{ counted: number; met: number; excluded: number }>`select counted, met, excluded from ${from} where indicator_id = ${indicator.id}`.execute(w.tx)
  const { counted, met, excluded } = row ?? { counted: 0, met: 0, excluded: 0 }
  return { counted, met, unmet: counted - met, excluded }
}

async function byUnit(w: Work, unitId: string, indicator: Indicator, asked: Asked, list: Listing, figure: Records['figure']): Promise<Records> {
  const [block, own, nth] = list.after?.split('.') ?? []
  const { rows } = await sql<RecordUnderFigure & { block: string; own: boolean; nth: number }>`
    select p.block, p.own, p.nth, p.standing_id as "standingId", p.subject_kind as "subjectKind", p.subject_id as "subjectId", p.label, p.unit_id as "unitId", p.unit_name as "unitName",
      p.during, p.state, p.quantity, p.evidence, k.page
    from indicators.page(${unitId}, ${indicator.id}, ${asked.on}::date, ${list.state}, ${block ?? null}::uuid, ${own === '1'}, ${Number(nth ?? 0)}, ${list.limit}, ${BLOCK})
      with ordinality p(block, own, nth, standing_id, subject_kind, subject_id, unit_id, during, state, quantity, evidence, label, unit_name, place)
    join indicators.subject_kind k on k.code = p.subject_kind order by p.place`.execute(w.tx)
  const last = rows.at(-1)
  return {
    figure, total: figure[list.state], byUnit: true, next: last && rows.length === list.limit ? `${last.block}.${last.own ? 1 : 0}.${last.nth}` : null,
    rows: rows.map(({ block: _block, own: _own, nth: _nth, ...r }) => r),
  }
}

async function byName(w: Work, unitId: string, indicator: Indicator, asked: Asked, list: Listing): Promise<Records> {
  const offset = Number(list.after ?? 0)
  const kinds = await w.tx.selectFrom('indicators.subject_kind').select(['code', 'page']).execute()
  const { rows } = await sql<Omit<RecordUnderFigure, 'page'> & { total: number; figure: Records['figure'] }>`
    with under as materialized (
      select * from indicators.records(${unitId}, ${indicator.id}, ${asked.on}::date, ${asked.tree ?? null}::date, ${asked.knownAt ?? null}::timestamptz)
    ), figure as (
      select coalesce(sum(quantity) filter (where state <> 'excluded'), 0)::int as counted, coalesce(sum(quantity) filter (where state = 'met'), 0)::int as met,
        coalesce(sum(quantity) filter (where state = 'unmet'), 0)::int as unmet, coalesce(sum(quantity) filter (where state = 'excluded'), 0)::int as excluded from under
    ), listed as (
      select * from under where ${list.state === 'counted' ? sql`state <> 'excluded'` : sql`state = ${list.state}`}
        and ${list.search ? sql`fold like '%' || base.fold(${list.search}) || '%'` : sql`true`}
    )
    select (select row_to_json(figure) from figure) as figure, (select count(*) from listed)::int as total, x.*
    from (select 1) one left join lateral (
      select standing_id as "standingId", subject_kind as "subjectKind", subject_id as "subjectId", label, unit_id as "unitId", unit_name as "unitName", during, state, quantity, evidence
      from listed order by sort_key collate "vi-x-icu", standing_id limit ${list.limit} offset ${offset}
    ) x on true`.execute(w.tx)
  const pages = new Map(kinds.map((k) => [k.code, k.page]))
  const { figure, total } = rows[0]!
  return {
    figure, total, byUnit: false, next: offset + list.limit < total ? String(offset + list.limit) : null,
    rows: rows.filter((r) => r.standingId !== null).map(({ total: _total, figure: _figure, ...r }) => ({ ...r, during: r.during as DayRange, page: pages.get(r.subjectKind)! })),
  }
}
