import { IconChecklist } from '@tabler/icons-react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

/** The page that one comes to after signing in. */
export const homeScreens: Screen[] = [
  {
    path: '/', load: () => import('./HomePage.tsx'), title: text('Việc của tôi', 'My work'), needs: 'signed-in',
    nav: { label: text('Việc của tôi', 'My work'), icon: IconChecklist, order: 0 },
  },
]
