// Days on which the organisation itself changed so much that a series does not compare across them (domain facts 1.1).
import { addDays, type Day } from '#base/day'
import { text, type Text } from '#base/text'

export interface Break { day: Day; short: Text; long: Text }

export const breaks: readonly Break[] = [
  {
    day: '2025-06-15', short: text('Kết thúc công đoàn hưởng lương ngân sách', 'Unions on state salary ended'),
    long: text('Kết thúc công đoàn trong cơ quan, lực lượng vũ trang và đơn vị hưởng 100% lương ngân sách: khoảng 2,6 triệu đoàn viên không còn được tính.', 'Unions in agencies, armed forces and units wholly on state salary ended: about 2.6 million members are no longer counted.'),
  },
  {
    day: '2025-07-01', short: text('Sáp nhập tỉnh, kết thúc cấp huyện', 'Provinces merged, districts ended'),
    long: text('Sáp nhập 63 tỉnh, thành phố còn 34 và kết thúc công đoàn cấp huyện: số của một đơn vị trước và sau ngày này không cùng phạm vi, trừ khi quy về một cơ cấu.', '63 provinces and cities merged into 34 and the district level ended: the figures of a unit before and after this day do not cover the same, unless restated under one structure.'),
  },
]

/** Breaks that a series from its first to its last day runs through or begins with: up to a month before it. */
export function breaksOf(first: Day, last: Day): Break[] {
  return breaks.filter(({ day }) => addDays(first, -31) <= day && day <= last)
}
