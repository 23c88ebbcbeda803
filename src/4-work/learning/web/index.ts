// The screens of learning, and the pieces that pages of rooms above put beside a person or a list of people.
import { IconCertificate, IconSchool } from '@tabler/icons-react'
import { lazy } from 'react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

export const learningScreens: Screen[] = [
  { path: '/lop-hoc', load: () => import('./ClassesPage.tsx'), title: text('Lớp học', 'Classes'), needs: 'see', nav: { label: text('Đào tạo', 'Training'), icon: IconSchool, order: 30 } },
  { path: '/lop-hoc/moi', load: () => import('./WriteClassPage.tsx'), title: text('Mở lớp', 'New class'), needs: 'class.write' },
  { path: '/lop-hoc/$classId', load: () => import('./ClassPage.tsx'), title: text('Lớp học', 'Class'), needs: 'see' },
  { path: '/buoi-hoc/$sessionId', load: () => import('./SessionPage.tsx'), title: text('Buổi học', 'Session'), needs: 'signed-in' },
  { path: '/buoi-hoc/$sessionId/ma', load: () => import('./CodePage.tsx'), title: text('Mã điểm danh', 'Check-in code'), needs: 'signed-in' },
  { path: '/buoi-hoc/$sessionId/quet', load: () => import('./ScanPage.tsx'), title: text('Quét mã học viên', 'Scan participants'), needs: 'class.attend' },
  { path: '/diem-danh', load: () => import('./CheckInPage.tsx'), title: text('Điểm danh', 'Check in'), needs: 'signed-in' },
  { path: '/ma-cua-toi', load: () => import('./PassPage.tsx'), title: text('Mã của tôi', 'My code'), needs: 'signed-in' },
  { path: '/lop-hoc/$classId/sua', load: () => import('./WriteClassPage.tsx'), title: text('Sửa lớp', 'Edit class'), needs: 'class.write' },
  { path: '/chuong-trinh', load: () => import('./ProgrammesPage.tsx'), title: text('Chương trình đào tạo', 'Training programmes'), needs: 'see' },
  { path: '/chu-tich-moi', load: () => import('./NewChairsPage.tsx'), title: text('Chủ tịch công đoàn cơ sở cần bồi dưỡng', 'Grassroots chairs to be trained'), needs: 'class.write' },
  { path: '/hoc-tap', load: () => import('./MyLearningPage.tsx'), title: text('Việc học của tôi', 'My learning'), needs: 'signed-in', nav: { label: text('Học tập', 'Learning'), icon: IconCertificate, order: 70 } },
  { path: '/hoan-thanh/$completionId', load: () => import('./CompletionPage.tsx'), title: text('Hoàn thành chương trình', 'Completion'), needs: 'person.see' },
  { path: '/so-chung-nhan', load: () => import('./RegisterPage.tsx'), title: text('Sổ cấp chứng nhận', 'Register of certificates'), needs: 'person.see' },
  { path: '/chung-nhan', load: () => import('./CheckPage.tsx'), title: text('Kiểm tra giấy chứng nhận', 'Check a certificate'), needs: 'anyone' },
  { path: '/chung-nhan/$code', load: () => import('./CheckPage.tsx'), title: text('Kiểm tra giấy chứng nhận', 'Check a certificate'), needs: 'anyone' },
  { path: '/phieu-ky/$headCountId', load: () => import('./HeadCountPage.tsx'), title: text('Số lượng theo phiếu ký', 'Head-count'), needs: 'see' },
]

/** What a person completed, with the way to the attendance behind it: `{ personId }`. */
export const CompletionsPanel = lazy(() => import('./CompletionsPanel.tsx'))
/** Sends people to an open class: `{ people: { id, name }[], tag?, open, onClose }`. */
export const NominateSheet = lazy(() => import('./NominateSheet.tsx'))
