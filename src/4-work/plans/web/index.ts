// The screens of plans.
import { IconRoute } from '@tabler/icons-react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

export const plansScreens: Screen[] = [
  { path: '/ke-hoach', load: () => import('./PlansPage.tsx'), title: text('Kế hoạch', 'Plans'), needs: 'see', nav: { label: text('Kế hoạch', 'Plans'), icon: IconRoute, order: 20 } },
  { path: '/ke-hoach/$planId', load: () => import('./PlanPage.tsx'), title: text('Kế hoạch', 'Plan'), needs: 'see' },
  { path: '/ke-hoach/$planId/huong-ung', load: () => import('./AnswerPage.tsx'), title: text('Lập kế hoạch của đơn vị', 'Make the plan of the unit'), needs: 'plan.write' },
  { path: '/ke-hoach/$planId/chi-tieu-thap-hon', load: () => import('./LowerPage.tsx'), title: text('Chỉ tiêu thấp hơn', 'Lower targets'), needs: 'see' },
]
