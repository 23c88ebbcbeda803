import type { CertificateState } from '../domain/certificates.ts'
import type { ClassStatus } from '../domain/classes.ts'

/** How a status looks; red stays for what is behind. */
export const statusTone: Record<ClassStatus, 'plain' | 'good' | 'soon'> = { draft: 'soon', open: 'good', closed: 'plain', cancelled: 'plain' }
export const certificateTone: Record<CertificateState, 'good' | 'soon' | 'behind'> = { good: 'good', lapsed: 'soon', revoked: 'behind' }
