import type { ClassStatus } from '../domain/classes.ts'

/** How a status looks; red stays for what is behind. */
export const statusTone: Record<ClassStatus, 'plain' | 'good' | 'soon'> = { draft: 'soon', open: 'good', closed: 'plain', cancelled: 'plain' }
