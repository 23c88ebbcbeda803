// Who hears of what was done with plans: those who write the plans of the units that it binds.
import { sql } from 'kysely'
import { holders } from '#people'
import { tell } from '#platform/messages/tell'
import type { Work } from '#platform/work'
import type { Draft } from './store.ts'

/** Plans were issued: the unions directly below are to answer them. */
export async function tellIssued(w: Work, plans: readonly Draft[]): Promise<void> {
  const { rows: below } = await sql<{ issuer: string; unitId: string }>`
    select a.ancestor_id as issuer, a.unit_id as "unitId" from organisation.ancestry a
    join organisation.unit_version v on v.unit_id = a.unit_id and v.valid @> ${w.today}::date join organisation.unit_kind k on k.code = v.kind and k.tier <= 4
    where a.ancestor_id = any(${plans.map((p) => p.unitId)}::uuid[]) and a.depth = 1 and a.valid @> ${w.today}::date`.execute(w.tx)
  if (below.length === 0) return
  const byUnit = Map.groupBy(await holders(w.tx, below.map((b) => b.unitId), 'plan.write', w.today), (h) => h.unitId)
  const byIssuer = Map.groupBy(below, (b) => b.issuer)
  await tell(w, plans.map(({ id, unitId, content: { number, notation, title } }) => ({
    to: (byIssuer.get(unitId) ?? []).flatMap((b) => (byUnit.get(b.unitId) ?? []).map((h) => h.personId)), kind: 'plan.issued', key: `plan.issued.${id}`, path: `/ke-hoach/${id}`,
    text: { vi: `Công đoàn cấp trên ban hành kế hoạch ${number}/${notation}: ${title}.`, en: `The union above issued plan ${number}/${notation}: ${title}.` },
  })))
}

export async function tellDecided(w: Work, plan: { id: string; unitId: string }, { code, stage, accept }: { code: string; stage: string; accept: boolean }): Promise<void> {
  const to = (await holders(w.tx, [plan.unitId], 'plan.write', w.today)).map((h) => h.personId)
  await tell(w, [{
    to, kind: 'plan.decided', key: `plan.decided.${plan.id}.${code}.${stage}.${w.now.toISOString()}`, path: `/ke-hoach/${plan.id}`,
    text: accept ? { vi: `Chỉ tiêu ${code} thấp hơn trong kế hoạch của đơn vị bạn đã được cấp trên chấp nhận.`, en: `The lower target ${code} in the plan of your unit was accepted by the union above.` }
      : { vi: `Chỉ tiêu ${code} thấp hơn trong kế hoạch của đơn vị bạn không được cấp trên chấp nhận.`, en: `The lower target ${code} in the plan of your unit was not accepted by the union above.` },
  }])
}
