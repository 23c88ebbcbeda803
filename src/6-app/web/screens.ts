// Every room's screens. Only these light lists are in the first load; a page's module comes when it is opened.
import { documentsScreens } from '#documents/web'
import { agreementsScreens } from '#agreements/web'
import { emulationScreens } from '#emulation/web'
import { learningScreens } from '#learning/web'
import { organisationScreens } from '#organisation/web'
import { peopleScreens } from '#people/web'
import { plansScreens } from '#plans/web'
import { accessScreens } from '#web/access/index.ts'
import { messagesScreens } from '#web/messages/index.ts'
import { offlineScreens } from '#web/offline/index.ts'
import type { Screen } from '#web/screen.ts'
import { accountsScreens } from '../accounts/web/index.ts'
import { helpScreens } from '../help/web/index.ts'
import { homeScreens } from '../home/web/index.ts'
import { intakeScreens } from '../intake/web/index.ts'
import { privacyScreens } from '../privacy/web/index.ts'
import { auditScreens } from './audit/screen.ts'
import { indicatorsScreens } from './indicators/screen.ts'

export const screens: Screen[] = [
  ...homeScreens, ...plansScreens, ...indicatorsScreens, ...learningScreens, ...emulationScreens, ...agreementsScreens, ...documentsScreens, ...organisationScreens, ...peopleScreens, ...intakeScreens, ...accessScreens, ...accountsScreens, ...messagesScreens, ...auditScreens, ...privacyScreens, ...offlineScreens, ...helpScreens,
]
