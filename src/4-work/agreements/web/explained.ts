// What stands behind the question marks at the fields of an agreement.
import { text } from '#base/text'

export const explained = {
  kind: text('Doanh nghiệp: một người sử dụng lao động. Nhiều doanh nghiệp: mỗi doanh nghiệp lấy ý kiến riêng, chỉ nơi có trên 50% tán thành mới ký. Ngành: lấy ý kiến toàn bộ lãnh đạo các tổ chức đại diện người lao động (Điều 76).', 'Enterprise: one employer. Multi-enterprise: each votes for itself and only those with more than 50% in favour sign. Sectoral: all leaders of the workers\' organisations vote (article 76).'),
  entitled: text('Toàn bộ người lao động của doanh nghiệp, không chỉ đoàn viên. Thỏa ước chỉ được ký khi trên 50% tổng số này tán thành (Điều 76).', 'All employees of the enterprise, not members alone. It is signed only when more than 50% of them are in favour (article 76).'),
  workers: text('Thỏa ước áp dụng cho mọi người lao động, kể cả người vào làm sau (Điều 79). Ghi tổng số và ngày tính.', 'It binds for all employees, those hired later too (article 79). Give the number and its day.'),
  effectiveOn: text('Ngày hai bên thỏa thuận; bỏ trống thì có hiệu lực từ ngày ký (Điều 78).', 'The day agreed; left empty, it is in force from the day of signing (article 78).'),
  until: text('Thời hạn từ 1 đến 3 năm (Điều 78).', 'A term is 1 to 3 years (article 78).'),
  sentOn: text('Người sử dụng lao động gửi 01 bản đến Sở Nội vụ nơi đặt trụ sở trong 10 ngày từ ngày ký (Điều 77). Chưa gửi thì bỏ trống; hệ thống sẽ nhắc.', 'The employer sends one copy to the provincial Department of Home Affairs within 10 days of signing (article 77). Leave it empty until then; you will be reminded.'),
  parts: text('Chỉ ghi khi một nội dung (ví dụ tiền ăn ca) có thời hạn khác thời hạn chung. Bỏ trống ngày thì theo thỏa ước.', 'Only where a content, such as shift meals, has a term other than the agreement\'s. A day left empty follows the agreement.'),
  replaces: text('Thỏa ước trước hết hiệu lực khi thỏa ước này có hiệu lực.', 'The one before goes out of force when this one comes into force.'),
  bargaining: text('Nếu thương lượng còn tiếp tục khi hết hạn, thỏa ước cũ được thực hiện thêm tới khi xong, nhiều nhất 90 ngày (Điều 83). Bỏ trống ngày kết thúc khi còn thương lượng.', 'Where bargaining goes on as the term ends, the agreement is carried until it is over, at most 90 days (article 83). Leave the end open while it goes on.'),
  levelFrom: text('Ngày văn bản có hiệu lực. Mức này được tính từ ngày đó đến khi có mức mới; các ngày trước giữ nguyên mức cũ.', 'The day on which the instrument takes effect. The level counts from then until there is a new one; the days before keep the old one.'),
  levelMost: text('Mức nhiều nhất mà luật cho phép: càng ít càng có lợi cho người lao động. Thỏa ước ghi nhiều hơn là thấp hơn luật.', 'The most that the law allows: the less, the better for workers. An agreement with more is below the law.'),
}
