// Screens of one's own messages. The bell in the frame leads to them.
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

export const messagesScreens: Screen[] = [
  { path: '/thong-bao', load: () => import('./MessagesPage.tsx'), title: text('Thông báo', 'Messages'), needs: 'signed-in' },
  { path: '/thong-bao/cai-dat', load: () => import('./SettingsPage.tsx'), title: text('Cách nhận thông báo', 'How to receive messages'), needs: 'signed-in' },
]
