// What the rooms have published to compose definitions of, under the names that the screens show.
import { sql } from 'kysely'
import type { Work } from '#platform/work'
import type { Parts } from '../domain/says.ts'

export async function publishedParts(w: Work): Promise<Parts> {
  const { rows: [row] } = await sql<Parts>`
    select (select json_agg(json_build_object('code', k.code, 'name', json_build_object('vi', k.name_vi, 'en', k.name_en),
        'begins', case when k.begins_vi is not null then json_build_object('vi', k.begins_vi, 'en', k.begins_en) end,
        'facts', array(select s.fact from indicators.fact_source s where s.subject_kind = k.code order by s.fact)) order by k.name_vi collate "vi-x-icu") from indicators.subject_kind k) as kinds,
      (select json_agg(json_build_object('code', f.code, 'name', json_build_object('vi', f.name_vi, 'en', f.name_en)) order by f.name_vi collate "vi-x-icu") from indicators.fact_kind f) as facts,
      (select json_agg(json_build_object('source', a.source, 'code', a.code, 'attr', a.attr, 'name', json_build_object('vi', a.name_vi, 'en', a.name_en), 'type', a.type,
        'choices', case when a.choices is not null then coalesce(c.list, '[]') end) order by a.source, a.code, a.place) from indicators.attribute a left join (
          select source, code, attr, json_agg(json_build_object('value', value, 'name', json_build_object('vi', name_vi, 'en', name_en)) order by name_vi collate "vi-x-icu") as list from indicators.choices() group by 1, 2, 3) c
        on (c.source, c.code, c.attr) = (a.source, a.code, a.attr)) as attributes`.execute(w.tx)
  return row!
}
