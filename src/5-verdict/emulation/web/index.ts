// The screens of innovation models, and the piece that the page of a unit shows.
import { IconBulb } from '@tabler/icons-react'
import { lazy } from 'react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

export const emulationScreens: Screen[] = [
  { path: '/mo-hinh', load: () => import('./ShowcasePage.tsx'), title: text('Mô hình, sáng kiến', 'Models and initiatives'), needs: 'see', nav: { label: text('Mô hình', 'Models'), icon: IconBulb, order: 45 } },
  { path: '/mo-hinh/cua-don-vi', load: () => import('./HeldPage.tsx'), title: text('Mô hình của đơn vị', 'Models of the unit'), needs: 'see' },
  { path: '/mo-hinh/cho-cong-nhan', load: () => import('./WaitingPage.tsx'), title: text('Mô hình chờ công nhận', 'Models to recognise'), needs: 'see' },
  { path: '/mo-hinh/moi', load: () => import('./WritePage.tsx'), title: text('Ghi mô hình', 'Enter a model'), needs: 'model.write' },
  { path: '/mo-hinh/$modelId', load: () => import('./ModelPage.tsx'), title: text('Mô hình', 'Model'), needs: 'see' },
  { path: '/mo-hinh/$modelId/sua', load: () => import('./WritePage.tsx'), title: text('Sửa mô hình', 'Change a model'), needs: 'model.write' },
]

/** What a unit runs: `{ unitId }`. */
export const HeldModels = lazy(() => import('./HeldModels.tsx'))
