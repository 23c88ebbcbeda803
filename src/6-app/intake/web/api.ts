import { roomApi } from '#web/api.ts'
import type { Announcement } from '#web/live.ts'
import type { ImportSummary, intakeContract } from '../contract.ts'

export const intake = roomApi<typeof intakeContract>('intake')

export type ImportState = ImportSummary['state']

/** Work goes on in the background. */
export const isRunning = (state: ImportState | undefined) => state === 'reading' || state === 'importing' || state === 'undoing'

export const importPath = (id: string) => `/nhap-du-lieu/${id}`

export const aboutImports = (a: Announcement) => a.event === 'changed' && a.kind.startsWith('intake.')
