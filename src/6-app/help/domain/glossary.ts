// The words that people meet on the screens, said for whoever meets them first. The words themselves are those of
// docs/words.md, in both languages; a test holds the two together.
import { text, type Text } from '#base/text'

export interface Word { word: Text; says: Text }

export const glossary: readonly { title: Text; words: readonly Word[] }[] = [
  { title: text('Tổ chức', 'The organisation'), words: [
    { word: text('đơn vị', 'unit'), says: text('Bất kỳ cấp công đoàn nào, từ Tổng Liên đoàn đến tổ công đoàn. Đổi tên, chuyển chỗ vẫn là đơn vị ấy.', 'Any part of the union, from the Confederation to a union group. Renamed or moved, it stays the same unit.') },
    { word: text('biến động tổ chức', 'event'), says: text('Một lần thành lập, đổi tên, chuyển, sáp nhập, hợp nhất, chia tách hoặc giải thể theo một quyết định.', 'One establishment, renaming, transfer, merger, consolidation, split or dissolution, by one decision.') },
    { word: text('sáp nhập', 'merge'), says: text('Một đơn vị ở lại, các đơn vị khác nhập vào đó.', 'One unit stays and the others go on in it.') },
    { word: text('hợp nhất', 'consolidate'), says: text('Mọi đơn vị cũ kết thúc và tiếp tục trong một đơn vị mới.', 'All the old units end and go on in a new one.') },
    { word: text('kế thừa', 'lineage'), says: text('Đơn vị nào tiếp tục công việc của đơn vị nào, giữ mãi.', 'Which unit went on in which; kept for ever.') },
    { word: text('phạm vi', 'reach'), says: text('Đơn vị của chức vụ bạn đang dùng và mọi đơn vị bên dưới: chỉ thấy và làm được trong đó.', 'The unit of the office you act in and all units below it: what you can see and do.') },
    { word: text('theo tổ chức tại ngày đó', 'as structured'), says: text('Số liệu tính theo cây tổ chức của đúng ngày được hỏi.', 'A figure by the tree of the day asked about.') },
  ] },
  { title: text('Con người', 'People'), words: [
    { word: text('đoàn viên', 'member'), says: text('Người sinh hoạt ở một công đoàn trong một khoảng thời gian.', 'Someone who belongs to a union over a range of days.') },
    { word: text('cán bộ công đoàn', 'official'), says: text('Người đang giữ ít nhất một chức vụ; mỗi người được tính một lần.', 'Someone who holds an office; each counts once.') },
    { word: text('chức vụ', 'office'), says: text('Một chức danh tại một đơn vị, có ngày bắt đầu và kết thúc. Mọi quyền trong hệ thống đến từ đây.', 'A title held in a unit, with its days. All powers in the system come from it.') },
    { word: text('chức vụ đang dùng', 'acting'), says: text('Nếu giữ nhiều chức vụ, đây là chức vụ bạn đang làm việc; đổi ở góc trên.', 'Of several offices, the one you are working in now; switch at the top.') },
    { word: text('ban chấp hành', 'committee'), says: text('Những người được bầu hoặc chỉ định điều hành đơn vị trong một nhiệm kỳ.', 'Those elected or appointed to lead the unit for a term.') },
    { word: text('ban chấp hành lâm thời', 'provisional committee'), says: text('Do cấp trên chỉ định trong khi chưa có đại hội.', 'Appointed by the union above until there is a congress.') },
    { word: text('công nhận', 'recognition'), says: text('Quyết định của cấp trên về ban chấp hành đã bầu; từ đó chủ tịch mới vào danh sách bồi dưỡng.', 'The decision of the union above on an elected committee; the new chair is then due for training.') },
    { word: text('chủ tịch mới', 'new chair'), says: text('Chủ tịch công đoàn cơ sở đã được công nhận nhưng chưa hoàn thành bồi dưỡng chức danh.', 'A recognised grassroots chair who has not completed the training for the office yet.') },
    { word: text('số lao động', 'workforce'), says: text('Tổng số người của đơn vị khi không phải ai cũng có hồ sơ riêng.', 'The head-count of a unit where not everyone has a record.') },
  ] },
  { title: text('Kế hoạch và số liệu', 'Plans and figures'), words: [
    { word: text('kế hoạch', 'plan'), says: text('Văn bản kế hoạch của một đơn vị, có chỉ tiêu và nhiệm vụ.', 'A plan document of a unit, with its targets and tasks.') },
    { word: text('hưởng ứng', 'answers'), says: text('Kế hoạch của đơn vị nhận và cụ thể hóa kế hoạch của cấp trên.', 'A plan of a unit that takes up one from above.') },
    { word: text('chỉ tiêu', 'target'), says: text('Phần bao nhiêu trong số ai phải đạt, đến giai đoạn nào.', 'Which share of whom must be met, by which stage.') },
    { word: text('lý do', 'reason'), says: text('Vì sao đặt thấp hơn cấp trên; cấp trên đọc và quyết định.', 'Why a target is lower than asked; the union above reads it and decides.') },
    { word: text('giai đoạn', 'stage'), says: text('Khoảng thời gian có mức chỉ tiêu riêng; tự chuyển khi đến ngày.', 'A range of days with a level of its own; it changes by itself.') },
    { word: text('ban hành', 'issue'), says: text('Bản nháp thành kế hoạch có hiệu lực; sau đó chỉ thay bằng bản mới hoặc thu hồi.', 'A draft becomes binding; then it is only replaced or withdrawn.') },
    { word: text('thu hồi', 'withdraw'), says: text('Kế hoạch thôi hiệu lực từ một ngày, kèm lý do.', 'A plan ends on a day, with its reason.') },
    { word: text('chỉ số', 'indicator'), says: text('Cách đếm: ai được tính và khi nào là đạt.', 'How to count: who counts, and when it is met.') },
    { word: text('số liệu', 'figure'), says: text('Số được tính và số đạt của một đơn vị vào một ngày; bấm vào là thấy danh sách.', 'How many count and how many are met in a unit on a day; it opens to its list.') },
    { word: text('loại trừ', 'excluded'), says: text('Người không tính vì lý do hợp lệ (nghỉ thai sản, ốm dài ngày…); vẫn hiện riêng.', 'Those left out for a lawful reason (maternity, long illness…); shown beside.') },
    { word: text('còn thiếu', 'gap'), says: text('Còn bao nhiêu người nữa thì đạt chỉ tiêu.', 'How many more are needed to meet the target.') },
    { word: text('minh chứng', 'evidence'), says: text('Hồ sơ chứng tỏ điều được tính: lớp học, kế hoạch, tệp có chữ ký.', 'The record that proves what counts: a class, a plan, a signed file.') },
  ] },
  { title: text('Đào tạo', 'Training'), words: [
    { word: text('chương trình', 'programme'), says: text('Nội dung được dạy: lĩnh vực, cấp, số giờ, thời hạn hiệu lực.', 'What is taught: field, level, hours, validity.') },
    { word: text('lớp', 'class'), says: text('Một chương trình do một đơn vị tổ chức, có ngày, địa điểm và số chỗ.', 'A programme held by a unit, with days, places and seats.') },
    { word: text('cử đi học', 'nomination'), says: text('Đơn vị đưa một người vào danh sách của lớp.', 'A unit puts someone on the list of a class.') },
    { word: text('chờ chỗ', 'waiting'), says: text('Được cử khi lớp đã đủ chỗ; có người rút là tự được xếp chỗ.', 'Nominated when the class is full; moves up when someone withdraws.') },
    { word: text('điểm danh', 'mark'), says: text('Có mặt, đi muộn, vắng có phép hoặc vắng ở một buổi. Đính chính phải có lý do, bản cũ vẫn giữ.', 'Present, late, excused or absent at a session. A correction needs a reason; the old mark is kept.') },
    { word: text('số người theo danh sách ký', 'head-count'), says: text('Số chữ ký trên phiếu, dùng cho người chưa có hồ sơ riêng.', 'Signatures on the sheet, for people without a record of their own.') },
    { word: text('hoàn thành chương trình', 'completion'), says: text('Dự đủ số buổi cần thiết khi lớp kết thúc.', 'Enough sessions attended when the class is closed.') },
    { word: text('giấy chứng nhận', 'certificate'), says: text('Có số trong sổ và mã QR; ai cầm cũng kiểm tra được.', 'Numbered in the register, with a QR code by which anyone may check it.') },
  ] },
  { title: text('Nhập dữ liệu', 'Import'), words: [
    { word: text('lần nhập', 'import'), says: text('Một tệp bảng tính được đưa vào: ghi cả tệp hoặc không ghi gì.', 'A spreadsheet brought in: written as a whole or not at all.') },
    { word: text('sửa', 'mend'), says: text('Hệ thống đọc lại một ô viết lệch (ngày, dấu, phông chữ cũ); chữ gốc vẫn giữ.', 'A cell read despite its spelling (days, accents, old fonts); its text is kept.') },
    { word: text('hoàn tác', 'take back'), says: text('Gỡ những gì một lần nhập đã ghi, trừ chỗ đã có người làm tiếp lên trên.', 'Removes what an import wrote, unless someone has built on it.') },
  ] },
  { title: text('Đăng nhập', 'Signing in'), words: [
    { word: text('tài khoản', 'account'), says: text('Để đăng nhập. Quyền không nằm ở tài khoản mà ở chức vụ.', 'For signing in. Powers lie in the office, not in it.') },
    { word: text('xác thực hai bước', 'second factor'), says: text('Ngoài mật khẩu còn cần mã sáu số trên điện thoại.', 'Beside the password, six digits from your phone.') },
    { word: text('mã khôi phục', 'recovery code'), says: text('Mười mã cất sẵn, mỗi mã thay cho điện thoại một lần.', 'Ten codes kept aside; each stands in for the phone once.') },
    { word: text('khóa truy cập', 'passkey'), says: text('Khóa nằm trong thiết bị: đăng nhập bằng vân tay, khuôn mặt hoặc mã của máy.', 'A key within the device: sign in by finger, face or its code.') },
  ] },
]
