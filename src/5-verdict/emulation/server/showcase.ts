// The showcase: recognised models of the whole confederation, from the views that hold nothing else.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { foldedWords } from '#base/vietnamese/text'
import type { Tx, Work } from '#platform/work'
import type { Card, Near, ShowcaseAsked } from '../contract.ts'
import { alike, like, type Described } from '../domain/likeness.ts'
import { modelsHeldBy } from './store.ts'

type Asked = Pick<ShowcaseAsked, 'field' | 'kind' | 'trade' | 'province' | 'search'>

const province = sql`organisation.unit_code pc`
const isProvince = sql`pc.scheme = 'nso-2025' and upper_inf(pc.valid)`
const shortName = (label: string) => sql`regexp_replace(${sql.raw(label)}, '^Liên đoàn Lao động (tỉnh|thành phố) ', '')`

/** Uses that run on the day, and models that fit what is asked. */
function found(asked: Asked, today: Day) {
  const words = foldedWords(asked.search ?? '').split(' ').filter(Boolean).map((word) => `%${word}%`)
  return sql`running as materialized (
    select u.id, u.model_id, u.unit_id, u.taken_from from emulation.shown_use u
    where u.started_on <= ${today}::date and (u.ended_on is null or u.ended_on > ${today}::date) and u.confirmed_until > ${today}::date
  ), placed as materialized (
    select r.id, pc.code, pc.unit_id from running r join organisation.ancestry a on a.unit_id = r.unit_id and a.valid @> ${today}::date join ${province} on pc.unit_id = a.ancestor_id and ${isProvince}
  ), fitting as materialized (
    select m.*, (select v.attributes->>'field' from organisation.every_version v where v.unit_id = m.unit_id order by lower(v.valid) desc nulls last limit 1) as trade from emulation.shown_model m
    where (${asked.field ?? null}::text is null or m.field = ${asked.field ?? null}) and (${asked.kind ?? null}::text is null or m.kind = ${asked.kind ?? null})
      and (${words.length === 0} or m.id in (select emulation.find(${words}::text[])))
      and (${asked.province ?? null}::text is null or m.id in (select r.model_id from running r join placed p on p.id = r.id where p.code = ${asked.province ?? null}))
  ), offered as materialized (
    select * from fitting where ${asked.trade ?? null}::text is null or trade = ${asked.trade ?? null}
  )`
}

export async function showcase(tx: Tx, asked: ShowcaseAsked, today: Day): Promise<{ rows: Card[]; total: number }> {
  const order = asked.order === 'newest' ? sql`m.decided_on desc, m.id` : sql`coalesce(c.adopted, 0) desc, coalesce(c.running, 0) desc, m.decided_on desc, m.id`
  const { rows } = await sql<Card & { total: number }>`
    with ${found(asked, today)}, counted as (
      select model_id, count(*)::int as running, (count(*) filter (where taken_from is not null))::int as adopted from running group by 1
    ), listed as (
      select m.id, m.kind, m.field, m.title, left(m.does, 260) as does, m.unit_id, m.trade, coalesce(c.running, 0) as running, coalesce(c.adopted, 0) as adopted, count(*) over ()::int as total, row_number() over (order by ${order}) as place
      from offered m left join counted c on c.model_id = m.id order by place limit ${asked.limit} offset ${asked.offset}
    )
    select l.id, l.kind, l.field, l.title, l.does, l.unit_id as "unitId", coalesce(n.label, '') as "unitName", l.trade, l.running, l.adopted, l.total,
      (select jsonb_build_object('code', pc.code, 'name', ${shortName('pn.label')}) from organisation.ancestry a join ${province} on pc.unit_id = a.ancestor_id and ${isProvince} join organisation.label_unit pn on pn.subject_id = pc.unit_id
        where a.unit_id = l.unit_id and a.valid @> ${today}::date order by a.depth limit 1) as province,
      (select t.file_id from emulation.attachment t where t.use_id = l.id and t.photo order by t.recorded_at, t.file_id limit 1) as "photoId"
    from listed l left join organisation.label_unit n on n.subject_id = l.unit_id order by l.place`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** In which provinces they run, and the trades of their owners. The province asked for narrows nothing here: it is chosen on the map. */
export async function modelMap(tx: Tx, asked: Asked, today: Day): Promise<{ provinces: { code: string; name: string; models: number; adopted: number }[]; elsewhere: number; trades: string[] }> {
  const { rows: [row] } = await sql<{ provinces: { code: string; name: string; models: number; adopted: number }[]; elsewhere: number; trades: string[] }>`
    with ${found({ ...asked, province: undefined }, today)}, there as (
      select p.code, count(*)::int as models, (count(*) filter (where r.taken_from is not null))::int as adopted from running r join offered m on m.id = r.model_id join placed p on p.id = r.id group by 1
    )
    select (select coalesce(jsonb_agg(jsonb_build_object('code', pc.code, 'name', ${shortName('n.label')}, 'models', coalesce(t.models, 0), 'adopted', coalesce(t.adopted, 0)) order by n.label collate "vi-x-icu"), '[]')
        from ${province} join organisation.label_unit n on n.subject_id = pc.unit_id left join there t on t.code = pc.code where ${isProvince}) as provinces,
      (select count(*)::int from running r join offered m on m.id = r.model_id where not exists (select from placed p where p.id = r.id)) as elsewhere,
      coalesce((select jsonb_agg(distinct trade) from fitting where trade is not null), '[]') as trades`.execute(tx)
  return row!
}

/** What is like a model that is being written: in the unit itself, where it would count once, and elsewhere, where it could be taken over. */
export async function similarModels(w: Work, asked: { unitId: string; modelId?: string | undefined; title: string; does: string }): Promise<{ own: Near[]; elsewhere: Near[] }> {
  const held = (await modelsHeldBy(w.tx, [asked.unitId], w.today, true)).get(asked.unitId) ?? []
  if (asked.title.trim() === '') return { own: [], elsewhere: [] }
  const here = new Set([...held.map((m) => m.id), asked.modelId])
  const { rows } = await sql<Described & { id: string; unitName: string }>`
    select m.id, m.title, m.does, coalesce(n.label, '') as "unitName" from emulation.shown_model m left join organisation.label_unit n on n.subject_id = m.unit_id
    where m.id in (select emulation.nearest(${asked.title}, 60))`.execute(w.tx)
  const one = { title: asked.title, does: asked.does }
  const near = <T extends Described & { id: string; unitName: string }>(known: T[]): Near[] => alike(one, known, like).slice(0, 5).map(({ id, title, unitName, likeness }) => ({ id, title, unitName, likeness: Math.round(likeness * 100) / 100 }))
  return { own: near(held.filter((m) => m.id !== asked.modelId).map((m) => ({ ...m, unitName: '' }))), elsewhere: near(rows.filter((m) => !here.has(m.id))) }
}
