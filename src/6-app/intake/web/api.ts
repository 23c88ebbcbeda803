import { roomApi } from '#web/api.ts'
import type { Announcement } from '#web/live.ts'
import type { ImportSummary, intakeContract } from '../contract.ts'

export const intake = roomApi<typeof intakeContract>('intake')

export type ImportState = ImportSummary['state']

/** Work goes on in the background. */
export const isRunning = (state: ImportState | undefined) => state === 'reading' || state === 'importing' || state === 'undoing'

export const importPath = (id: string) => `/nhap-du-lieu/${id}`

export const aboutImports = (a: Announcement) => a.event === 'changed' && a.kind.startsWith('intake.')

/** Saves a file that the server sent, under its own name. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
