// What the recognition of committees asks of people: of the union above to recognise, and then to train the new chair; of
// the new chair to be trained.
import { newChairs, type NewChair } from '#learning'
import { committeesToRecognise } from '#people'
import type { Work } from '#platform/work'
import type { Duty } from '../contract.ts'

// More than so many of a kind are one line: the list behind it tells them apart.
const each = 5

/** staffed: to whom it falls before everybody. Training new chairs is the training officer's, where the union has one; else that of whoever sends people to classes. */
export async function chairDuties(w: Work, unitId: string, unitName: string, staffed: Promise<ReadonlySet<string>>): Promise<Duty[]> {
  const verbs = w.actor.acting!.verbs
  const trains = verbs.has('class.write')
  const [list, waiting, staff] = await Promise.all([
    verbs.has('person.write') ? recognitionDuties(w, unitId, unitName) : [] as Duty[], trains ? newChairs(w, { unitId, within: 'own' }) : [], staffed,
  ])
  for (const chair of waiting.filter((c) => c.unitId === unitId && c.person.id === w.actor.personId)) list.push(ownDuty(chair, unitName))
  const below = waiting.filter((c) => c.unitId !== unitId)
  const mine = w.actor.offices.find((o) => o.id === w.actor.acting?.officeId)?.title === 'training-officer'
  if (below.length === 0 || (staff.has('training-officer') && !mine)) return list
  if (below.length <= each) return [...list, ...below.map((chair) => trainingDuty(chair, unitName))]
  return [...list, {
    id: `chair.train.${unitId}`, kind: 'chair.train', dueOn: null, overdue: false, to: '/chu-tich-moi', unitName,
    title: { vi: `Bồi dưỡng ${below.length} chủ tịch công đoàn cơ sở mới được công nhận`, en: `Train ${below.length} newly recognised grassroots chairs` },
  }]
}

function ownDuty(chair: NewChair, unitName: string): Duty {
  return {
    id: `chair.learn.${chair.unitId}.${chair.electedOn}`, kind: 'chair.learn', dueOn: chair.class?.lastDay ?? null, overdue: false, unitName,
    to: chair.class ? `/lop-hoc/${chair.class.id}` : `/chu-tich-moi?chon=${chair.person.id}`,
    title: chair.class ? { vi: `Dự lớp bồi dưỡng chủ tịch: ${chair.class.title}`, en: `Attend the training for chairs: ${chair.class.title}` }
      : { vi: 'Học bồi dưỡng chức danh chủ tịch công đoàn cơ sở', en: 'Be trained for the office of grassroots chair' },
  }
}

function trainingDuty(chair: NewChair, unitName: string): Duty {
  const what = { vi: `Bồi dưỡng chủ tịch mới: ${chair.person.name}, ${chair.unit}`, en: `Train the new chair: ${chair.person.name}, ${chair.unit}` }
  return {
    id: `chair.train.${chair.unitId}.${chair.electedOn}`, kind: 'chair.train', dueOn: chair.class?.lastDay ?? null, overdue: false, to: `/chu-tich-moi?chon=${chair.person.id}`, unitName,
    title: chair.class ? { vi: `${what.vi} (đã cử vào lớp)`, en: `${what.en} (nominated)` } : what,
  }
}

async function recognitionDuties(w: Work, unitId: string, unitName: string): Promise<Duty[]> {
  const waiting = await committeesToRecognise(w.tx, unitId, w.today)
  return waiting.map((c) => ({
    id: `committee.recognise.${c.id}`, kind: 'committee.recognise', dueOn: c.dueOn, overdue: c.dueOn < w.today, to: `/don-vi/${c.unitId}?muc=ban-chap-hanh`, unitName,
    title: { vi: `Công nhận ban chấp hành: ${c.unitName}`, en: `Recognise the committee of ${c.unitName}` },
  }))
}
