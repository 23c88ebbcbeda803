// Publishing a definition: from its day on it answers, earlier days keep the version they had.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { newId } from '#base/id'
import { insist, refuse, Refused, type Refusal } from '#base/refusal'
import { writeRange } from '#platform/db/pool'
import type { Work } from '#platform/work'
import { definition as shape, faultsOf, type Definition } from '../domain/definition.ts'

export interface IndicatorToPublish {
  code: string; name: { vi: string; en: string }; counts: { vi: string; en: string }
  effectiveFrom: Day; definition: unknown
  /** The unit whose indicator it is, seen by those below it and above it; none: everybody's. Of a later version it stays. */
  ownerId?: string | null
}
export interface PublishedIndicator { id: string; version: number }

/** Publishes the first or the next version and brings every standing up to it at once, while writers of its subjects wait: for
 *  a small house, and for setting one up. Refuses a definition with faults, or one that would begin before the present
 *  version. The same definition again changes nothing. */
export async function publishIndicator(w: Work, it: IndicatorToPublish): Promise<PublishedIndicator> {
  const { id, version, entered } = await enter(w, it)
  for (const kind of entered?.kinds ?? []) await sql`select indicators.touch(${kind}, null)`.execute(w.tx)
  return { id, version }
}

/** The same without stopping anyone: from the commit on whoever writes counts by it, and the job `backfill`, which the caller
 *  enqueues with it, goes through all others. */
export async function publishBehind(w: Work, it: IndicatorToPublish): Promise<PublishedIndicator & { definitionId: string | null }> {
  const { id, version, entered } = await enter(w, it)
  if (entered) await sql`select indicators.begin_backfill(${entered.definitionId}, ${entered.kinds}::text[])`.execute(w.tx)
  return { id, version, definitionId: entered?.definitionId ?? null }
}

/** Why it could not be published now; nothing where it could. */
export async function faultsNow(w: Work, body: Definition): Promise<Refusal[]> {
  return faultsOf(body, await published(w))
}

/** entered: the definition that now stands and the kinds of subjects it may move; null: it stood already. */
async function enter(w: Work, it: IndicatorToPublish): Promise<PublishedIndicator & { entered: { definitionId: string; kinds: string[] } | null }> {
  const body = shape.parse(it.definition)
  const faults = await faultsNow(w, body)
  insist(faults)
  const known = await w.tx.selectFrom('indicators.indicator as i').leftJoin('indicators.definition as d', 'd.indicator_id', 'i.id')
    .select(['i.id', 'd.id as definition', 'd.version', 'd.effective', 'd.body']).where('i.code', '=', it.code).orderBy('d.version', 'desc').executeTakeFirst()
  if (known?.body && await same(w, known.definition!, body)) return { id: known.id, version: known.version!, entered: null }
  const id = known?.id ?? newId()
  if (!known) {
    await w.tx.insertInto('indicators.indicator').values({ id, code: it.code, name_vi: it.name.vi, name_en: it.name.en, counts_vi: it.counts.vi, counts_en: it.counts.en, owner_id: it.ownerId ?? null }).execute()
  } else if (known.effective) {
    if (it.effectiveFrom <= (known.effective.from ?? '')) throw new Refused(refuse('version-order', 'effectiveFrom', 'Phiên bản mới phải có hiệu lực sau phiên bản hiện hành.', 'A new version must take effect after the present one.'))
    await w.tx.updateTable('indicators.definition').set({ effective: writeRange({ from: known.effective.from, to: it.effectiveFrom }) }).where('id', '=', known.definition!).execute()
  }
  const version = (known?.version ?? 0) + 1
  const definitionId = newId()
  await w.tx.insertInto('indicators.definition').values({
    id: definitionId, indicator_id: id, version, effective: writeRange({ from: it.effectiveFrom, to: null }), body: JSON.stringify(body),
  }).execute()
  w.note('indicators.publish', 'indicator', id, { code: it.code, version })
  return { id, version, entered: { definitionId, kinds: kindsOf(body, known?.body as Definition | undefined) } }
}

function kindsOf(...bodies: (Definition | undefined)[]): string[] {
  return [...new Set(bodies.flatMap((b) => b?.subjects.map((s) => s.kind) ?? []))].sort()
}

async function same(w: Work, definitionId: string, body: Definition): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`select body = ${JSON.stringify(body)}::jsonb as same from indicators.definition where id = ${definitionId}`.execute(w.tx)
  return rows[0]?.same ?? false
}

async function published(w: Work) {
  const subjects = await w.tx.selectFrom('indicators.subject_kind').select(['code', 'begins_vi']).execute()
  const facts = await w.tx.selectFrom('indicators.fact_source').select(['fact', 'subject_kind as subjectKind']).execute()
  return { subjects: subjects.map((s) => s.code), begins: subjects.filter((s) => s.begins_vi !== null).map((s) => s.code), facts }
}
