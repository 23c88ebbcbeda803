import type { organisationContract } from '#organisation/contract'
import { keepOffline, roomApi } from '#web/api.ts'
import type { Announcement } from '#web/live.ts'
import type { plansContract } from '../contract.ts'

export const plans = roomApi<typeof plansContract>('plans')
keepOffline(plans.list, plans.read)
export const organisation = roomApi<typeof organisationContract>('organisation')

/** A plan was written, decided or withdrawn: that changes where its unit stands. */
export const aboutPlans = (a: Announcement) => a.event === 'figures' || a.kind === 'unit'
