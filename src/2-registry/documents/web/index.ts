// The screens of documents.
import { IconFiles } from '@tabler/icons-react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

export const documentsScreens: Screen[] = [
  { path: '/van-ban', load: () => import('./DocumentsPage.tsx'), title: text('Văn bản', 'Documents'), needs: 'see', nav: { label: text('Văn bản', 'Documents'), icon: IconFiles, order: 35 } },
  { path: '/van-ban/moi', load: () => import('./RegisterPage.tsx'), title: text('Đăng ký văn bản', 'Register a document'), needs: 'document.write' },
  { path: '/van-ban/$documentId', load: () => import('./DocumentPage.tsx'), title: text('Văn bản', 'Document'), needs: 'see' },
  { path: '/van-ban/$documentId/sua', load: () => import('./RegisterPage.tsx'), title: text('Sửa đăng ký', 'Correct the registration'), needs: 'document.write' },
  { path: '/thu-tuc', load: () => import('./ProceduresPage.tsx'), title: text('Thủ tục', 'Procedures'), needs: 'see' },
  { path: '/thu-tuc/$procedureId', load: () => import('./ProceduresPage.tsx'), title: text('Thủ tục', 'Procedure'), needs: 'see' },
]
