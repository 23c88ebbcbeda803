// What people are told of their classes, in one sentence each: of the reader alone, for it leaves the house by e-mail.
import { dayOf, writeDay, type Day } from '#base/day'
import type { Text } from '#base/text'

export interface ClassTold { title: string; firstDay: Day }

const held = (title: string) => ({ vi: `lớp “${title}”`, en: `the class “${title}”` })

export function nominatedText({ title, firstDay }: ClassTold, seated: boolean): Text {
  const { vi, en } = held(title)
  return seated ? { vi: `Bạn được cử đi học ${vi}, bắt đầu ngày ${writeDay(firstDay)}.`, en: `You are nominated to ${en}, which begins on ${writeDay(firstDay)}.` }
    : { vi: `Bạn được cử đi học ${vi} và đang chờ chỗ; có chỗ sẽ báo ngay.`, en: `You are nominated to ${en} and wait for a seat; you will be told as soon as there is one.` }
}

export function seatText({ title, firstDay }: ClassTold): Text {
  const { vi, en } = held(title)
  return { vi: `Bạn đã có chỗ trong ${vi}, bắt đầu ngày ${writeDay(firstDay)}.`, en: `You now have a seat in ${en}, which begins on ${writeDay(firstDay)}.` }
}

export function withdrawnText({ title }: ClassTold): Text {
  const { vi, en } = held(title)
  return { vi: `Bạn không còn trong danh sách ${vi}.`, en: `You are no longer on the list of ${en}.` }
}

export function cancelledText({ title }: ClassTold): Text {
  const { vi, en } = held(title)
  return { vi: `Đã hủy ${vi}.`, en: `Cancelled: ${en}.` }
}

/** `next`: when the first session to come begins. */
export function changedText({ title }: ClassTold, next: Date | null): Text {
  const { vi, en } = held(title)
  const clock = next && new Date(next.getTime() + 7 * 3_600_000).toISOString().slice(11, 16)
  return { vi: `Lịch ${vi} đã đổi${next ? `; buổi tới lúc ${clock} ngày ${writeDay(dayOf(next))}` : ''}.`, en: `The sessions of ${en} have changed${next ? `; the next begins at ${clock} on ${writeDay(dayOf(next))}` : ''}.` }
}

export function completedText({ title }: ClassTold, completed: boolean): Text {
  const { vi, en } = held(title)
  return completed ? { vi: `Bạn đã hoàn thành ${vi}.`, en: `You have completed ${en}.` }
    : { vi: `Điểm danh ${vi} đã được đính chính: bạn chưa hoàn thành lớp này.`, en: `The attendance of ${en} was corrected: you have not completed it.` }
}

export function certificateText(programme: string, number: string, good: boolean): Text {
  return good ? { vi: `Bạn được cấp giấy chứng nhận số ${number}, chương trình “${programme}”.`, en: `You were issued certificate ${number} of the programme “${programme}”.` }
    : { vi: `Giấy chứng nhận số ${number} của bạn đã bị thu hồi.`, en: `Your certificate ${number} has been revoked.` }
}

interface Sitting { id: string; startsAt: string; endsAt: string; placeId: string | null }

/** The days, hours or rooms of a class are others than they were. */
export function isRescheduled(before: readonly Sitting[], after: readonly Sitting[]): boolean {
  const said = (sessions: readonly Sitting[]) => sessions.map((s) => `${s.id} ${s.startsAt} ${s.endsAt} ${s.placeId ?? ''}`).sort().join('\n')
  return said(before) !== said(after)
}
