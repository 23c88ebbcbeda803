// A code that was read is kept in this browser until the server has it.
import type { Text } from '#base/text'
import { learning } from './api.ts'

export type CheckInAnswer = Awaited<ReturnType<typeof learning.checkIn.call>>
type CheckInInput = Omit<Parameters<typeof learning.checkIn.call>[0], 'offline'>
type ScanInput = Omit<Parameters<typeof learning.scan.call>[0], 'offline'>

/** null: it waits in the outbox. `about`: what it is, in a sentence. */
export const sendCheckIn = async (input: CheckInInput, about: Text): Promise<CheckInAnswer | null> => { void about; return learning.checkIn.call({ ...input, offline: !navigator.onLine }) }
export const sendScan = async (input: ScanInput, about: Text): Promise<CheckInAnswer | null> => { void about; return learning.scan.call({ ...input, offline: !navigator.onLine }) }
