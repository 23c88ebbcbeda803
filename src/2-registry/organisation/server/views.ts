// Reads of the organisation. Every question names the day. A reader sees what lies in the scope acted in; of the units above
// it the name and the history, without what hangs below them; of others, where they stand on something in sight, the name.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import { foldedWords } from '#base/vietnamese/text'
import type { Tx, Work } from '#platform/work'
import type { ListedUnit, TreeUnit, UnitCard } from '../contract.ts'

const listed = sql`v.unit_id as id, v.name, v.name_en as "nameEn", v.short_name as "shortName", v.kind,
  jsonb_build_object('vi', k.name_vi, 'en', k.name_en) as "kindName", k.grassroots, v.parent_id as "parentId"`

// Counts by kind of all units below each of `child`, and of those directly under it. Where few stand below they are walked to; where
// many do, all units are first counted by their parent in one pass, and only the parents, some thousands, look for who stands above
// them. 'is true' keeps the index of all ranges out of it, which would be asked for every unit that lives on the day.
function below(on: Day) {
  return sql`wide as materialized (select count(*) > 20000 as wide from (select from organisation.ancestry a where a.ancestor_id in (select unit_id from child) limit 20001) w),
  held as (
    select c.parent_id, c.kind, count(*) as count from organisation.shown_version c
    where (select wide from wide) and (c.valid @> ${on}::date) is true and c.parent_id is not null group by 1, 2
  ), above as (
    select h.parent_id, a.ancestor_id, a.depth from (select distinct parent_id from held) h
    cross join lateral (select a.ancestor_id, a.depth from organisation.ancestry a
      where a.unit_id = h.parent_id and a.ancestor_id = any(array(select unit_id from child)) and (a.valid @> ${on}::date) is true offset 0) a
  ), counted as (
    select u.ancestor_id, h.kind, sum(h.count)::int as count, coalesce(sum(h.count) filter (where u.depth = 0), 0)::int as direct
    from held h join above u on u.parent_id = h.parent_id group by 1, 2
    union all
    select a.ancestor_id, c.kind, count(*)::int, (count(*) filter (where c.parent_id = a.ancestor_id))::int
    from child h cross join lateral (select a.ancestor_id, a.unit_id from organisation.ancestry a
      where a.ancestor_id = h.unit_id and a.depth > 0 and (a.valid @> ${on}::date) is true offset 0) a
    cross join lateral (select c.kind, c.parent_id from organisation.shown_version c where c.unit_id = a.unit_id and (c.valid @> ${on}::date) is true offset 0) c
    where not (select wide from wide) group by 1, 2
  ), below as (
    select n.ancestor_id, sum(n.direct)::int as children,
      jsonb_agg(jsonb_build_object('kind', n.kind, 'name', jsonb_build_object('vi', k.name_vi, 'en', k.name_en), 'grassroots', k.grassroots, 'count', n.count) order by k.tier, n.kind) as below
    from counted n join organisation.unit_kind k on k.code = n.kind group by 1)`
}

/** The card of this unit may be opened. */
export const shown = (id: string) => sql`(organisation.reaches(${sql.ref(id)}) or organisation.stands_above(${sql.ref(id)}))`

function inTree(on: Day) {
  return sql`${listed}, (select name from organisation.every_version p where p.unit_id = v.parent_id and p.valid @> ${on}::date) as "parentName",
    coalesce(b.below, '[]') as below,
    coalesce(b.children, 0) as children,
    coalesce((select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'code', c.code) order by c.scheme, c.code) from organisation.unit_code c where c.unit_id = v.unit_id and (c.valid @> ${on}::date) is true), '[]') as codes`
}

/**
 * Units directly under the parent on the day, in the order of offices: by kind, then by name. null: the highest in reach, which
 * on an earlier day may be several: what went on in the unit acted in hung elsewhere then.
 */
