// The screens of people, and the pieces that the roof lays on the page of a unit and others on the page of a person.
import { IconUsers } from '@tabler/icons-react'
import { lazy } from 'react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

/** Routes of people; `findPeople` is the search behind every field that chooses one. */
export { findPeople, people, personPath } from './api.ts'
/** What rooms above lay on the page of a person: completions, plans of training. */
export { PersonRoofProvider, type PersonPanel, type PersonShown } from './roof.tsx'
/** For the page of a unit: figures, the list of people, the offices with their deeds. Each takes `unitId` and `on`. */
export const PeopleFigures = lazy(() => import('./PeopleFigures.tsx'))
export const PeopleOfUnit = lazy(() => import('./PeopleOfUnit.tsx'))
export const OfficesOfUnit = lazy(() => import('./OfficesOfUnit.tsx'))
/** The committees of a unit over time: `{ unitId, unitName, on }`. */
export const CommitteesOfUnit = lazy(() => import('./CommitteesOfUnit.tsx'))

export const peopleScreens: Screen[] = [
  { path: '/nguoi', load: () => import('./PeoplePage.tsx'), title: text('Cán bộ, đoàn viên', 'People'), needs: 'person.see', nav: { label: text('Cán bộ, đoàn viên', 'People'), icon: IconUsers, order: 50 } },
  { path: '/nguoi/$personId', load: () => import('./PersonPage.tsx'), title: text('Hồ sơ', 'Person'), needs: 'person.see' },
  { path: '/chuc-vu', load: () => import('./OfficesPage.tsx'), title: text('Chức vụ', 'Offices'), needs: 'person.write' },
]
