// Words of agreements that several screens say.
import { text, type Text } from '#base/text'
import type { AgreementLine, Renewal } from '../contract.ts'
import type { Attached } from './attached.ts'

export const words = {
  agreements: text('Thỏa ước lao động tập thể', 'Collective agreements'), agreement: text('Thỏa ước', 'Agreement'), renewals: text('Lịch hết hạn', 'Renewal calendar'), law: text('Mức của pháp luật', 'What the law gives'), new: text('Nhập thỏa ước', 'Enter an agreement'),
  title: text('Tên thỏa ước', 'Title'), number: text('Số', 'Number'), kind: text('Loại thỏa ước', 'Kind'), unit: text('Công đoàn thương lượng', 'Union that bargains'), state: text('Tình trạng', 'State'),
  employer: text('Người sử dụng lao động', 'Employer'), trade: text('Ngành nghề', 'Trade'), province: text('Tỉnh, thành phố', 'Province'), sector: text('Loại hình', 'Ownership'), taxCode: text('Mã số thuế', 'Tax code'), address: text('Địa chỉ trụ sở', 'Seat'),
  signedOn: text('Ngày ký', 'Signed on'), effectiveOn: text('Có hiệu lực từ', 'In force from'), last: text('Đến hết ngày', 'To the end of'), workers: text('Người lao động được áp dụng', 'Workers covered'), workersOn: text('Số người tính ngày', 'Head-count of'),
  vote: text('Lấy ý kiến người lao động', 'Vote of the employees'), votedOn: text('Ngày lấy ý kiến', 'Day of the vote'), entitled: text('Tổng số người lao động', 'All employees'), inFavour: text('Số người tán thành', 'In favour'),
  sentOn: text('Ngày gửi', 'Sent on'), sentTo: text('Nơi nhận', 'Sent to'), parties: text('Các bên', 'Parties'), parts: text('Nội dung có thời hạn riêng', 'Contents with a term of their own'), replaces: text('Thay thế thỏa ước', 'Replaces'),
  saved: text('Đã lưu', 'Saved'), remove: text('Bỏ', 'Remove'), days: text('{from} – {to}', '{from} – {to}'),
}

export type State = AgreementLine['state']
/** What an agreement is worth on a day, in a word and a sentence. */
export const stateWords: Record<State, { short: Text; long: Text; tone: 'good' | 'behind' | 'soon' | 'plain' }> = {
  'draft': { short: text('Bản nháp', 'Draft'), long: text('Chưa ghi nhận việc ký.', 'Its signing is not recorded yet.'), tone: 'plain' },
  'signed': { short: text('Đã ký, chưa hiệu lực', 'Signed, not yet in force'), long: text('Đã ký; có hiệu lực từ ngày đã thỏa thuận.', 'Signed; in force from the day agreed.'), tone: 'soon' },
  'in-force': { short: text('Đang hiệu lực', 'In force'), long: text('Áp dụng cho toàn bộ người lao động, kể cả người vào làm sau.', 'It binds for all employees, those hired later too.'), tone: 'good' },
  'carried': { short: text('Đang thương lượng lại (90 ngày)', 'Carried by bargaining (90 days)'), long: text('Đã hết thời hạn nhưng các bên còn thương lượng nên tiếp tục được thực hiện, nhiều nhất 90 ngày (Điều 83).', 'Past its term, it is carried while bargaining goes on, at most 90 days (article 83).'), tone: 'soon' },
  'partly-void': { short: text('Vô hiệu một phần', 'Void in part'), long: text('Tòa án tuyên vô hiệu một phần; phần còn lại vẫn có hiệu lực.', 'A court declared a part void; the rest is in force.'), tone: 'soon' },
  'expired': { short: text('Hết hạn', 'Expired'), long: text('Đã hết thời hạn.', 'Its term is over.'), tone: 'behind' },
  'ended': { short: text('Chấm dứt trước hạn', 'Ended early'), long: text('Chấm dứt trước thời hạn.', 'It ended before its term.'), tone: 'plain' },
  'replaced': { short: text('Đã được thay thế', 'Replaced'), long: text('Một thỏa ước mới đã thay thế.', 'A new agreement took its place.'), tone: 'plain' },
  'void': { short: text('Vô hiệu', 'Void'), long: text('Tòa án tuyên vô hiệu toàn bộ.', 'A court declared it void.'), tone: 'behind' },
}

export const actsWords: Record<Renewal['acts'], { label: Text; tone: 'good' | 'behind' | 'soon' | 'plain' }> = {
  'wait': { label: text('Chưa đến 90 ngày cuối', 'Before the last 90 days'), tone: 'plain' }, 'begin': { label: text('Cần bắt đầu thương lượng', 'Bargaining is to begin'), tone: 'soon' }, 'go-on': { label: text('Đang thương lượng', 'Bargaining goes on'), tone: 'good' },
  'settle': { label: text('Đã hết hạn, chưa có thỏa ước mới', 'Run out, no new agreement'), tone: 'behind' }, 'done': { label: text('Đã có thỏa ước mới', 'A new one is signed'), tone: 'good' },
}

export const attachedWords: Record<Attached['kind'], Text> = {
  text: text('Toàn văn thỏa ước', 'Full text'), amendment: text('Văn bản sửa đổi, gia hạn', 'Text of an amendment'), vote: text('Biên bản lấy ý kiến', 'Record of the vote'), minutes: text('Biên bản thương lượng', 'Minutes of bargaining'),
  sending: text('Giấy gửi cơ quan lao động', 'Proof of sending'), judgment: text('Bản án, quyết định của tòa', 'Judgment'), other: text('Khác', 'Other'),
}
