// The demonstration accounts. They exist only with the demonstration data.
import type { Text } from '#base/text'

export const demonstrationPassword = 'con-duong-237'

export interface DemonstrationAccount { username: string; description: Text; office: { unit: string; title: string } }

/** office: whose holder the account belongs to, by the unit's name and the title held today. */
export const demonstrationAccounts: DemonstrationAccount[] = [
  { username: 'tongliendoan', office: { unit: 'Tổng Liên đoàn Lao động Việt Nam', title: 'president' }, description: { vi: 'Chủ tịch Tổng Liên đoàn', en: 'President of the Confederation' } },
  { username: 'quantri', office: { unit: 'Tổng Liên đoàn Lao động Việt Nam', title: 'administrator' }, description: { vi: 'Quản trị hệ thống', en: 'System administrator' } },
  { username: 'kiemtra', office: { unit: 'Tổng Liên đoàn Lao động Việt Nam', title: 'inspection-head' }, description: { vi: 'Chủ nhiệm Ủy ban Kiểm tra', en: 'Head of the Inspection Committee' } },
  { username: 'dulieu', office: { unit: 'Tổng Liên đoàn Lao động Việt Nam', title: 'privacy-officer' }, description: { vi: 'Cán bộ bảo vệ dữ liệu cá nhân', en: 'Data protection officer' } },
  { username: 'laocai', office: { unit: 'Liên đoàn Lao động tỉnh Lào Cai', title: 'president' }, description: { vi: 'Chủ tịch LĐLĐ tỉnh Lào Cai', en: 'President, Lào Cai federation' } },
  { username: 'laocai.daotao', office: { unit: 'Liên đoàn Lao động tỉnh Lào Cai', title: 'training-officer' }, description: { vi: 'Cán bộ đào tạo LĐLĐ tỉnh Lào Cai', en: 'Training officer, Lào Cai' } },
  { username: 'laocai.vanthu', office: { unit: 'Liên đoàn Lao động tỉnh Lào Cai', title: 'clerk' }, description: { vi: 'Văn thư LĐLĐ tỉnh Lào Cai', en: 'Office clerk, Lào Cai' } },
  { username: 'angiang', office: { unit: 'Liên đoàn Lao động tỉnh An Giang', title: 'president' }, description: { vi: 'Chủ tịch LĐLĐ tỉnh An Giang', en: 'President, An Giang federation' } },
  { username: 'hanoi', office: { unit: 'Liên đoàn Lao động thành phố Hà Nội', title: 'president' }, description: { vi: 'Chủ tịch LĐLĐ thành phố Hà Nội (hai chức vụ)', en: 'President, Hà Nội federation (two offices)' } },
  { username: 'daukhi', office: { unit: 'Công đoàn Dầu khí Việt Nam', title: 'president' }, description: { vi: 'Chủ tịch Công đoàn Dầu khí', en: 'President, Petrovietnam Union' } },
  { username: 'sapa', office: { unit: 'Công đoàn phường Sa Pa', title: 'president' }, description: { vi: 'Chủ tịch Công đoàn phường Sa Pa', en: 'President, Sa Pa ward union' } },
  { username: 'hoanglien', office: { unit: 'Công đoàn cơ sở Công ty TNHH May Hoàng Liên', title: 'president' }, description: { vi: 'Chủ tịch CĐCS Công ty TNHH May Hoàng Liên', en: 'Chair, grassroots union of May Hoàng Liên' } },
]
