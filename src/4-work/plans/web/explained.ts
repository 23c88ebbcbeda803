// What stands behind the question marks at the fields of a plan.
import { text } from '#base/text'

export const explained = {
  number: text('Số theo sổ đăng ký văn bản của đơn vị, ví dụ 12. Số, ký hiệu và sổ của một kế hoạch đã ban hành không sửa được nữa.', 'The number from the unit\'s own register of papers, such as 12. Once the plan is issued, number, notation and register do not change.'),
  issuedOn: text('Ngày ký ban hành, không sau hôm nay và không trước ngày của kế hoạch cấp trên. Kế hoạch bắt đầu được tính từ ngày có hiệu lực.', 'The day of signing, not ahead of today and not before the plan of the union above. The plan counts from the day it takes effect.'),
  share: text('Mức mà đơn vị cam kết cho chính mình. Bằng hoặc cao hơn mức cấp trên giao thì kế hoạch được tính ngay. Thấp hơn thì phải nêu lý do và chờ cấp trên chấp nhận; không nhận chỉ tiêu này thì ghi 0.', 'What the unit commits itself to. At or above what is asked, the plan counts at once. Lower, it needs a reason and waits until the union above accepts it; write 0 to not take the target up.'),
  reason: text('Nêu hoàn cảnh cụ thể, ví dụ: “120 trong 200 đoàn viên làm ca đêm, chưa bố trí được buổi học”. Cấp trên đọc đúng câu này để quyết định. Ít nhất 10 ký tự.', 'Give the concrete circumstance, such as “120 of 200 members work nights and no session fits them yet”. The union above decides by this sentence. At least 10 characters.'),
  answerBy: text('Đơn vị cấp dưới thấy hạn này trong “Việc của tôi”; quá hạn thì việc hiện là quá hạn. Hết hạn vẫn ban hành được kế hoạch.', 'Units below see this day among their duties, and it shows as overdue once it has passed. A plan can still be issued after it.'),
  refuse: text('Đơn vị đọc lý do này rồi lập bản thay thế. Nêu mức có thể chấp nhận thì đơn vị sửa được ngay.', 'The unit reads this and makes a new version. Say what would be accepted, so that it can be mended at once.'),
}
