// The screens of the organisation, and the pieces that rooms above use: finding a unit, and the roof of its page.
import { IconSitemap } from '@tabler/icons-react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

/** Routes of units; `findUnits` is the search behind every field that chooses one. */
export { findUnits, organisation, unitPath } from './api.ts'
/** What rooms above lay on the page of a unit. */
export { UnitRoofProvider, type Tried, type UnitPanel, type UnitRoof, type UnitShown } from './roof.tsx'

export const organisationScreens: Screen[] = [
  { path: '/don-vi', load: () => import('./UnitsPage.tsx'), title: text('Đơn vị', 'Units'), needs: 'see', nav: { label: text('Đơn vị', 'Units'), icon: IconSitemap, order: 40 } },
  { path: '/don-vi/$unitId', load: () => import('./UnitPage.tsx'), title: text('Đơn vị', 'Unit'), needs: 'see' },
]
