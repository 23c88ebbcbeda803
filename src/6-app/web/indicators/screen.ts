// The screens of indicators. Listed here and not at the door of their room: that door hands pieces to pages of every room, and all
// of them would come with the first load.
import { IconListCheck } from '@tabler/icons-react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

export const indicatorsScreens: Screen[] = [
  { path: '/chi-so', load: () => import('./Indicators.tsx'), title: text('Chỉ số', 'Indicators'), needs: 'see', nav: { label: text('Chỉ số', 'Indicators'), icon: IconListCheck, order: 75 } },
  { path: '/chi-so/soan/$draftId', load: () => import('./Draft.tsx'), title: text('Soạn chỉ số', 'Compose an indicator'), needs: 'indicator.write' },
]
