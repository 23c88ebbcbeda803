// Drafts of definitions: saved as far as they are written, sent, returned with a reason, or approved and published.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { insist, refuse, Refused } from '#base/refusal'
import { enqueue } from '#platform/jobs/jobs'
import { tell } from '#platform/messages/tell'
import type { Work } from '#platform/work'
import { holders } from '#people'
import type { Draft } from '../contract.ts'
import { definitionOf, draftDifferences, mayDecide, mayOwn, mayWrite, missingIn, type DraftState, type DraftText } from '../domain/draft.ts'
import { readOut } from '../domain/says.ts'
import type { Definition } from '../domain/definition.ts'
import { publishedParts } from './parts.ts'
import { faultsNow, publishBehind } from './publish.ts'

type Row = Omit<Draft, 'mayDecide'> & { writtenById: string | null; sentById: string | null }
const notFound = () => new Refused(refuse('not-found', 'id', 'Không có bản soạn này trong phạm vi của bạn.', 'There is no such draft within your reach.'), 404)

const select = sql`
  select d.id, d.unit_id as "unitId", (select u.label from organisation.label_unit u where u.subject_id = d.unit_id) as "unitName",
    d.code, d.name_vi as "nameVi", d.name_en as "nameEn", d.counts_vi as "countsVi", d.counts_en as "countsEn", d.body, d.effective_from as "effectiveFrom",
    (select i.code from indicators.indicator i where i.id = d.replaces) as replaces, d.state, d.writing, d.written_at as "writtenAt", d.sent_at as "sentAt", d.decided_at as "decidedAt", d.reason,
    d.written_by as "writtenById", d.sent_by as "sentById",
    (select p.name from people.person p where p.id = d.written_by) as "writtenBy", (select p.name from people.person p where p.id = d.sent_by) as "sentBy", (select p.name from people.person p where p.id = d.decided_by) as "decidedBy",
    (select json_build_object('version', f.version, 'effective', json_build_object('from', lower(f.effective), 'to', upper(f.effective)), 'body', f.body)
      from indicators.definition f where f.indicator_id = d.replaces and f.id is distinct from d.definition_id order by f.version desc limit 1) as "inForce"
  from indicators.draft d`

const shown = (w: Work, { writtenById, sentById, ...row }: Row): Draft => ({
  ...row, mayDecide: Boolean(w.actor.acting?.verbs.has('indicator.approve')) && mayDecide({ state: row.state, writtenBy: writtenById, sentBy: sentById }, w.actor.personId) === true,
})

/** Drafts of the unit, and those of units below that wait for approval. */
export async function draftsOf(w: Work, unitId: string): Promise<Draft[]> {
  const { rows } = await sql<Row>`${select} where d.unit_id = ${unitId} or d.state = 'sent' and exists (
    select from organisation.ancestry a where a.unit_id = d.unit_id and a.ancestor_id = ${unitId} and a.valid @> ${w.today}::date)
    order by d.state = 'published', d.written_at desc`.execute(w.tx)
  return rows.map((row) => shown(w, row))
}

export async function readDraft(w: Work, id: string): Promise<Draft> {
  return shown(w, await held(w, id, null) ?? (() => { throw notFound() })())
}

async function held(w: Work, id: string, unitId: string | null): Promise<Row | null> {
  if (unitId !== null) await sql`select from indicators.draft where id = ${id} for update`.execute(w.tx)
  const { rows: [row] } = await sql<Row>`${select} where d.id = ${id}`.execute(w.tx)
  if (row && unitId !== null && row.unitId !== unitId) throw notFound()
  return row ?? null
}

export interface DraftWrite extends DraftText { id: string; unitId: string; replaces: string | null; seen?: number | undefined }

