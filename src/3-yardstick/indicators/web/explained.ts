// What stands behind the question marks at the fields of an indicator.
import { text } from '#base/text'

export const explained = {
  code: text('Mã ngắn, không trùng với chỉ số nào khác trong cả nước, ví dụ VL26-07. Kế hoạch gọi chỉ số bằng mã này.', 'A short code that no other indicator of the country has, such as VL26-07. Plans call the indicator by it.'),
  counts: text('Danh từ đứng sau con số, ví dụ: “40 / 52 chủ tịch mới”.', 'The noun after the number, as in “40 of 52 new chairs”.'),
  effectiveFrom: text('Từ ngày này số liệu được tính theo định nghĩa này. Những ngày trước đó vẫn theo phiên bản cũ. Có thể chọn ngày đã qua.', 'From this day on figures follow this definition. Earlier days keep the earlier version. The day may lie in the past.'),
  since: text('Chỉ đếm người bắt đầu giữ chức vụ hoặc vào đơn vị trong khoảng này. Người giữ nhiều chức vụ phù hợp được đếm một lần, theo chức vụ giữ lâu nhất.', 'Counts only those whose office or place began in this span. Who holds several that fit is counted once, under the one held longest.'),
  within: text('Sự kiện phải bắt đầu chậm nhất sau chừng này ngày kể từ khi người đó bắt đầu được tính; sớm hơn cũng được. Ai còn trong hạn mà chưa có thì vẫn là chưa đạt, nhưng được nêu riêng. Sự kiện hết hiệu lực thì thôi đạt.', 'The fact must begin at most so many days after the person began to count; earlier will do. Who is still within the time counts as unmet and is named apart. Once the fact lapses it is met no longer.'),
  asks: text('Theo tỷ lệ: bao nhiêu phần trăm của những ai được đếm phải đạt, ở mọi cấp như nhau. Theo số lượng: tổng cộng phải đạt bao nhiêu trong toàn đơn vị bạn; các đơn vị bên dưới chỉ hiện số đã đạt, không bị coi là thiếu.', 'As a share: what part of those counted must meet it, the same at every level. As a number: how many in all in the whole of your unit; units below show what they have met and are behind in nothing.'),
  atLeast: text('Số bản ghi khác nhau phải có cùng lúc, ví dụ 2 chương trình.', 'How many distinct records must hold at once, such as 2 programmes.'),
  excluded: text('Ai có sự kiện này vào ngày tính thì không nằm trong số phải đạt; họ vẫn được liệt kê riêng, không biến mất.', 'Whoever has this fact on the day is not among those who must meet it; they are listed apart and never vanish.'),
  stage: text('Mỗi giai đoạn có chỉ tiêu và điều kiện riêng; đến ngày, giai đoạn sau tự bắt đầu.', 'Each stage has its own target and conditions; the next one begins by itself on its day.'),
}
