// The screen of the audit log, which speaks of the deeds of every room.
import { IconHistory } from '@tabler/icons-react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

export const auditScreens: Screen[] = [
  { path: '/nhat-ky', load: () => import('./AuditOfHouse.tsx'), title: text('Nhật ký', 'Audit log'), needs: 'audit',
    nav: { label: text('Nhật ký', 'Audit log'), icon: IconHistory, order: 95 } },
]