/** Writes it as given; the same again changes nothing. `seen`: the writing that the sender had before them. */
export async function saveDraft(w: Work, it: DraftWrite): Promise<Draft> {
  const row = await held(w, it.id, it.unitId)
  if (row) insist(mayWrite(row.state))
  const { rows: [owner] } = await sql<{ tier: number }>`select k.tier from organisation.unit_version v join organisation.unit_kind k on k.code = v.kind where v.unit_id = ${it.unitId} and v.valid @> ${w.today}::date`.execute(w.tx)
  insist(mayOwn(owner?.tier ?? 9))
  const replaces = it.replaces === null ? null : await replacedBy(w, it.replaces, it.unitId, owner!.tier)
  if (row) await refuseUnseen(w, row, it)
  const text = [it.code, it.nameVi, it.nameEn, it.countsVi, it.countsEn].map((x) => x.trim())
  await sql`insert into indicators.draft as d (id, unit_id, code, name_vi, name_en, counts_vi, counts_en, body, effective_from, replaces, written_by)
    values (${it.id}, ${it.unitId}, ${text[0]}, ${text[1]}, ${text[2]}, ${text[3]}, ${text[4]}, ${JSON.stringify(it.body)}, ${it.effectiveFrom}::date, ${replaces}, ${w.actor.personId})
    on conflict (id) do update set code = excluded.code, name_vi = excluded.name_vi, name_en = excluded.name_en, counts_vi = excluded.counts_vi, counts_en = excluded.counts_en,
      body = excluded.body, effective_from = excluded.effective_from, writing = d.writing + 1, written_at = base.moment(), written_by = excluded.written_by`.execute(w.tx)
  w.note('indicators.draft', 'draft', it.id, { code: text[0] })
  return readDraft(w, it.id)
}

/** The next version of an indicator is written by its owner; of everybody's, by the Confederation. */
async function replacedBy(w: Work, code: string, unitId: string, tier: number): Promise<string> {
  const found = await w.tx.selectFrom('indicators.indicator').select(['id', 'owner_id']).where('code', '=', code).executeTakeFirst()
  if (!found || (found.owner_id === null ? tier !== 1 : found.owner_id !== unitId)) {
    throw new Refused(refuse('not-owner', 'replaces', 'Chỉ đơn vị sở hữu chỉ số được soạn phiên bản mới của nó.', 'Only the unit whose indicator it is writes its next version.'))
  }
  return found.id
}

async function refuseUnseen(w: Work, row: Row, mine: DraftWrite): Promise<void> {
  if (mine.seen === undefined || mine.seen === row.writing) return
  const parts = await publishedParts(w)
  const differing = draftDifferences(mine, row, (body) => readOut(parts, body, 'vi'))
  if (differing.length === 0) return
  const side = (which: 'mine' | 'theirs') => ({ vi: differing.map((d) => `${d.what.vi}: ${d[which]}`).join('\n'), en: differing.map((d) => `${d.what.en}: ${d[which]}`).join('\n') })
  throw new Refused({
    ...refuse('written-since', null, 'Bản soạn đã được sửa ở nơi khác trong lúc bạn chưa thấy.', 'The draft was changed elsewhere since you last saw it.'),
    conflict: { what: { vi: row.nameVi || row.code, en: row.nameEn || row.code }, mine: side('mine'), theirs: side('theirs'), by: row.writtenBy, at: new Date(row.writtenAt).toISOString(), held: row.writing },
  }, 409)
}

/** Complete, without faults, and not before the version it follows. */
async function checked(w: Work, row: Row): Promise<Definition> {
  const missing = missingIn(row)
  const { definition, faults } = definitionOf(row.body)
  const wrong = [...missing, ...faults, ...definition ? await faultsNow(w, definition) : []]
  if (row.replaces === null && row.code !== '') {
    const { rows: [taken] } = await sql<{ taken: boolean }>`select indicators.code_taken(${row.code}) as taken`.execute(w.tx)
    if (taken!.taken) wrong.push(refuse('code-taken', 'code', `Mã “${row.code}” đã có chỉ số khác dùng.`, `The code “${row.code}” is used by another indicator.`))
  }
  const from = (row.inForce?.effective.from ?? null) as Day | null
  if (from !== null && row.effectiveFrom !== null && row.effectiveFrom <= from) wrong.push(refuse('version-order', 'effectiveFrom', 'Phiên bản mới phải có hiệu lực sau phiên bản hiện hành.', 'A new version must take effect after the present one.'))
  insist(wrong)
  return definition!
}

