// The deep provinces of the demonstration: their districts until 30 June 2025 and some of the communes after.

export interface DeepProvince { code: string; name: string; region: 'mountain' | 'delta' | 'other'; grassroots: number; old: { code: string; districts: string[] }[]; communes: { name: string; kind: 'xã' | 'phường' | 'đặc khu'; from: string }[] }

export const deepProvinces: DeepProvince[] = [
  {
    code: '15', name: 'Lào Cai', region: 'mountain', grassroots: 320,
    old: [
      { code: '10', districts: ['thành phố Lào Cai', 'thị xã Sa Pa', 'huyện Bát Xát', 'huyện Bảo Thắng', 'huyện Bảo Yên', 'huyện Văn Bàn', 'huyện Bắc Hà'] },
      { code: '15', districts: ['thành phố Yên Bái', 'thị xã Nghĩa Lộ', 'huyện Lục Yên', 'huyện Văn Yên', 'huyện Trấn Yên', 'huyện Yên Bình', 'huyện Văn Chấn'] },
    ],
    communes: [
      { name: 'Sa Pa', kind: 'phường', from: 'thị xã Sa Pa' }, { name: 'Bảo Thắng', kind: 'xã', from: 'huyện Bảo Thắng' }, { name: 'Bắc Hà', kind: 'xã', from: 'huyện Bắc Hà' },
      { name: 'Văn Bàn', kind: 'xã', from: 'huyện Văn Bàn' }, { name: 'Yên Bái', kind: 'phường', from: 'thành phố Yên Bái' }, { name: 'Nghĩa Lộ', kind: 'phường', from: 'thị xã Nghĩa Lộ' },
      { name: 'Lục Yên', kind: 'xã', from: 'huyện Lục Yên' }, { name: 'Mậu A', kind: 'xã', from: 'huyện Văn Yên' }, { name: 'Yên Bình', kind: 'xã', from: 'huyện Yên Bình' },
    ],
  },
  {
    code: '91', name: 'An Giang', region: 'delta', grassroots: 330,
    old: [
      { code: '89', districts: ['thành phố Long Xuyên', 'thành phố Châu Đốc', 'thị xã Tân Châu', 'huyện Chợ Mới', 'huyện Châu Phú', 'huyện Thoại Sơn', 'huyện Tri Tôn'] },
      { code: '91', districts: ['thành phố Rạch Giá', 'thành phố Hà Tiên', 'thành phố Phú Quốc', 'huyện Kiên Lương', 'huyện Hòn Đất', 'huyện Giồng Riềng', 'huyện Châu Thành'] },
    ],
    communes: [
      { name: 'Long Xuyên', kind: 'phường', from: 'thành phố Long Xuyên' }, { name: 'Châu Đốc', kind: 'phường', from: 'thành phố Châu Đốc' }, { name: 'Tân Châu', kind: 'phường', from: 'thị xã Tân Châu' },
      { name: 'Chợ Mới', kind: 'xã', from: 'huyện Chợ Mới' }, { name: 'Châu Phú', kind: 'xã', from: 'huyện Châu Phú' }, { name: 'Thoại Sơn', kind: 'xã', from: 'huyện Thoại Sơn' },
      { name: 'Rạch Giá', kind: 'phường', from: 'thành phố Rạch Giá' }, { name: 'Hà Tiên', kind: 'phường', from: 'thành phố Hà Tiên' }, { name: 'Phú Quốc', kind: 'đặc khu', from: 'thành phố Phú Quốc' },
      { name: 'Kiên Lương', kind: 'xã', from: 'huyện Kiên Lương' }, { name: 'Giồng Riềng', kind: 'xã', from: 'huyện Giồng Riềng' },
    ],
  },
  {
    code: '01', name: 'Hà Nội', region: 'other', grassroots: 400,
    old: [{ code: '01', districts: ['quận Ba Đình', 'quận Hoàn Kiếm', 'quận Hai Bà Trưng', 'quận Đống Đa', 'quận Cầu Giấy', 'quận Thanh Xuân', 'quận Long Biên', 'quận Nam Từ Liêm', 'quận Hà Đông', 'thị xã Sơn Tây', 'huyện Đông Anh', 'huyện Gia Lâm', 'huyện Sóc Sơn', 'huyện Thạch Thất'] }],
    communes: [
      { name: 'Ba Đình', kind: 'phường', from: 'quận Ba Đình' }, { name: 'Hoàn Kiếm', kind: 'phường', from: 'quận Hoàn Kiếm' }, { name: 'Hai Bà Trưng', kind: 'phường', from: 'quận Hai Bà Trưng' },
      { name: 'Đống Đa', kind: 'phường', from: 'quận Đống Đa' }, { name: 'Cầu Giấy', kind: 'phường', from: 'quận Cầu Giấy' }, { name: 'Thanh Xuân', kind: 'phường', from: 'quận Thanh Xuân' },
      { name: 'Long Biên', kind: 'phường', from: 'quận Long Biên' }, { name: 'Từ Liêm', kind: 'phường', from: 'quận Nam Từ Liêm' }, { name: 'Hà Đông', kind: 'phường', from: 'quận Hà Đông' },
      { name: 'Sơn Tây', kind: 'phường', from: 'thị xã Sơn Tây' }, { name: 'Đông Anh', kind: 'xã', from: 'huyện Đông Anh' }, { name: 'Gia Lâm', kind: 'xã', from: 'huyện Gia Lâm' },
      { name: 'Sóc Sơn', kind: 'xã', from: 'huyện Sóc Sơn' }, { name: 'Hòa Lạc', kind: 'xã', from: 'huyện Thạch Thất' },
    ],
  },
]

/** The corporation union told in depth, by the code of units.csv, and its upper-level company unions. */
export const deepCorporation = {
  code: 'CDDK', name: 'Dầu khí', companies: ['Tổng công ty Thăm dò Khai thác', 'Tổng công ty Phân bón và Hóa chất', 'Tổng công ty Điện lực Dầu khí', 'Tổng công ty Dịch vụ Kỹ thuật'],
}
