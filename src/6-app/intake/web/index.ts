import { IconTableImport } from '@tabler/icons-react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

/** Spreadsheets brought in: past imports and a new file; one import, step by step. */
export const intakeScreens: Screen[] = [
  { path: '/nhap-du-lieu', load: () => import('./ImportsPage.tsx'), title: text('Nhập dữ liệu', 'Import'), needs: 'import', nav: { label: text('Nhập dữ liệu', 'Import'), icon: IconTableImport, order: 60 } },
  { path: '/nhap-du-lieu/$importId', load: () => import('./ImportPage.tsx'), title: text('Nhập dữ liệu', 'Import'), needs: 'import' },
]
