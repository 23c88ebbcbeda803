// The numbers of days and the holidays, as the officer at the top keeps them.
import type { Day } from '#base/day'
import { Refused, refuse } from '#base/refusal'
import type { Work } from '#platform/work'
import type { KindClock } from '../contract.ts'
import { requestKinds } from '../domain/requests.ts'
import { answersForAll, mustAnswerForAll } from './facts.ts'

export async function readClocks(w: Work): Promise<{ clocks: KindClock[]; holidays: { day: Day; name: string }[]; writable: boolean }> {
  const clocks = await w.tx.selectFrom('privacy.clock').selectAll().execute()
  return {
    clocks: requestKinds.flatMap((kind) => clocks.filter((c) => c.kind === kind).map((c) => ({ kind, answerDays: c.answer_days, finishDays: c.finish_days, othersDays: c.others_days, extendDays: c.extend_days }))),
    holidays: await w.tx.selectFrom('privacy.holiday').select(['day', 'name']).orderBy('day').execute(), writable: await answersForAll(w),
  }
}

export async function writeClock(w: Work, { kind, ...clock }: KindClock): Promise<void> {
  await mustAnswerForAll(w)
  if (clock.othersDays < clock.finishDays) throw new Refused(refuse('others-days', 'othersDays', 'Khi có bên khác phải thực hiện, thời hạn không ngắn hơn.', 'Where others must act too the time is not shorter.'))
  await w.tx.updateTable('privacy.clock').where('kind', '=', kind).set({ answer_days: clock.answerDays, finish_days: clock.finishDays, others_days: clock.othersDays, extend_days: clock.extendDays }).execute()
  w.note('privacy.clock', 'clock', kind, { ...clock })
}

export async function writeHoliday(w: Work, { day, name }: { day: Day; name: string | null }): Promise<void> {
  await mustAnswerForAll(w)
  if (name === null) await w.tx.deleteFrom('privacy.holiday').where('day', '=', day).execute()
  else await w.tx.insertInto('privacy.holiday').values({ day, name }).onConflict((c) => c.column('day').doUpdateSet({ name })).execute()
  w.note('privacy.holiday', 'holiday', day, { name })
}
