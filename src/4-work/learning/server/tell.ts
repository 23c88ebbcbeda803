// Whom a deed on a class concerns, and that they hear of it. A class that is over is told of to nobody but those who completed it.
import { sql } from 'kysely'
import type { Day } from '#base/day'
import { tell, type Told } from '#platform/messages/tell'
import type { Work } from '#platform/work'
import { cancelledText, certificateText, changedText, completedText, nominatedText, seatText, withdrawnText, type ClassTold } from '../domain/tidings.ts'
import { uuids } from './class-facts.ts'

const path = '/hoc-tap'
type Nomination = { id: string; personId: string }

async function told(w: Work, classId: string): Promise<ClassTold & { lastDay: Day }> {
  return w.tx.selectFrom('learning.class').select(['title', 'first_day as firstDay', 'last_day as lastDay']).where('id', '=', classId).executeTakeFirstOrThrow()
}

export async function tellNominated(w: Work, classId: string, entered: readonly Nomination[], seated: ReadonlySet<string>): Promise<void> {
  const about = await told(w, classId)
  if (about.lastDay < w.today) return
  await tell(w, entered.map(({ id, personId }): Told => ({ to: [personId], kind: 'class.nominated', key: `class.nominated.${id}`, text: nominatedText(about, seated.has(id)), path })))
}

/** `movedUp`: nominations, of whatever unit, that have a seat now. */
export async function tellWithdrawn(w: Work, classId: string, gone: readonly Nomination[], movedUp: readonly string[]): Promise<void> {
  const about = await told(w, classId)
  if (about.lastDay < w.today) return
  const { rows: lucky } = movedUp.length === 0 ? { rows: [] } : await sql<Nomination>`select nomination_id as id, person_id as "personId" from learning.nominated(${uuids(movedUp)})`.execute(w.tx)
  await tell(w, [
    ...gone.map(({ id, personId }): Told => ({ to: [personId], kind: 'class.withdrawn', key: `class.withdrawn.${id}`, text: withdrawnText(about), path })),
    ...lucky.map(({ id, personId }): Told => ({ to: [personId], kind: 'class.seat', key: `class.seat.${id}`, text: seatText(about), path })),
  ])
}

/** All who are on the list, with a seat or waiting, and who teach. */
async function concerned(w: Work, classId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select person_id as id from learning.nomination where class_id = ${classId}::uuid and withdrawn_at is null
    union select person_id from learning.class_lecturer where class_id = ${classId}::uuid and person_id is not null`.execute(w.tx)
  return rows.map(({ id }) => id)
}

export async function tellCancelled(w: Work, classId: string): Promise<void> {
  await tell(w, [{ to: await concerned(w, classId), kind: 'class.cancelled', key: `class.cancelled.${classId}`, text: cancelledText(await told(w, classId)), path }])
}

export async function tellRescheduled(w: Work, of: { id: string; title: string; firstDay: Day; lastDay: Day; sessions: readonly { startsAt: string }[] }): Promise<void> {
  if (of.lastDay < w.today) return
  const next = of.sessions.map((s) => new Date(s.startsAt)).filter((at) => at > w.now).sort((a, b) => a.getTime() - b.getTime())[0] ?? null
  await tell(w, [{ to: await concerned(w, of.id), kind: 'class.changed', key: `class.changed.${of.id}.${w.now.toISOString()}`, text: changedText(of, next), path }])
}

export async function tellCompleted(w: Work, classId: string, gained: readonly Nomination[], lost: readonly Nomination[]): Promise<void> {
  const about = await told(w, classId)
  const of = (people: readonly Nomination[], completed: boolean) => people.map(({ id, personId }): Told => ({ to: [personId], kind: 'class.completed', key: `class.completed.${id}.${completed}`, text: completedText(about, completed), path }))
  await tell(w, [...of(gained, true), ...of(lost, false)])
}

export async function tellCertificates(w: Work, certificates: readonly { id: string; personId: string; number: string; programme: string }[], good: boolean): Promise<void> {
  await tell(w, certificates.map(({ id, personId, number, programme }): Told => ({ to: [personId], kind: 'certificate', key: `certificate.${id}.${good}`, text: certificateText(programme, number, good), path })))
}
