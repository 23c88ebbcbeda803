// One letter a day: what was told and not read yet, and what is due within a week. A duty that was told of is said once, as
// the duty; what is only still open since yesterday is no reason to write.
import { daysBetween, writeDay, type Day } from '#base/day'
import type { Text } from '#base/text'
import type { Letter } from '#platform/messages/letter'
import type { Duty } from '../contract.ts'

export interface UnreadMessage { text: Text; path: string }

const week = 7
const most = 20
/** Days before the due day on which a duty alone is worth a letter; the day after as well. */
const reminded = new Set([7, 1, 0, -1])

/** Other people's names stay in the house. */
export function titleOutside({ kind, title }: Pick<Duty, 'kind' | 'title'>): Text {
  return kind === 'chair.train' ? { vi: 'Bồi dưỡng chủ tịch công đoàn cơ sở mới', en: 'Train a new grassroots chair' } : title
}

/** null: nothing worth a letter. */
export function digestLetter({ messages, duties, today }: { messages: readonly UnreadMessage[]; duties: readonly Duty[]; today: Day }): Letter | null {
  const left = (duty: Duty) => daysBetween(today, duty.dueOn!)
  const due = duties.filter((duty) => duty.dueOn !== null && left(duty) <= week)
  const news = messages.filter(({ path }) => !due.some(({ to }) => to === path || to.startsWith(`${path}/`)))
  if (news.length === 0 && !due.some((duty) => reminded.has(left(duty)))) return null
  const counted = [news.length > 0 ? { vi: `${news.length} thông báo`, en: `${news.length} ${news.length === 1 ? 'message' : 'messages'}` } : [], due.length > 0 ? { vi: `${due.length} việc đến hạn`, en: `${due.length} due` } : []].flat()
  const subject = { vi: `Lộ Trình ngày ${writeDay(today)}: ${counted.map((c) => c.vi).join(', ')}`, en: `Lộ Trình on ${writeDay(today)}: ${counted.map((c) => c.en).join(', ')}` }
  return {
    subject, lead: { vi: `Tổng hợp ngày ${writeDay(today)}.`, en: `What is new and due on ${writeDay(today)}.` },
    parts: [
      { title: { vi: 'Việc đến hạn', en: 'Due' }, items: some(due.map((duty) => ({ text: titleOutside(duty), note: when(left(duty), duty.dueOn!), path: duty.to })), '/') },
      { title: { vi: 'Thông báo mới', en: 'New messages' }, items: some(news, '/thong-bao') },
    ].filter((part) => part.items.length > 0),
  }
}

function some<T extends { text: Text; path: string }>(items: readonly T[], rest: string): { text: Text; note?: Text; path: string }[] {
  if (items.length <= most) return [...items]
  const more = items.length - most + 1
  return [...items.slice(0, most - 1), { text: { vi: `Và ${more} mục nữa.`, en: `And ${more} more.` }, path: rest }]
}

function when(left: number, day: Day): Text {
  const on = writeDay(day)
  if (left < 0) return { vi: `quá hạn ${-left} ngày, hạn ${on}`, en: `${-left} days overdue, due ${on}` }
  return left === 0 ? { vi: 'hạn hôm nay', en: 'due today' } : { vi: `còn ${left} ngày, hạn ${on}`, en: `${left} days left, due ${on}` }
}
