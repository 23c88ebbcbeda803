// Writing and loading agreements. One is loaded whole, with all that happened to it, in one query.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import { writeRange } from '#platform/db/pool'
import type { Tx } from '#platform/work'
import type { Amendment, Bargaining, Content, Judgment, Part, Party, Status, Widening } from '../domain/agreement.ts'
import { beginOf } from '../domain/agreement.ts'
import { effectOf, type Effect, type Happened } from '../domain/status.ts'

export interface Named { id: string; title: string; number: string | null }
export interface Attached { id: string; name: string; mediaType: string; size: number; kind: 'text' | 'amendment' | 'vote' | 'minutes' | 'sending' | 'judgment' | 'other' }

export interface Held {
  id: string; unitId: string; unitName: string; status: Status; writing: number; writtenAt: Date; content: Content
  endedOn: Day | null; endedWhy: string | null; replacedOn: Day | null
  amendments: Amendment[]; bargainings: Bargaining[]; widenings: Widening[]; judgments: Judgment[]; attachments: Attached[]
  predecessor: Named | null; successor: (Named & { begins: Day }) | null; unitNames: Record<string, string>
  /** The scope acted in reaches its union. */
  own: boolean
}

export function notFound(): Refused {
  return new Refused(refuse('not-found', null, 'Không tìm thấy thỏa ước, hoặc thỏa ước nằm ngoài phạm vi của bạn.', 'No such agreement, or it lies outside your reach.'), 404)
}

const rangeOf = (column: string) => sql.raw(`jsonb_build_object('from', lower(${column}), 'to', upper(${column}))`)
const voteOf = (t: string) => sql.raw(`jsonb_build_object('votedOn', ${t}.voted_on, 'entitled', ${t}.entitled, 'inFavour', ${t}.in_favour)`)

