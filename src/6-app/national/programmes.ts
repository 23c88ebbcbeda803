// What is taught across the country, and the campaigns by which it comes to the people.
import { numberOf, type DayNumber } from './days.ts'

export interface Programme { name: string; nameEn: string; tags: string[]; field: string; level: string; hours: number; validityMonths?: number }

export const programmes = {
  digital: { name: 'Chuyển đổi số trong hoạt động công đoàn', nameEn: 'Digital transformation in union work', tags: ['digital-transformation'], field: 'digital', level: 'province', hours: 16 },
  skills: { name: 'Kỹ năng số cơ bản cho đoàn viên, người lao động', nameEn: 'Basic digital skills for members and workers', tags: ['basic-digital-skills'], field: 'digital', level: 'workers', hours: 4 },
  intelligence: { name: 'Ứng dụng trí tuệ nhân tạo trong công tác công đoàn', nameEn: 'Artificial intelligence in union work', tags: ['artificial-intelligence', 'digital-transformation'], field: 'digital', level: 'province', hours: 24, validityMonths: 36 },
  chairs: { name: 'Bồi dưỡng chức danh Chủ tịch công đoàn cơ sở', nameEn: 'Training for the office of grassroots chair', tags: ['grassroots-chair', 'trade-union-theory'], field: 'general', level: 'grassroots', hours: 24 },
  safety: { name: 'Huấn luyện an toàn, vệ sinh lao động', nameEn: 'Occupational safety and health', tags: ['safety'], field: 'safety', level: 'workers', hours: 8, validityMonths: 24 },
  law: { name: 'Pháp luật lao động, bảo hiểm xã hội cho người lao động', nameEn: 'Labour and social-insurance law for workers', tags: [], field: 'labour-law', level: 'workers', hours: 4 },
  theory: { name: 'Lý luận và nghiệp vụ công đoàn', nameEn: 'Trade-union theory and practice', tags: ['trade-union-theory'], field: 'general', level: 'grassroots', hours: 16, validityMonths: 60 },
  finance: { name: 'Tài chính, kế toán công đoàn', nameEn: 'Union finance and accounting', tags: ['union-finance'], field: 'finance', level: 'grassroots', hours: 16, validityMonths: 36 },
  bargaining: { name: 'Đối thoại, thương lượng tập thể', nameEn: 'Dialogue and collective bargaining', tags: ['collective-bargaining'], field: 'bargaining', level: 'grassroots', hours: 16 },
  inspection: { name: 'Nghiệp vụ kiểm tra, giám sát công đoàn', nameEn: 'Union inspection and supervision', tags: [], field: 'inspection', level: 'grassroots', hours: 16 },
  women: { name: 'Công tác nữ công', nameEn: 'Women’s affairs', tags: [], field: 'women', level: 'grassroots', hours: 8 },
  languages: { name: 'Tiếng Anh giao tiếp cho cán bộ công đoàn', nameEn: 'English for union officials', tags: [], field: 'languages', level: 'province', hours: 60 },
  resolutions: { name: 'Quán triệt nghị quyết của Đảng', nameEn: 'Party resolutions', tags: [], field: 'party-line', level: 'province', hours: 8, validityMonths: 24 },
} satisfies Record<string, Programme>

export type ProgrammeKey = keyof typeof programmes
export const programmeKeys = Object.keys(programmes) as ProgrammeKey[]

/** Held once within [from, to]; rate: what part of the audience completes it where the unions are neither lazy nor eager. */
export interface Campaign { programme: ProgrammeKey; from: DayNumber; to: DayNumber; rate: number; audience: 'all' | 'chairs' | 'officers' | 'inspection' | 'women' }

const campaign = (programme: ProgrammeKey, from: string, to: string, audience: Campaign['audience'], rate: number): Campaign => ({ programme, from: numberOf(from), to: numberOf(to), rate, audience })

// None between the middle of June and August 2025: the organisation was turned over.
export const campaigns: readonly Campaign[] = [
  campaign('law', '2024-03-01', '2024-04-20', 'all', 0.2), campaign('safety', '2024-05-02', '2024-05-31', 'all', 0.27),
  campaign('law', '2025-03-01', '2025-04-20', 'all', 0.21), campaign('safety', '2025-05-02', '2025-05-31', 'all', 0.29),
  campaign('skills', '2025-08-11', '2025-12-20', 'all', 0.24), campaign('skills', '2026-01-12', '2026-10-30', 'all', 0.32),
  campaign('law', '2026-03-01', '2026-04-20', 'all', 0.22), campaign('safety', '2026-05-02', '2026-05-31', 'all', 0.31),
  campaign('chairs', '2024-04-01', '2024-06-20', 'chairs', 0.35), campaign('theory', '2024-09-03', '2024-10-30', 'officers', 0.4),
  campaign('bargaining', '2024-11-01', '2024-12-15', 'chairs', 0.2), campaign('women', '2025-03-03', '2025-03-28', 'women', 0.4),
  campaign('digital', '2025-08-11', '2026-10-30', 'officers', 0.33), campaign('inspection', '2025-09-03', '2025-11-28', 'inspection', 0.4),
  campaign('chairs', '2025-11-03', '2026-06-26', 'chairs', 0.45), campaign('bargaining', '2026-04-01', '2026-05-29', 'chairs', 0.25),
  campaign('finance', '2026-08-03', '2026-09-25', 'officers', 0.12),
]

/** What full-time officials are sent to by their federation. */
export const schooling: readonly Campaign[] = [
  campaign('resolutions', '2024-02-19', '2024-03-29', 'all', 0.6), campaign('theory', '2024-05-06', '2024-11-29', 'all', 0.45), campaign('finance', '2025-02-10', '2025-05-30', 'all', 0.15),
  campaign('digital', '2025-08-11', '2025-12-19', 'all', 0.3), campaign('digital', '2026-01-12', '2026-10-30', 'all', 0.35), campaign('intelligence', '2026-02-02', '2026-10-30', 'all', 0.2),
  campaign('languages', '2026-03-02', '2026-08-28', 'all', 0.08), campaign('resolutions', '2026-03-02', '2026-05-29', 'all', 0.6), campaign('bargaining', '2026-06-01', '2026-09-30', 'all', 0.2),
  campaign('safety', '2026-05-04', '2026-05-29', 'all', 0.25),
]
