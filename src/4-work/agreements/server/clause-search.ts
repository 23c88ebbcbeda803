// Search over everything that an agreement is and says. Words are looked for without diacritics; of an agreement that is found in
// several ways the nearest one is shown: title, party, clause, then the passage in which the words stand together or all of them do.
import { sql } from 'kysely'
import { foldedWords } from '#base/vietnamese/text'
import type { Tx } from '#platform/work'
import type { FoundShape } from '../contract.ts'

/** Passages looked at; whoever finds more says more words. */
const MOST = 500

export async function searchAgreements(tx: Tx, ask: { search: string; limit: number }): Promise<{ rows: FoundShape[]; total: number }> {
  if (foldedWords(ask.search) === '') return { rows: [], total: 0 }
  const { rows: [found] } = await sql<{ rows: FoundShape[]; total: number }>`
    with asked as (select '%' || translate(base.fold(${ask.search}), '%_\\', '') || '%' as like), hit as materialized (
      select a.id as agreement_id, 1 as rank, 'title' as "in", null::uuid as text_id, null::int as ord, null::text as words from agreements.agreement a, asked where a.fold like asked.like
      union all select p.agreement_id, 2, 'party', null, null, p.name from agreements.party p, asked where p.fold like asked.like
      union all select k.agreement_id, 3, 'clause', k.text_id, (select p.ord from agreements.passage p where p.text_id = k.text_id and p.start_at <= k.start_at and p.end_at > k.start_at limit 1), k.said
        from agreements.clause k join agreements.clause_subject s on s.code = k.subject left join agreements.clause_case y on y.code = k.case_code, asked
        where base.fold(s.name_vi || ' · ' || s.name_en || ' · ' || coalesce(y.name_vi || ' · ' || y.name_en, '') || ' · ' || coalesce(k.note, '')) like asked.like
      union all select f.agreement_id, case when f.near then 4 else 5 end, 'passage', f.text_id, f.ord, null from agreements.find_passages(${ask.search}, ${MOST}) f
    ), best as materialized (select distinct on (agreement_id) * from hit order by agreement_id, rank, text_id, ord), page as (
      select b.*, a.title, u.label from best b join agreements.agreement a on a.id = b.agreement_id left join organisation.label_unit u on u.subject_id = a.unit_id order by b.rank, a.title collate "vi-x-icu", a.id limit ${ask.limit}
    )
    select (select count(*)::int from best) as total, coalesce((select jsonb_agg(jsonb_build_object('agreementId', g.agreement_id, 'title', g.title, 'unitName', coalesce(g.label, ''), 'in', g."in", 'path', p.path, 'textId', g.text_id, 'start', p.start_at,
      'words', coalesce(g.words, (select substr(t.body, p.start_at + 1, least(p.end_at - p.start_at, 600)) from agreements.full_text t where t.id = g.text_id))) order by g.rank, g.title collate "vi-x-icu", g.agreement_id)
      from page g left join agreements.passage p on p.text_id = g.text_id and p.ord = g.ord), '[]') as rows`.execute(tx)
  return found!
}
