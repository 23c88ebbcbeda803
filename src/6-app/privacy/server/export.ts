// Everything held on a person in one zip: JSON for machines, a workbook for people. Made of the declared lists; a field that
// is not declared does not leave the house.
import { sql } from 'kysely'
import { zipSync } from 'fflate'
import { Refused, refuse } from '#base/refusal'
import { givenOut } from '#platform/holdings'
import { writeSheet } from '#platform/sheets/write'
import type { Work } from '#platform/work'
import { readable } from '../domain/readable.ts'
import { mustSee } from './facts.ts'
import { everythingOn, holdings } from '../holdings.ts'

export async function exportMine(w: Work): Promise<File> {
  if (!w.actor.personId) throw new Refused(refuse('no-person', null, 'Tài khoản này không gắn với người nào.', 'This account belongs to no person.'))
  return pack(w, w.actor.personId)
}

/** For a person who asked on paper. It reads the sensitive fields too, and the person sees that it did. */
export async function exportPerson(w: Work, asked: { personId: string; purpose: string }): Promise<File> {
  await mustSee(w, asked.personId)
  await sql`select people.read_sensitive(${asked.personId}::uuid, ${asked.purpose})`.execute(w.tx)
  w.note('privacy.export', 'person', asked.personId, { purpose: asked.purpose })
  return pack(w, asked.personId)
}

async function pack(w: Work, personId: string): Promise<File> {
  const records = await everythingOn(w.tx, personId)
  const { rows: activities } = await sql<{ code: string; name: string; purpose: string; basis: string; basisText: string | null }>`select code, name_vi as name, purpose_vi as purpose, basis, basis_text as "basisText" from privacy.activity order by ord`.execute(w.tx)
  const groups = holdings.map((h) => ({
    table: h.table, name: h.name, activity: h.activity,
    fields: h.fields, records: givenOut(h, records),
  })).filter((group) => group.records.length > 0)
  const json = JSON.stringify({ person: personId, madeAt: w.now.toISOString(), activities, data: groups.map(({ fields: _, ...group }) => group) }, null, 2)
  const purposes = new Map(activities.map((a) => [a.code, a.purpose]))
  const rows = groups.flatMap((group) => group.records.flatMap((record, i) => Object.entries(record).filter(([, value]) => value !== null)
    .map(([field, value]) => [group.name.vi, i + 1, group.fields[field]!.vi, readable(value), purposes.get(group.activity) ?? ''])))
  const sheet = await writeSheet({
    name: 'Dữ liệu cá nhân', above: ['Dữ liệu cá nhân được lưu trong hệ thống', `Lập lúc ${readable(w.now.toISOString())}`],
    columns: [{ header: 'Nhóm' }, { header: 'Bản ghi', kind: 'number' }, { header: 'Mục' }, { header: 'Nội dung' }, { header: 'Mục đích xử lý' }], rows,
  })
  const zip = zipSync({ 'du-lieu-ca-nhan.json': new TextEncoder().encode(json), 'du-lieu-ca-nhan.xlsx': sheet })
  return new File([zip as BlobPart], `du-lieu-ca-nhan-${w.today}.zip`, { type: 'application/zip' })
}
