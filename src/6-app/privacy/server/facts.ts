// What the deeds of this room ask before they write.
import { sql } from 'kysely'
import { newId } from '#base/id'
import { Refused, refuse } from '#base/refusal'
import { storeFile } from '#platform/files/store'
import type { Work } from '#platform/work'

/** A scan goes to the file store as what only few may open. */
export async function keepPaper(w: Work, file: File): Promise<string> {
  const unitId = w.actor.acting?.unitId
  if (!unitId) throw new Refused(refuse('no-office', null, 'Cần một chức vụ để lưu bản quét.', 'An office is needed to keep a scan.'))
  const id = newId()
  await storeFile(w, { id, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()), unitId, guarded: true })
  return id
}

export async function mustSee(w: Work, personId: string): Promise<void> {
  if (!await w.tx.selectFrom('people.person').select('id').where('id', '=', personId).executeTakeFirst()) {
    throw new Refused(refuse('not-found', 'personId', 'Không có người này trong phạm vi của bạn.', 'There is no such person within your reach.'), 404)
  }
}

/** Bases, clocks and holidays hold for the whole house: they are the affair of the office at its top. */
export async function answersForAll(w: Work): Promise<boolean> {
  return (await sql<{ whole: boolean }>`select organisation.whole() as whole`.execute(w.tx)).rows[0]!.whole
}

export async function mustAnswerForAll(w: Work): Promise<void> {
  if (!await answersForAll(w)) throw new Refused(refuse('not-the-top', null, 'Chỉ người phụ trách ở cấp cao nhất được thay đổi mục này.', 'Only the officer at the top of the house changes this.'), 403)
}
