// The closed lists of the registry, for rules and screens alike; the table checks the same codes.
import { text, type Text } from '#base/text'

export const kinds = {
  digital: text('Mô hình công nghệ số', 'Digital technology model'),
  innovation: text('Mô hình đổi mới sáng tạo', 'Innovation model'),
  initiative: text('Sáng kiến', 'Initiative'),
} as const satisfies Record<string, Text>
export type Kind = keyof typeof kinds

export const fields = {
  management: text('Quản lý tổ chức, đoàn viên', 'Organisation and members'),
  welfare: text('Chăm lo, phúc lợi', 'Welfare'),
  communication: text('Tuyên truyền, thông tin', 'Communication'),
  dialogue: text('Đối thoại, thương lượng', 'Dialogue and bargaining'),
  law: text('Tư vấn pháp luật', 'Legal advice'),
  training: text('Đào tạo, tập huấn', 'Training'),
  safety: text('An toàn, vệ sinh lao động', 'Safety and health'),
  production: text('Sản xuất, kỹ thuật', 'Production and technology'),
  office: text('Văn phòng, tài chính', 'Office and finance'),
  other: text('Lĩnh vực khác', 'Other'),
} as const satisfies Record<string, Text>
export type Field = keyof typeof fields

export const kindCodes = Object.keys(kinds) as [Kind, ...Kind[]]
export const fieldCodes = Object.keys(fields) as [Field, ...Field[]]

/** Links that the form of a model takes; another program may send more. */
export const mostLinks = 5