export async function children(tx: Tx, parentId: string | null, on: Day): Promise<TreeUnit[]> {
  const child = parentId === null
    ? sql`select v.* from organisation.every_version v where organisation.whole() and v.parent_id is null and (v.valid @> ${on}::date) is true
      union all select v.* from organisation.reached_unit r join organisation.every_version v on v.unit_id = r.unit_id where not organisation.whole()
        and (v.valid @> ${on}::date) is true and not exists (select from organisation.reached_unit p where p.unit_id = v.parent_id)`
    : sql`select * from organisation.unit_version where parent_id = ${parentId}::uuid and (valid @> ${on}::date) is true and organisation.reaches(unit_id) and organisation.reaches(parent_id)`
  return (await sql<TreeUnit>`with child as materialized (${child}), ${below(on)}
    select ${inTree(on)} from child v join organisation.unit_kind k on k.code = v.kind left join below b on b.ancestor_id = v.unit_id
    order by k.tier, k.code desc, v.name collate "vi-x-icu"`.execute(tx)).rows
}

/** Units in reach that hang directly under the Confederation on the day. */
export async function topLevel(tx: Tx, on: Day): Promise<TreeUnit[]> {
  return (await sql<TreeUnit>`with child as materialized (
      select v.* from organisation.unit_version v join organisation.every_version p on p.unit_id = v.parent_id and p.valid @> ${on}::date and p.kind = 'confederation' where v.valid @> ${on}::date and organisation.reaches(v.unit_id)), ${below(on)}
    select ${inTree(on)} from child v join organisation.unit_kind k on k.code = v.kind left join below b on b.ancestor_id = v.unit_id
    order by k.tier, k.code desc, v.name collate "vi-x-icu"`.execute(tx)).rows
}

/**
 * Units in reach on the day whose name holds every word, or whose short name or code is the text; the closest names first. Names of
 * all units are gone through, and nothing else is asked of those that are not shown.
 */
export async function search(tx: Tx, asked: { search: string; on: Day; under?: string; kind?: string; limit: number }): Promise<ListedUnit[]> {
  const words = foldedWords(asked.search)
  const like = words.split(' ').filter(Boolean).map((word) => `%${word}%`)
  return (await sql<ListedUnit>`
    with coded as materialized (select c.unit_id from organisation.unit_code c where lower(c.code) = lower(${asked.search.trim()}) and c.valid @> ${asked.on}::date),
    hit as (
      select v.unit_id, v.name, v.name_fold, v.name_en, v.short_name, v.kind, v.parent_id
      from organisation.reached_version v join organisation.unit_kind k on k.code = v.kind
      where (v.name_fold like all(${like}::text[]) or (v.short_name is not null and base.fold(v.short_name) = ${words}) or v.unit_id in (select unit_id from coded))
        and (v.valid @> ${asked.on}::date) is true
        and (${asked.kind ?? null}::text is null or v.kind = ${asked.kind ?? null})
        and (${asked.under ?? null}::uuid is null or exists (select from organisation.ancestry a where a.unit_id = v.unit_id and a.ancestor_id = ${asked.under ?? null}::uuid and a.valid @> ${asked.on}::date))
      order by v.name_fold = ${words} desc, k.tier, length(v.name), v.name collate "vi-x-icu", v.unit_id limit ${asked.limit}
    )
    select ${listed}, p.name as "parentName" from hit v join organisation.unit_kind k on k.code = v.kind
    left join organisation.every_version p on p.unit_id = v.parent_id and p.valid @> ${asked.on}::date
    order by v.name_fold = ${words} desc, k.tier, length(v.name), v.name collate "vi-x-icu", v.unit_id`.execute(tx)).rows
}

/**
 * The card of a unit on the day; where it does not exist on it, its nearest version (the last before, else the first after).
 * Above the scope acted in nothing is said of what hangs below; out of sight there is no card.
 */