/** Sent again it stays sent. */
export async function sendDraft(w: Work, { id, unitId }: { id: string; unitId: string }): Promise<Draft> {
  const row = await held(w, id, unitId) ?? (() => { throw notFound() })()
  w.note('indicators.send', 'draft', id, { code: row.code })
  if (row.state === 'sent') return readDraft(w, id)
  insist(mayWrite(row.state))
  await checked(w, row)
  await sql`update indicators.draft set state = 'sent', sent_at = base.moment(), sent_by = ${w.actor.personId}, decided_at = null, decided_by = null where id = ${id}`.execute(w.tx)
  const to = (await holders(w.tx, [unitId], 'indicator.approve', w.today)).map((h) => h.personId)
  await tell(w, [{ to: to.filter((person) => person !== row.writtenById), kind: 'indicator.sent', key: `indicator.sent.${id}.${row.writing}`, path: `/chi-so/soan/${id}`,
    text: { vi: `Chỉ số ${row.code} chờ bạn duyệt: ${row.nameVi}.`, en: `Indicator ${row.code} waits for your approval: ${row.nameEn || row.nameVi}.` } }])
  return readDraft(w, id)
}

export async function returnDraft(w: Work, { id, unitId, reason }: { id: string; unitId: string; reason: string }): Promise<Draft> {
  const row = await held(w, id, unitId) ?? (() => { throw notFound() })()
  w.note('indicators.return', 'draft', id, { code: row.code })
  if (row.state === 'returned' && row.reason === reason) return readDraft(w, id)
  insist(mayDecide({ state: row.state, writtenBy: row.writtenById, sentBy: row.sentById }, w.actor.personId))
  await decided(w, id, 'returned', reason, null)
  await tellDecided(w, row, false)
  return readDraft(w, id)
}

export async function approveDraft(w: Work, { id, unitId }: { id: string; unitId: string }): Promise<Draft> {
  const row = await held(w, id, unitId) ?? (() => { throw notFound() })()
  w.note('indicators.approve', 'draft', id, { code: row.code })
  if (row.state === 'published') return readDraft(w, id)
  insist(mayDecide({ state: row.state, writtenBy: row.writtenById, sentBy: row.sentById }, w.actor.personId))
  const definition = await checked(w, row)
  const { definitionId } = await publishBehind(w, {
    code: row.replaces ?? row.code, name: { vi: row.nameVi, en: row.nameEn || row.nameVi }, counts: { vi: row.countsVi, en: row.countsEn || row.countsVi }, effectiveFrom: row.effectiveFrom!, definition, ownerId: unitId,
  })
  if (definitionId === null) throw new Refused(refuse('same', null, 'Định nghĩa này giống hệt phiên bản hiện hành.', 'This is just what the present version says.'))
  await enqueue(w, 'backfill', {}, 'backfill')
  await decided(w, id, 'published', null, definitionId)
  await tellDecided(w, row, true)
  return readDraft(w, id)
}

async function decided(w: Work, id: string, state: DraftState, reason: string | null, definitionId: string | null): Promise<void> {
  await sql`update indicators.draft set state = ${state}, reason = ${reason}, decided_at = base.moment(), decided_by = ${w.actor.personId}, definition_id = ${definitionId} where id = ${id}`.execute(w.tx)
}

async function tellDecided(w: Work, row: Row, approved: boolean): Promise<void> {
  await tell(w, [{ to: [row.writtenById, row.sentById].filter((person) => person !== null), kind: 'indicator.decided', key: `indicator.decided.${row.id}.${row.writing}`, path: `/chi-so/soan/${row.id}`,
    text: approved ? { vi: `Chỉ số ${row.code} đã được duyệt và ban hành.`, en: `Indicator ${row.code} was approved and published.` } : { vi: `Chỉ số ${row.code} được trả lại để sửa.`, en: `Indicator ${row.code} was returned to be mended.` } }])
}

export async function discardDraft(w: Work, { id, unitId }: { id: string; unitId: string }): Promise<void> {
  const row = await held(w, id, unitId)
  w.note('indicators.discard', 'draft', id, {})
  if (!row) return
  insist(mayWrite(row.state))
  await w.tx.deleteFrom('indicators.draft').where('id', '=', id).execute()
}
