// Every room's routes under its name.
import { documentsRoutes } from '#documents'
import { agreementsRoutes, clausesRoutes } from '#agreements'
import { emulationRoutes } from '#emulation'
import { indicatorsRoutes } from '#indicators'
import { learningRoutes } from '#learning'
import { organisationRoutes } from '#organisation'
import { peopleRoutes } from '#people'
import type { Access } from '#platform/access/access'
import { accessRoutes } from '#platform/access/routes'
import { auditRoutes } from '#platform/audit/routes'
import { filesRoutes } from '#platform/files/routes'
import { jobsRoutes } from '#platform/jobs/routes'
import type { PushSender } from '#platform/messages/push'
import { messagesRoutes } from '#platform/messages/routes'
import { plansRoutes } from '#plans'
import { accountsRoutes } from '../accounts/index.ts'
import { homeRoutes } from '../home/index.ts'
import { intakeRoutes } from '../intake/index.ts'
import { privacyRoutes } from '../privacy/index.ts'
import { structureRoutes } from '../structure/index.ts'

export function createRouter(access: Access, push: PushSender) {
  return {
    access: accessRoutes(access), audit: auditRoutes, files: filesRoutes, jobs: jobsRoutes(access.seal), messages: messagesRoutes(access, push),
    organisation: organisationRoutes, people: peopleRoutes, documents: documentsRoutes, indicators: indicatorsRoutes, plans: plansRoutes, learning: learningRoutes, emulation: emulationRoutes, agreements: agreementsRoutes, clauses: clausesRoutes, home: homeRoutes, intake: intakeRoutes, accounts: accountsRoutes, structure: structureRoutes, privacy: privacyRoutes,
  }
}
export type Router = ReturnType<typeof createRouter>
