// Reads of rounds, each one query in the contract's shape.
import { sql } from 'kysely'
import { Refused, refuse } from '#base/refusal'
import type { Tx } from '#platform/work'
import type { Round, RoundRow } from '../contract.ts'

const round = sql`r.id, r.name, u.label as unit, r.state, r.by_name as by, to_char(r.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, r.job_id as "jobId", exists (select from jobs.progress j where j.id = r.job_id and j.account_id = current_setting('app.account', true)) as "ownJob",
  (select jsonb_build_object('rows', count(*), 'make', count(*) filter (where x.verdict = 'make'), 'has', count(*) filter (where x.verdict = 'has'), 'refused', count(*) filter (where x.verdict = 'refused'),
    'skipped', count(*) filter (where x.verdict = 'skipped'), 'made', count(x.account_id)) from accounts.row x where x.round_id = r.id) as counts`

export async function listRounds(tx: Tx, asked: { search?: string | undefined; limit: number; offset: number }): Promise<{ rows: Round[]; total: number }> {
  const { rows } = await sql<Round & { total: number }>`select ${round}, count(*) over ()::int as total from accounts.round r join organisation.label_unit u on u.subject_id = r.unit_id
    where ${asked.search ?? null}::text is null or base.fold(coalesce(r.name, '')) like '%' || base.fold(${asked.search ?? ''}) || '%'
    order by r.at desc, r.id limit ${asked.limit} offset ${asked.offset}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

export async function readRound(tx: Tx, id: string): Promise<Round> {
  const { rows: [found] } = await sql<Round>`select ${round} from accounts.round r join organisation.label_unit u on u.subject_id = r.unit_id where r.id = ${id}::uuid`.execute(tx)
  if (!found) throw new Refused(refuse('not-found', 'id', 'Không có đợt cấp tài khoản này trong phạm vi của bạn.', 'There is no such round within your reach.'), 404)
  return found
}

// The page is cut first; offices are looked up for its rows alone.
export async function listRows(tx: Tx, asked: { id: string; search?: string | undefined; verdict?: string | undefined; limit: number; offset: number }): Promise<{ rows: RoundRow[]; total: number }> {
  const { rows } = await sql<RoundRow & { total: number }>`
    with page as (select r.*, count(*) over ()::int as total from accounts.row r where r.round_id = ${asked.id}::uuid and (${asked.verdict ?? null}::text is null or r.verdict = ${asked.verdict ?? null})
      and (${asked.search ?? null}::text is null or base.fold(concat_ws(' ', r.content->>'name', r.content->>'unit')) like '%' || base.fold(${asked.search ?? ''}) || '%')
      order by r.row limit ${asked.limit} offset ${asked.offset})
    select p.row, p.verdict, p.reasons, p.person_id as "personId", (select a.username from access.account a where a.id = p.account_id) as username, p.total,
      p.content || jsonb_build_object('office', (select string_agg(t.name_vi || ', ' || u.label, '; ' order by t.rank, o.id) from people.office o join people.title t on t.code = o.title join organisation.label_unit u on u.subject_id = o.unit_id
        where o.person_id = p.person_id and o.during @> (base.moment() at time zone 'Asia/Ho_Chi_Minh')::date)) as content
    from page p order by p.row`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}
