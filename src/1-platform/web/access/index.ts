// Screens of accounts and of one's own sessions. Signing in and changing the password are the shell's.
import { IconUserShield } from '@tabler/icons-react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

export const accessScreens: Screen[] = [
  { path: '/tai-khoan', load: () => import('./AccountsPage.tsx'), title: text('Tài khoản', 'Accounts'), needs: 'account',
    nav: { label: text('Tài khoản', 'Accounts'), icon: IconUserShield, order: 90 } },
  { path: '/bao-mat', load: () => import('./SecurityPage.tsx'), title: text('Bảo mật', 'Security'), needs: 'signed-in' },
]
