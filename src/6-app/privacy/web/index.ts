import { IconShieldCheck } from '@tabler/icons-react'
import { lazy } from 'react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

/** On the page of a person, for the office that answers for personal data: `{ personId }`. */
export const PrivacyOfPerson = lazy(() => import('./PrivacyOfPerson.tsx'))

/** The own data, and the page of the office that answers for personal data. */
export const privacyScreens: Screen[] = [
  { path: '/du-lieu-cua-toi', load: () => import('./MyDataPage.tsx'), title: text('Dữ liệu của tôi', 'My data'), needs: 'signed-in' },
  { path: '/du-lieu-ca-nhan', load: () => import('./PrivacyPage.tsx'), title: text('Dữ liệu cá nhân', 'Personal data'), needs: 'privacy',
    nav: { label: text('Dữ liệu cá nhân', 'Personal data'), icon: IconShieldCheck, order: 92 } },
  { path: '/du-lieu-ca-nhan/yeu-cau/$requestId', load: () => import('./RequestPage.tsx'), title: text('Yêu cầu về dữ liệu', 'Request'), needs: 'privacy' },
]
