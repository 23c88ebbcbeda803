// A code that was read is kept in this browser until the server has it.
import type { Text } from '#base/text'
import { isConnected } from '#web/live.ts'
import { hold, type Fate } from '#web/offline/outbox.ts'
import { learning } from './api.ts'

export type CheckInAnswer = Awaited<ReturnType<typeof learning.checkIn.call>>
type CheckInInput = Omit<Parameters<typeof learning.checkIn.call>[0], 'offline'>
type ScanInput = Omit<Parameters<typeof learning.scan.call>[0], 'offline'>

/** null: it waits in the outbox. `about`: what it is, in a sentence. A refusal is thrown. */
export const sendCheckIn = async (input: CheckInInput, about: Text): Promise<CheckInAnswer | null> => answerOf(await hold(learning.checkIn, { ...input, offline: isOffline() }, about, { here: true }))
export const sendScan = async (input: ScanInput, about: Text): Promise<CheckInAnswer | null> => answerOf(await hold(learning.scan, { ...input, offline: isOffline() }, about, { here: true }))

const answerOf = (fate: Fate<CheckInAnswer>) => ('answer' in fate ? fate.answer ?? null : null)

// A phone in a cellar may think that it is online.
const isOffline = () => !navigator.onLine || !isConnected()
