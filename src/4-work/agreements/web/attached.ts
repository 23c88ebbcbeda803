import type { Agreement } from '../contract.ts'

export type Attached = Agreement['attachments'][number]
