// The page of what waits to be sent; the way to it is the sign in the frame.
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

export const offlineScreens: Screen[] = [
  { path: '/cho-gui', load: () => import('./OutboxPage.tsx'), title: text('Hộp chờ gửi', 'Outbox'), needs: 'signed-in' },
]