export async function unit(w: Work, unitId: string, on: Day): Promise<UnitCard> {
  const lived = sql`greatest(coalesce(lower(c.valid), ${on}::date), least(${on}::date, coalesce(upper(c.valid) - 1, ${on}::date)))`
  const latestKind = (id: string) => sql`(select x.kind from organisation.every_version x where x.unit_id = ${sql.ref(id)} order by lower(x.valid) desc nulls last limit 1)`
  const relatives = (here: string, there: string) => sql`coalesce((
    select jsonb_agg(jsonb_build_object('id', ${sql.ref(`l.${there}`)}, 'name', n.label, 'kind', ${latestKind(`l.${there}`)}, 'since', l.since, 'decisionNumber', e.decision_number, 'shown', ${shown(`l.${there}`)}) order by l.since desc, n.label)
    from organisation.lineage l join organisation.event e on e.id = l.event_id join organisation.label_unit n on n.subject_id = ${sql.ref(`l.${there}`)} where ${sql.ref(`l.${here}`)} = v.unit_id), '[]')`
  const { rows: [card] } = await sql<Omit<UnitCard, 'changeable' | 'extensible'> & { parentReached: boolean }>`
    with recursive chosen as materialized (
      select * from organisation.unit_version where unit_id = ${unitId}
      order by valid @> ${on}::date desc, lower(valid) > ${on}::date, case when lower(valid) > ${on}::date then lower(valid) end, lower(valid) desc nulls last limit 1
    ), up(id, name, parent_id, step) as (
      select p.unit_id, p.name, p.parent_id, 1 from chosen c join organisation.every_version p on p.unit_id = c.parent_id and p.valid @> ${lived}
      union all
      select p.unit_id, p.name, p.parent_id, up.step + 1 from up join chosen c on true
      join organisation.every_version p on p.unit_id = up.parent_id and p.valid @> ${lived} where up.step < 40
    ), child as (select unit_id from chosen where organisation.reaches(unit_id)), ${below(on)}
    select ${inTree(on)}, ${on} as "on", v.valid @> ${on}::date as lives, v.attributes,
      coalesce((select jsonb_agg(jsonb_build_object('id', up.id, 'name', up.name, 'reached', organisation.reaches(up.id)) order by up.step desc) from up), '[]') as path,
      coalesce((select jsonb_agg(jsonb_build_object('scheme', c.scheme, 'code', c.code, 'from', lower(c.valid), 'to', upper(c.valid)) order by lower(c.valid) desc nulls last) from organisation.unit_code c where c.unit_id = v.unit_id), '[]') as codes,
      (select jsonb_agg(jsonb_build_object('name', x.name, 'kind', x.kind, 'parentId', x.parent_id, 'parentShown', x.parent_id is not null and ${shown('x.parent_id')},
          'parentName', (select p.name from organisation.every_version p where p.unit_id = x.parent_id and p.valid && x.valid order by lower(p.valid) desc nulls last limit 1),
          'valid', jsonb_build_object('from', lower(x.valid), 'to', upper(x.valid)), 'eventKind', e.kind, 'decisionNumber', e.decision_number) order by lower(x.valid) desc nulls last)
        from organisation.unit_version x join organisation.event e on e.id = x.event_id where x.unit_id = v.unit_id) as versions,
      (select jsonb_build_object('from', case when bool_or(lower_inf(x.valid)) then null else min(lower(x.valid)) end, 'to', case when bool_or(upper_inf(x.valid)) then null else max(upper(x.valid)) end)
        from organisation.unit_version x where x.unit_id = v.unit_id) as valid,
      ${relatives('successor_id', 'predecessor_id')} as predecessors, ${relatives('predecessor_id', 'successor_id')} as successors,
      organisation.reaches(v.unit_id) as reached, v.parent_id is not null and organisation.reaches(v.parent_id) as "parentReached"
    from chosen v join organisation.unit_kind k on k.code = v.kind left join below b on b.ancestor_id = v.unit_id`.execute(w.tx)
  if (!card) throw new Refused(refuse('not-found', 'id', 'Không có đơn vị này trong phạm vi của bạn.', 'There is no such unit within your reach.'), 404)
  const { parentReached, ...read } = card
  const may = w.actor.acting?.verbs.has('structure') ?? false
  return {
    ...read, children: read.reached ? read.children : 0,
    changeable: may && parentReached && read.lives, extensible: may && read.reached && read.lives,
  }
}
