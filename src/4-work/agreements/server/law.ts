// What the law gives, as the offices at the top of the house keep it; row-level security says the same of who may write.
import { sql } from 'kysely'
import { writeDay, type Day } from '#base/day'
import { insist, refuse, Refused } from '#base/refusal'
import { writeRange } from '#platform/db/pool'
import type { Tx, Work } from '#platform/work'
import type { LawShape } from '../contract.ts'
import { mayTakeLevel, mayWriteLevel, withLevel, withoutLevel, type Level } from '../domain/law.ts'

/** A clause with a number that was in force on one of its days, none of them to come, has been shown beside a level. Asked of the one that is written alone: of every level it would look through the clauses of the country. */
const relied = (today: Day) => sql`exists (select from agreements.clause k join agreements.agreement a on a.id = k.agreement_id and daterange(lower(a.term), null) && l.during join agreements.clause_effect e on e.clause_id = k.id
  where k.case_code = l.case_code and k.gives is not null and e.during && (l.during * daterange(null, ${today}::date + 1)))`

const writtenAt = sql`to_char(l.written_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

export async function readLaw(w: Work): Promise<LawShape> {
  const { rows: [law] } = await sql<LawShape>`
    select organisation.whole() and ${w.actor.acting?.verbs.has('agreement.write') ?? false} as writable, (
      select jsonb_agg(jsonb_build_object('code', y.code, 'subject', y.subject, 'name', jsonb_build_object('vi', y.name_vi, 'en', y.name_en), 'scale', y.scale, 'per', jsonb_build_object('vi', y.per_vi, 'en', y.per_en), 'better', y.better,
        'levels', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'from', lower(l.during), 'to', upper(l.during), 'gives', l.gives, 'basis', l.basis, 'writing', l.writing,
            'written', case when l.person_id is not null then jsonb_build_object('by', p.name, 'at', ${writtenAt}) end) order by l.during desc), '[]')
          from agreements.law_minimum l left join people.shown_person p on p.id = l.person_id where l.case_code = y.code)) order by s.ord, y.ord)
      from agreements.clause_case y join agreements.clause_subject s on s.code = y.subject) as cases`.execute(w.tx)
  return law!
}

interface Row extends Level { writing: number; relied: boolean; by: string | null; at: string | null }

/** The levels of a case, held against another who writes them; of the one named, whether it was relied on. */
async function levelsOf(w: Work, caseCode: string, id: string): Promise<Row[]> {
  const { rows: [top] } = await sql<{ whole: boolean; known: boolean }>`
    select organisation.whole() as whole, exists (select from agreements.clause_case where code = ${caseCode}) as known, pg_advisory_xact_lock(237038)`.execute(w.tx)
  if (!top!.whole) throw new Refused(refuse('not-the-top', null, 'Mức của pháp luật áp dụng chung cả nước: chỉ cấp cao nhất được ghi.', 'What the law gives holds everywhere: only the office at the top of the house writes it.'), 403)
  if (!top!.known) throw new Refused(refuse('no-case', 'caseCode', 'Không có quyền lợi này.', 'There is no such case.'), 404)
  return (await sql<Row>`
    select l.id, lower(l.during) as "from", upper(l.during) as "to", l.gives::float8 as gives, l.basis, l.writing, l.id = ${id} and ${relied(w.today)} as relied, p.name as by, ${writtenAt} as at
    from agreements.law_minimum l left join people.shown_person p on p.id = l.person_id where l.case_code = ${caseCode} order by l.during`.execute(w.tx)).rows
}

/** Days that moved; the level that was written is put by its writer. */
async function moveDays(tx: Tx, before: readonly Level[], after: readonly Level[], apart: string): Promise<void> {
  for (const level of after) {
    if (level.id === apart || before.some((one) => one.id === level.id && one.from === level.from && one.to === level.to)) continue
    await tx.updateTable('agreements.law_minimum').set({ during: writeRange(level) }).where('id', '=', level.id).execute()
  }
}

export async function writeLevel(w: Work, asked: { id: string; caseCode: string; from: Day; gives: number; basis: string; reason: string | null; seen?: number | undefined }): Promise<void> {
  const { id, caseCode, from, gives, reason } = asked
  const level = { id, from, gives, basis: asked.basis.trim() }
  const levels = await levelsOf(w, caseCode, id)
  const held = levels.find((one) => one.id === id)
  if (held && held.from === from && held.gives === gives && held.basis === level.basis) return w.note('agreements.write-law', 'law-minimum', id, { again: true })
  if (!held && asked.seen !== undefined) throw gone()
  if (held && held.writing !== asked.seen) refuseUnseen(held, level)
  insist(mayWriteLevel(levels, level, { relied: held?.relied ?? false, reason }))
  const after = withLevel(levels, level)
  const row = { during: writeRange(after.find((one) => one.id === id)!), gives, basis: level.basis, person_id: w.actor.personId }
  await moveDays(w.tx, levels, after, id)
  if (held) await w.tx.updateTable('agreements.law_minimum').set({ ...row, writing: held.writing + 1, written_at: sql<Date>`base.moment()` }).where('id', '=', id).execute()
  else {
    const put = await w.tx.insertInto('agreements.law_minimum').values({ id, case_code: caseCode, ...row }).onConflict((c) => c.column('id').doNothing()).returning('id').executeTakeFirst()
    if (!put) throw gone()
  }
  w.note('agreements.write-law', 'law-minimum', id, { case: caseCode, from, gives, basis: level.basis, ...(held ? { was: { from: held.from, gives: held.gives, basis: held.basis }, reason } : {}) })
}

/** Its days go back to the level before it. */
export async function takeLevel(w: Work, { id, caseCode, reason }: { id: string; caseCode: string; reason: string | null }): Promise<void> {
  const levels = await levelsOf(w, caseCode, id)
  const held = levels.find((one) => one.id === id)
  if (!held) throw gone()
  insist(mayTakeLevel({ relied: held.relied, reason }))
  await w.tx.deleteFrom('agreements.law_minimum').where('id', '=', id).execute()
  await moveDays(w.tx, levels, withoutLevel(levels, id), id)
  w.note('agreements.take-law', 'law-minimum', id, { case: caseCode, from: held.from, gives: held.gives, basis: held.basis, reason })
}

function gone(): Refused {
  return new Refused(refuse('not-found', null, 'Không tìm thấy mức này; có thể đã được bỏ.', 'There is no such level; it may have been taken away.'), 404)
}

function refuseUnseen(held: Row, mine: Pick<Level, 'from' | 'gives' | 'basis'>): never {
  const said = { from: [writeDay(mine.from), writeDay(held.from)], gives: [String(mine.gives), String(held.gives)], basis: [mine.basis, held.basis] } as const
  const what = { from: { vi: 'Từ ngày', en: 'From' }, gives: { vi: 'Mức', en: 'Level' }, basis: { vi: 'Căn cứ', en: 'Basis' } }
  throw new Refused((['from', 'gives', 'basis'] as const).filter((field) => said[field][0] !== said[field][1]).map((field) => ({
    ...refuse('written-since', field, 'Mức này đã được sửa ở nơi khác trong lúc bạn chưa thấy.', 'The level was changed elsewhere since you last saw it.'),
    conflict: { what: what[field], mine: { vi: said[field][0], en: said[field][0] }, theirs: { vi: said[field][1], en: said[field][1] }, by: held.by, at: held.at, held: held.writing },
  })), 409)
}
