import { AuditPage } from '#web/audit/AuditPage.tsx'
import { deeds, subjects } from './words.ts'

const words = { deeds, subjects }

export default function AuditOfHouse() {
  return <AuditPage words={words} />
}
