// What stands behind the question marks at the fields of a model.
import { text } from '#base/text'

export const explained = {
  kind: text('Mô hình công nghệ số và mô hình đổi mới sáng tạo được tính cho chỉ tiêu T4 của Kế hoạch 237. Sáng kiến là của một người hoặc một nhóm, được ghi nhận nhưng không tính cho T4.', 'Digital and innovation models count for target T4 of plan 237. An initiative belongs to a person or a group; it is on record but does not count for T4.'),
  startedOn: text('Ngày đơn vị bắt đầu dùng thật, không phải ngày thử. Mô hình chỉ được tính từ ngày được công nhận và xác nhận, không tính lùi.', 'The day of real use, not of a trial. It counts from its recognition and confirmation on, never backwards.'),
  cost: text('Tổng số tiền đã bỏ ra để làm được mô hình. Ghi cả căn cứ: hóa đơn, dự toán, số giờ công nhân với đơn giá. Không có căn cứ thì để trống.', 'All that was spent. Say what it was computed from: invoices, an estimate, hours times a rate. Without that leave it empty.'),
  results: text('Một việc đo được trước và sau khi áp dụng, ví dụ: “Thời gian trả lời kiến nghị”, đơn vị tính “ngày”, trước 12, sau 3. Trước đây chưa đo thì để trống ô “trước”.', 'Something measured before and with the model, such as “time to answer”, in “days”, before 12, after 3. Leave “before” empty where nobody measured.'),
  confirm: text('Sáu tháng một lần, đơn vị cho biết mô hình còn chạy. Không trả lời thì mô hình thôi được tính từ ngày hết hạn; xác nhận lại thì tính tiếp từ ngày đó.', 'Every six months the unit says that the model still runs. Without an answer it counts no more from the day on which it lapses; confirmed again, it counts from that day.'),
}
