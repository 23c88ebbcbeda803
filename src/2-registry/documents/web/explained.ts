// What fields of documents mean and what follows from them, for whoever hesitates.
import { text } from '#base/text'

export const explained = {
  notation: text('Để trống thì hệ thống ghi theo loại văn bản và đơn vị, ví dụ KH-LĐLĐ. Công văn không có tên loại: ghi đơn vị ban hành và bộ phận soạn thảo, ví dụ LĐLĐ-ToC.',
    'Left open, it is made of the type and the unit: KH-LĐLĐ. An official letter names no type: write the issuer and the department that drew it up, LĐLĐ-ToC.'),
  series: text('Số chạy riêng cho từng loại trong một sổ. Thường sổ là năm; đánh số theo nhiệm kỳ, hoặc đánh lại từ đầu giữa năm, thì đặt tên sổ khác, ví dụ 2025-2030.',
    'Numbers run for each type within a series. Usually it is the year; where numbers run by term, or begin anew within a year, give the series another name, such as 2025-2030.'),
  online: text('Tính từ ngày người dân, đoàn viên nộp và nhận kết quả được trên mạng, không phải ngày đăng biểu mẫu.', 'From the day on which people can file and get the result online, not from the day on which a form was published.'),
}
