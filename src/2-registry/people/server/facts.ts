// What the rules of this room ask about persons and units, for many at once.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { writeDay } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Tx } from '#platform/work'

/** Each person is in sight, or was just admitted; else refuses. */
export async function mustBePlaceable(tx: Tx, personIds: Iterable<string>): Promise<void> {
  const ids = [...new Set(personIds)]
  const { rows } = await sql<{ id: string }>`select people.placeable(${ids}::uuid[]) as id`.execute(tx)
  if (rows.length < ids.length) throw new Refused(refuse('not-found', 'personId', 'Không có người này trong phạm vi của bạn.', 'There is no such person within your reach.'), 404)
  await mustBeOpen(tx, ids)
}

/** None of them is restricted (but for the office that answers for personal data) or de-identified; else refuses. */
export async function mustBeOpen(tx: Tx, personIds: readonly string[]): Promise<void> {
  const { rows: [shut] } = await sql<{ name: string; deidentified: boolean }>`select p.name, p.deidentified_at is not null as deidentified from unnest(${personIds}::uuid[]) i(id) join people.person p on p.id = i.id
    where p.deidentified_at is not null or p.restricted_at is not null and not privacy.acts() limit 1`.execute(tx)
  if (!shut) return
  throw new Refused(shut.deidentified ? refuse('deidentified', null, `${shut.name}: hồ sơ đã được khử nhận dạng, không ghi thêm được.`, `${shut.name}: the record has been de-identified; nothing is written to it.`)
    : refuse('restricted', null, `Hồ sơ của ${shut.name} đang bị hạn chế xử lý; chỉ cán bộ bảo vệ dữ liệu cá nhân được xem chi tiết và sửa.`, `The record of ${shut.name} is restricted; only a data protection officer sees its details and changes it.`))
}

/** Each unit exists on the day from which someone is to stand in it; else refuses. */
export async function mustLive(tx: Tx, asked: { unitId: string; from: Day }[]): Promise<void> {
  // Thousands of days of a few hundred units: the life of each is put together once.
  const units = [...Map.groupBy(asked, (one) => one.unitId)].map(([unitId, its]) => ({ unitId, days: [...new Set(its.map((one) => one.from))] }))
  const { rows: [gap] } = await sql<{ unitId: string; from: Day; name: string | null }>`
    select gap.*, (select n.label from organisation.label_unit n where n.subject_id = gap."unitId") as name from (
      select u."unitId", d.day as "from" from jsonb_to_recordset(${JSON.stringify(units)}::jsonb) as u("unitId" uuid, days date[])
      cross join lateral (select range_agg(v.valid) as days from organisation.every_version v where v.unit_id = u."unitId") life
      cross join lateral unnest(u.days) d(day) where (life.days @> d.day) is not true limit 1) gap`.execute(tx)
  if (gap) {
    throw new Refused(refuse('unit-not-living', 'unitId', `${gap.name ?? 'Đơn vị này'} không tồn tại vào ngày ${writeDay(gap.from)}.`, `${gap.name ?? 'This unit'} does not exist on ${writeDay(gap.from)}.`))
  }
}

export async function unitNames(tx: Tx, unitIds: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select subject_id as id, label as name from organisation.label_unit where subject_id = any(${unitIds}::uuid[])`.execute(tx)
  return new Map(rows.map((r) => [r.id, r.name]))
}

/** Thrown where an identity made by a client stands already with another content. */
export function taken(): Refused {
  return new Refused(refuse('identity-taken', 'id', 'Mã định danh này đã dùng cho bản ghi khác.', 'This identity already belongs to another record.'), 409)
}

export function notFound(vi: string, en: string): Refused {
  return new Refused(refuse('not-found', null, vi, en), 404)
}
