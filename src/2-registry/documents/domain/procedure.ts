import type { Day } from '#base/day'
import { refuse, type Refusal } from '#base/refusal'

interface Days { from: Day; to: Day | null }

export function mayEnterProcedure(it: { inUse: Days; online: Days | null; onlineAt: string | null }): Refusal[] {
  const wrong: Refusal[] = []
  const ends = (days: Days) => days.to !== null && days.to <= days.from
  if (ends(it.inUse)) wrong.push(refuse('range-empty', 'inUse', 'Ngày thôi áp dụng phải sau ngày bắt đầu.', 'It must go out of use after it came into it.'))
  if (!it.online) return wrong
  if (!it.onlineAt) wrong.push(refuse('address-missing', 'onlineAt', 'Ghi địa chỉ hoặc tên nền tảng giải quyết trực tuyến, để người khác kiểm tra được.', 'Say where it is handled online, so that others can see it.'))
  if (ends(it.online)) wrong.push(refuse('range-empty', 'online', 'Ngày ngừng trực tuyến phải sau ngày bắt đầu.', 'Online handling must end after it began.'))
  if (it.online.from < it.inUse.from || (it.inUse.to !== null && (it.online.to ?? '9') > it.inUse.to)) {
    wrong.push(refuse('online-outside', 'online', 'Thời gian trực tuyến phải nằm trong thời gian áp dụng thủ tục.', 'It is handled online only on days on which it is in use.'))
  }
  return wrong
}
