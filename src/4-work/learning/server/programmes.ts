import { sql } from 'kysely'
import { insist, refuse } from '#base/refusal'
import type { Work } from '#platform/work'
import { announceConcerned } from './announce.ts'

export interface ProgrammeWrite {
  id: string; name: string; nameEn?: string | null; tags: string[]; field: string; level: string; hours: number; ownerId: string
  /** Months for which a completion counts; null: it never lapses. */
  validityMonths?: number | null
}

/** Writes programmes, new or changed; the same content again changes nothing. Figures follow a change of tags or validity. */
export async function writeProgrammes(w: Work, programmes: readonly ProgrammeWrite[]): Promise<{ written: number }> {
  await insistKnown(w, programmes)
  const rows = programmes.map((p) => ({ ...p, nameEn: p.nameEn ?? null, tags: [...new Set(p.tags)].sort(), validityMonths: p.validityMonths ?? null }))
  const written = await sql<{ id: string; fresh: boolean }>`
    insert into learning.programme as p (id, name, name_en, tags, field, level, hours, owner_id, validity_months)
    select x.id, x.name, x."nameEn", x.tags, x.field, x.level, x.hours, x."ownerId", x."validityMonths"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, name text, "nameEn" text, tags text[], field text, level text, hours numeric, "ownerId" uuid, "validityMonths" smallint)
    on conflict (id) do update set name = excluded.name, name_en = excluded.name_en, tags = excluded.tags, field = excluded.field, level = excluded.level,
      hours = excluded.hours, owner_id = excluded.owner_id, validity_months = excluded.validity_months
    where (p.name, p.name_en, p.tags, p.field, p.level, p.hours, p.owner_id, p.validity_months)
      is distinct from (excluded.name, excluded.name_en, excluded.tags, excluded.field, excluded.level, excluded.hours, excluded.owner_id, excluded.validity_months)
    returning id, (xmax = 0) as fresh`.execute(w.tx)
  await announceConcerned(w, written.rows.filter((row) => !row.fresh).map((row) => row.id))
  if (programmes.length === 1) w.note('learning.write-programme', 'programme', programmes[0]!.id, { ...rows[0], changed: written.rows.length > 0 })
  else w.note('learning.write-programmes', 'programme', 'many', { programmes: programmes.length, written: written.rows.length })
  return { written: written.rows.length }
}

// A mistyped tag would count for no indicator and nobody would notice.
async function insistKnown(w: Work, programmes: readonly ProgrammeWrite[]): Promise<void> {
  const known = await sql<{ kind: string; code: string }>`select 'tags' as kind, code from learning.tag union all select 'field', code from learning.field union all select 'level', code from learning.level`.execute(w.tx)
  const codes = new Set(known.rows.map((row) => `${row.kind}:${row.code}`))
  for (const programme of programmes) {
    for (const [field, code] of [['field', programme.field], ['level', programme.level], ...programme.tags.map((tag) => ['tags', tag])] as [string, string][]) {
      insist(codes.has(`${field}:${code}`) || refuse('unknown-code', field, `Không có mã “${code}”.`, `There is no code “${code}”.`))
    }
  }
}