/** null where the running scope sees no such agreement. Locked: against two writers of one agreement. */
export async function findAgreement(tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<Held | null> {
  if (options.lock) await sql`select from agreements.agreement where id = ${id} for no key update`.execute(tx)
  const { rows: [row] } = await sql<Held>`
    select a.id, a.unit_id as "unitId", coalesce(u.label, '') as "unitName", a.status, a.writing, a.written_at as "writtenAt", a.ended_on as "endedOn", a.ended_why as "endedWhy",
      (select c.replaced_on from agreements.effect c where c.agreement_id = a.id) as "replacedOn", organisation.reaches(a.unit_id) as own,
      jsonb_build_object('kind', a.kind, 'title', a.title, 'number', a.number, 'signedOn', a.signed_on, 'effectiveOn', a.effective_on, 'until', a.until, 'workers', a.workers, 'workersOn', a.workers_on,
        'vote', ${voteOf('a')}, 'sentOn', a.sent_on, 'sentTo', a.sent_to, 'replaces', a.replaces,
        'parties', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'side', p.side, 'name', p.name, 'unitId', p.unit_id, 'taxCode', p.tax_code, 'address', p.address, 'trade', p.trade, 'province', p.province, 'sector', p.sector,
          'workers', p.workers, 'vote', ${voteOf('p')}, 'joinedOn', p.joined_on, 'leftOn', p.left_on) order by p.place, p.id), '[]') from agreements.party p where p.agreement_id = a.id),
        'parts', (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'term', ${rangeOf('x.term')}) order by x.place, x.id), '[]') from agreements.part x where x.agreement_id = a.id)) as content,
      (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'number', m.number, 'what', m.what, 'signedOn', m.signed_on, 'effectiveOn', m.effective_on, 'extendsTo', m.extends_to, 'vote', ${voteOf('m')}, 'sentOn', m.sent_on) order by m.effective_on, m.id), '[]')
        from agreements.amendment m where m.agreement_id = a.id) as amendments,
      (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'during', ${rangeOf('b.during')}, 'aim', b.aim, 'note', b.note) order by b.during, b.id), '[]') from agreements.bargaining b where b.agreement_id = a.id) as bargainings,
      (select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'number', w.number, 'decidedOn', w.decided_on, 'decidedBy', w.decided_by, 'reach', w.reach, 'during', ${rangeOf('w.during')}) order by w.decided_on, w.id), '[]') from agreements.widening w where w.agreement_id = a.id) as widenings,
      (select coalesce(jsonb_agg(jsonb_build_object('id', j.id, 'number', j.number, 'court', j.court, 'judgedOn', j.judged_on, 'whole', j.whole, 'what', j.what, 'voidsOn', j.voids_on,
        'parts', (select coalesce(jsonb_agg(t.part_id order by t.part_id), '[]') from agreements.judgment_part t where t.judgment_id = j.id)) order by j.judged_on, j.id), '[]') from agreements.judgment j where j.agreement_id = a.id) as judgments,
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size, 'kind', t.kind) order by t.kind = 'text' desc, t.recorded_at, f.id), '[]') from agreements.attachment t join files.file f on f.id = t.file_id where t.agreement_id = a.id) as attachments,
      (select jsonb_build_object('id', o.id, 'title', o.title, 'number', o.number) from agreements.agreement o where o.id = a.replaces) as predecessor,
      (select jsonb_build_object('id', n.id, 'title', n.title, 'number', n.number, 'begins', lower(n.term)) from agreements.agreement n where n.replaces = a.id and n.status = 'signed' order by lower(n.term), n.id limit 1) as successor,
      (select coalesce(jsonb_object_agg(p.unit_id, l.label), '{}') from agreements.party p join organisation.label_unit l on l.subject_id = p.unit_id where p.agreement_id = a.id) as "unitNames"
    from agreements.agreement a left join organisation.label_unit u on u.subject_id = a.unit_id where a.id = ${id}`.execute(tx)
  return row ?? null
}

/** What happened to it, for the rule of its state; null: not signed. */
export function happened(held: Held): Happened | null {
  const begins = beginOf(held.content)
  if (held.status === 'draft' || !begins || !held.content.until) return null
  return {
    signedOn: held.content.signedOn!, begins, until: held.content.until, extensions: held.amendments.flatMap((m) => m.extendsTo ?? []), bargaining: held.bargainings.map((b) => b.during),
    endedOn: held.endedOn, replacedOn: held.replacedOn, judgments: held.judgments,
  }
}
export function effectOfHeld(held: Held): Effect | null {
  const h = happened(held)
  return h && effectOf(h)
}

export interface Writing { id: string; unitId: string; status: Status; content: Content }

/** Writes agreements as given, in place of what they held. Many at a time: an importer brings hundreds, a screen one. */
export async function putAgreements(tx: Tx, written: Writing[]): Promise<void> {
  if (written.length === 0) return
  const ids = written.map((a) => a.id)
  const rows = written.map(({ id, unitId, status, content: c }) => ({
    id, unit_id: unitId, status, kind: c.kind, title: c.title.trim(), number: blank(c.number), signed_on: c.signedOn, effective_on: c.effectiveOn, until: c.until, workers: c.workers, workers_on: c.workersOn,
    ...voteRow(c.vote), sent_on: c.sentOn, sent_to: blank(c.sentTo), replaces: c.replaces,
  }))
  await sql`
    insert into agreements.agreement (id, unit_id, status, kind, title, number, signed_on, effective_on, until, workers, workers_on, voted_on, entitled, in_favour, sent_on, sent_to, replaces)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r(id uuid, unit_id uuid, status text, kind text, title text, number text, signed_on date, effective_on date, until date, workers int, workers_on date,
      voted_on date, entitled int, in_favour int, sent_on date, sent_to text, replaces uuid)
    on conflict (id) do update set status = excluded.status, kind = excluded.kind, title = excluded.title, number = excluded.number, signed_on = excluded.signed_on, effective_on = excluded.effective_on, until = excluded.until,
      workers = excluded.workers, workers_on = excluded.workers_on, voted_on = excluded.voted_on, entitled = excluded.entitled, in_favour = excluded.in_favour, sent_on = excluded.sent_on, sent_to = excluded.sent_to,
      replaces = excluded.replaces, writing = agreement.writing + 1, written_at = base.moment()`.execute(tx)
  const parties = written.flatMap(({ id, content: c }) => c.parties.map((p, place) => partyRow(id, p, place)))

  await sql`delete from agreements.party where agreement_id = any(${ids}::uuid[])`.execute(tx)
  if (parties.length > 0) {
    await sql`
      insert into agreements.party (id, agreement_id, side, place, name, unit_id, tax_code, address, trade, province, sector, workers, voted_on, entitled, in_favour, joined_on, left_on)
      select * from jsonb_to_recordset(${JSON.stringify(parties)}::jsonb) r(id uuid, agreement_id uuid, side text, place smallint, name text, unit_id uuid, tax_code text, address text, trade text, province text, sector text, workers int,
        voted_on date, entitled int, in_favour int, joined_on date, left_on date)`.execute(tx)
  }
  const parts = written.flatMap(({ id, content: c }) => c.parts.map((p: Part, place) => ({ id: p.id, agreement_id: id, name: p.name.trim(), place, term: writeRange(p.term) })))
  await sql`delete from agreements.part where agreement_id = any(${ids}::uuid[]) and not id = any(${parts.map((p) => p.id)}::uuid[])`.execute(tx)
  if (parts.length > 0) {
    // What a judgment names stays as it is named.
    await sql`
      insert into agreements.part (id, agreement_id, name, place, term)
      select * from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) r(id uuid, agreement_id uuid, name text, place smallint, term daterange)
      on conflict (id) do update set name = excluded.name, place = excluded.place, term = excluded.term where part.agreement_id = excluded.agreement_id`.execute(tx)
  }
}

function partyRow(agreementId: string, p: Party, place: number) {
  const employer = p.side === 'employer'
  return {
    id: p.id, agreement_id: agreementId, side: p.side, place, name: p.name.trim(), unit_id: p.unitId, address: blank(p.address), joined_on: p.joinedOn, left_on: p.leftOn,
    ...(employer ? { tax_code: blank(p.taxCode), trade: p.trade, province: p.province, sector: p.sector, workers: p.workers || null, ...voteRow(p.vote) } : {}),
  }
}
const voteRow = (v: Content['vote']) => ({ voted_on: v.votedOn, entitled: v.entitled || null, in_favour: v.inFavour })

export async function putAmendment(tx: Tx, agreementId: string, a: Amendment): Promise<void> {
  const row = { number: blank(a.number), what: a.what.trim(), signed_on: a.signedOn, effective_on: a.effectiveOn, extends_to: a.extendsTo, voted_on: a.vote.votedOn, entitled: a.vote.entitled, in_favour: a.vote.inFavour, sent_on: a.sentOn }
  await mustBeWritten(tx.insertInto('agreements.amendment').values({ id: a.id, agreement_id: agreementId, ...row }).onConflict((c) => c.column('id').doUpdateSet(row).where('agreements.amendment.agreement_id', '=', agreementId)).returning('id').executeTakeFirst())
}
export async function putBargaining(tx: Tx, agreementId: string, b: Bargaining): Promise<void> {
  const row = { during: writeRange(b.during), aim: b.aim, note: blank(b.note) }
  await mustBeWritten(tx.insertInto('agreements.bargaining').values({ id: b.id, agreement_id: agreementId, ...row }).onConflict((c) => c.column('id').doUpdateSet(row).where('agreements.bargaining.agreement_id', '=', agreementId)).returning('id').executeTakeFirst())
}
export async function putWidening(tx: Tx, agreementId: string, x: Widening): Promise<void> {
  const row = { number: x.number.trim(), decided_on: x.decidedOn, decided_by: x.decidedBy.trim(), reach: x.reach.trim(), during: writeRange(x.during) }
  await mustBeWritten(tx.insertInto('agreements.widening').values({ id: x.id, agreement_id: agreementId, ...row }).onConflict((c) => c.column('id').doUpdateSet(row).where('agreements.widening.agreement_id', '=', agreementId)).returning('id').executeTakeFirst())
}
export async function putJudgment(tx: Tx, agreementId: string, j: Judgment): Promise<void> {
  const row = { number: j.number.trim(), court: j.court.trim(), judged_on: j.judgedOn, whole: j.whole, what: j.whole ? null : blank(j.what), voids_on: j.voidsOn }
  await mustBeWritten(tx.insertInto('agreements.judgment').values({ id: j.id, agreement_id: agreementId, ...row }).onConflict((c) => c.column('id').doUpdateSet(row).where('agreements.judgment.agreement_id', '=', agreementId)).returning('id').executeTakeFirst())
  await tx.deleteFrom('agreements.judgment_part').where('judgment_id', '=', j.id).execute()
  if (!j.whole && j.parts.length > 0) await tx.insertInto('agreements.judgment_part').values(j.parts.map((id) => ({ judgment_id: j.id, part_id: id, agreement_id: agreementId }))).execute()
}
// The id stands for a record of another agreement.
async function mustBeWritten(row: Promise<unknown>): Promise<void> {
  if (!await row) throw notFound()
}

function blank(text: string | null): string | null {
  return text?.trim() || null
}
