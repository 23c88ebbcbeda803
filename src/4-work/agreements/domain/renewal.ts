// What the union of an agreement has to do around its end, and by when (article 83), and for its sending (article 77).
import { addDays, type Day } from '#base/day'
import { text, type Text } from '#base/text'
import { daysToSend } from './rules.ts'
import { daysAround } from './status.ts'

/** wait: nothing yet; begin: bargaining may begin; go-on: it goes on; settle: the term is over; done: a new agreement is signed. */
export type Acts = 'wait' | 'begin' | 'go-on' | 'settle' | 'done'

export interface Around { ends: Day; carriedTo: Day; outOn: Day; bargaining: boolean; renewed: boolean }

export function actsOn({ ends, bargaining, renewed }: Around, on: Day): Acts {
  if (renewed) return 'done'
  if (on >= ends) return 'settle'
  if (on < addDays(ends, -daysAround)) return 'wait'
  return bargaining ? 'go-on' : 'begin'
}

/** The first of the 90 days before the end. */
export function windowOf(ends: Day): Day {
  return addDays(ends, -daysAround)
}

export const dutyKinds = ['prepare', 'begin', 'go-on', 'settle', 'send', 'untangle'] as const
export type DutyKind = (typeof dutyKinds)[number]
/** So many days ahead of the window a union hears that it comes; so long after an end without a new agreement it is still asked. */
export const daysAhead = 30
export const askedAfter = 365

/** The duty of the union on a day, with its last day; null: none. An agreement that ended early or is void asks for nothing. */
export function renewalDuty(around: Around, on: Day): { kind: Exclude<DutyKind, 'send' | 'untangle'>; dueOn: Day } | null {
  const { ends, carriedTo, outOn } = around, window = windowOf(ends)
  if (outOn < ends || on < addDays(window, -daysAhead) || on > addDays(carriedTo, askedAfter)) return null
  const acts = actsOn(around, on)
  if (acts === 'done') return null
  if (acts === 'wait') return { kind: 'prepare', dueOn: window }
  return { kind: acts, dueOn: addDays(acts === 'settle' ? carriedTo : ends, -1) }
}

/** The last day on which a signed agreement that was not sent is sent in time. */
export function sendBy(signedOn: Day): Day {
  return addDays(signedOn, daysToSend)
}

export function dutySays(kind: DutyKind, title: string): Text {
  switch (kind) {
    case 'prepare': return text(`Chuẩn bị thương lượng gia hạn hoặc ký mới: ${title} vào 90 ngày cuối`, `Prepare to bargain to extend or renew: the last 90 days begin of ${title}`)
    case 'begin': return text(`Bắt đầu thương lượng gia hạn hoặc ký mới trước khi hết hạn: ${title}`, `Begin to bargain to extend or renew before it expires: ${title}`)
    case 'go-on': return text(`Kết thúc thương lượng, gia hạn hoặc ký mới trước khi hết hạn: ${title}`, `Conclude bargaining, extend or renew before it expires: ${title}`)
    case 'settle': return text(`Thỏa ước đã hết hạn, cần ký thỏa ước mới: ${title}`, `The agreement has run out, a new one is needed: ${title}`)
    case 'untangle': return text(`Hai thỏa ước doanh nghiệp cùng có hiệu lực: ghi rõ thỏa ước nào thay thế hoặc chấm dứt: ${title}`, `Two enterprise agreements are in force at once: say which replaces or ends the other: ${title}`)
    case 'send': return text(`Xác nhận doanh nghiệp đã gửi thỏa ước đến cơ quan lao động: ${title}`, `Confirm that the employer sent it to the labour body: ${title}`)
  }
}
