// Words and forms of plans that several screens say.
import type { Text } from '#base/text'
import { text } from '#base/text'

export const words = {
  plans: text('Kế hoạch', 'Plans'),
  plan: text('Kế hoạch số {reference}', 'Plan {reference}'),
  draft: text('Bản nháp kế hoạch', 'Draft plan'),
  title: text('Tên kế hoạch', 'Title'),
  number: text('Số', 'Number'),
  notation: text('Ký hiệu', 'Notation'),
  issuedOn: text('Ngày ban hành', 'Day of issue'),
  issue: text('Ban hành', 'Issue'),
  status: text('Tình trạng', 'Status'),
  target: text('Chỉ tiêu', 'Target'),
  targets: text('Chỉ tiêu', 'Targets'),
  tasks: text('Nhiệm vụ', 'Tasks'),
  due: text('Hạn', 'Due'),
  unit: text('Đơn vị', 'Unit'),
  notMeasured: text('Chưa có hồ sơ để đo', 'No records to measure it by yet'),
  stage: text('Giai đoạn {stage}', 'Stage {stage}'),
  notTaken: text('không đặt', 'not taken up'),
  reason: text('Lý do', 'Reason'),
}

export type Counting = 'counts' | 'draft' | 'not-in-force' | 'waiting' | 'refused'

/** What a plan is worth today, in a word and a sentence. */
export const countingWords: Record<Counting, { short: Text; long: Text; tone: 'good' | 'behind' | 'soon' | 'plain' }> = {
  'counts': { short: text('Đang hiệu lực', 'In force'), long: text('Kế hoạch đang hiệu lực và được tính là đã hưởng ứng.', 'In force; counts as an answer.'), tone: 'good' },
  'draft': { short: text('Bản nháp', 'Draft'), long: text('Bản nháp, chưa ban hành nên chưa được tính.', 'A draft: not issued, does not count yet.'), tone: 'plain' },
  'not-in-force': { short: text('Hết hiệu lực', 'Not in force'), long: text('Kế hoạch không có hiệu lực hôm nay.', 'Not in force today.'), tone: 'plain' },
  'waiting': { short: text('Chờ cấp trên', 'Waits for the union above'), long: text('Đã ban hành nhưng có chỉ tiêu thấp hơn đang chờ cấp trên chấp nhận: chưa được tính là đã hưởng ứng.', 'Issued, but a lower target waits for the union above: does not count as an answer yet.'), tone: 'soon' },
  'refused': { short: text('Bị từ chối', 'Refused'), long: text('Cấp trên không chấp nhận chỉ tiêu thấp hơn: kế hoạch không được tính. Hãy lập bản thay thế.', 'A lower target was refused: the plan does not count. Make a version that replaces it.'), tone: 'behind' },
}

export { percent, stageSays, targetSays } from '../domain/says.ts'
