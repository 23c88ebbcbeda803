// Words that Vietnamese names are made of, for one purpose: where an old font code gives a word that
// could be said either way ("Dòng" is TCVN3 for Dũng), the reading that is a usual name wins.
// Kinh names and those of the Tày, Thái, Mông, Dao, Khmer and Hoa; not a list to refuse anyone by.

const FAMILY =
  'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý An Âu Bạch Bàn Bế Bồ Ca Cà Cao Cầm Châu Chảo Chẩu Chu Chử ' +
  'Chung Cù Cứ Danh Diệp Doãn Đàm Đàng Đào Đậu Điêu Điền Đinh Đoàn Đồng Đổng Đường Giang Giàng Giáp Hà Hạ Hàn Hảng Hạng Hầu Hoa Hứa ' +
  'Kha Khổng Khúc Kiên Kiều Kim La Lã Lạc Lai Lại Lâm Lầu Lèng Liêu Liễu Lò Lò Lồ Lỗ Lù Lục Lừu Lư Lữ Lường Lương Lưu Ma Má Mạc Mã Mai ' +
  'Mạnh Mè Mông Mùa Nghiêm Ngọ Ngụy Nhâm Nhan Nhữ Ninh Nông Ong Ông Phí Phó Phù Phùng Quách Quan Quàng Quảng Sầm Sìn Sơn Sùng Sử Tạ ' +
  'Tao Tăng Tẩn Tẩy Tất Thạch Thái Thân Thào Thẩm Thền Thị Thiều Tiêu Tòng Tô Tôn Tống Triệu Trịnh Trương Từ Tưởng Ưng Uông Vàng Văn ' +
  'Vạn Vàng Vi Viên Vì Vừ Vương Xa Xá Xồng Xuân Yên'

const GIVEN =
  'A Ái An Anh Ánh Ân Ba Bá Bách Bảo Băng Bằng Bắc Bích Biên Bình Bé Bổn Cảnh Cát Cẩm Cần Chánh Chấn Châu Chi Chí Chiến Chính Chung ' +
  'Chương Công Cúc Cường Cử Dao Danh Dân Di Diễm Diễn Diệp Diệu Dinh Doanh Du Dung Dũng Duy Duyên Dự Đài Đại Đan Đạo Đạt Đăng Đằng ' +
  'Đệ Điệp Định Độ Đô Đông Đức Gấm Gia Giang Giao Giáp Hà Hải Hạ Hạnh Hào Hảo Hằng Hân Hậu Hiên Hiền Hiển Hiến Hiếu Hiệp Hiệu Hoa ' +
  'Hòa Hoà Hoan Hoàn Hoài Hoạt Hồng Hợp Hùng Huân Huấn Huế Huệ Huy Huyên Huyền Hưng Hương Hường Hướng Hữu Hỷ Kha Khá Khải Khang ' +
  'Khanh Khánh Khắc Khiêm Khoa Khôi Khuê Khương Kiên Kiệt Kiều Kỳ Kỷ Lam Lan Lành Lâm Lân Lập Lệ Liên Liễu Linh Lịch Loan Long Lộc ' +
  'Lợi Luân Luận Luật Lụa Lực Lượng Ly Lý Lĩnh Mạnh Mẫn Mận Mậu Mi Miên Minh Mơ Mùi Mừng Mỹ Mỷ My Na Nam Năm Nga Ngà Ngân Nghi ' +
  'Nghĩa Nghị Ngọc Nguyên Nguyệt Nhàn Nhã Nhân Nhẫn Nhật Nhi Nhiên Nho Nhu Nhung Như Nhường Ninh Nội Nở Nữ Oanh Páo Pao Phát Pháp ' +
  'Phong Phòng Phú Phúc Phụng Phước Phương Phượng Quang Quảng Quân Quế Quốc Quý Quỳnh Quyên Quyền Quyết Quyến Sa Sáng Sang Sen Sinh ' +
  'Sính Sình Soạn Sơn Sung Sự Sỹ Sĩ Tài Tâm Tân Tấn Thạch Thái Thanh Thành Thao Thảo Thắm Thăng Thắng Thân Thi Thị Thiên Thiện ' +
  'Thiết Thịnh Thoa Thoại Thơ Thơm Thu Thuấn Thuận Thúy Thuý Thùy Thuỳ Thủy Thuỷ Thụy Thuyên Thuyết Thư Thứ Thức Thực Thương Thường ' +
  'Thưởng Tiên Tiến Tiếp Tiệp Tình Tính Tỉnh Toàn Toán Toản Tố Trà Trang Tráng Trâm Trân Tri Trí Triết Triển Trinh Trình Trọng ' +
  'Trúc Trung Trường Trực Tú Tuân Tuấn Tuệ Tùng Tuyên Tuyền Tuyến Tuyết Tư Tường Tưởng Tý Tỵ Uyên Út Vân Vấn Vi Vĩ Vĩnh Viên Viễn ' +
  'Việt Vinh Vịnh Vui Vũ Vương Vượng Vy Vỹ Xuân Xuyến Xuyên Ý Yên Yến'

const FAMILY_WORDS = new Set(FAMILY.toLowerCase().split(' '))
const NAME_WORDS = new Set(`${FAMILY} ${GIVEN}`.toLowerCase().split(' '))

/** How many words of a full name are usual in Vietnamese names; the first counts as a family name only. */
export function usualNameWords(fullName: string): number {
  const words = fullName.toLowerCase().split(' ')
  return words.filter((word, i) => (i === 0 && words.length > 1 ? FAMILY_WORDS : NAME_WORDS).has(word)).length
}
