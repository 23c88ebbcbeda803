// What stands behind the question marks of an import.
import { text } from '#base/text'

export const explained = {
  programme: text('Tệp chỉ có ngày tập huấn, không có tên chương trình. Chọn chương trình mà những ngày ấy thuộc về; chọn sai thì hoàn tác cả tệp rồi nhập lại.', 'The file has dates of training but no programme. Choose the one they belong to; if it was the wrong one, undo the whole file and bring it in again.'),
  decision: text('Quyết định thành lập các đơn vị trong tệp, ví dụ 120/QĐ-LĐLĐ. Mọi đơn vị mới trong tệp mang số này; đơn vị thuộc quyết định khác thì để ở tệp khác.', 'The decision that established the units of the file, such as 120/QĐ-LĐLĐ. Each new unit carries it; units of another decision belong in another file.'),
  from: text('Ngày quyết định có hiệu lực. Từ ngày này đơn vị có trong cây tổ chức và được tính trong số liệu, kể cả số liệu của những ngày đã qua.', 'The day on which the decision takes effect. From it the units stand in the tree and count in figures, those of past days included.'),
  column: text('Nhìn các giá trị mẫu để nhận ra cột. Cột không cần thì chọn “Không dùng”: nó vẫn còn trong tệp gốc nhưng không vào hồ sơ.', 'The sample values show what a column holds. Choose “Not used” for one that is not needed: it stays in the file and does not enter the records.'),
}
