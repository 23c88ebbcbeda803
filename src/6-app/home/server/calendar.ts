// The calendar that one's own program subscribes to: sessions that one sits in or teaches, and the days on which duties are
// due. Whoever has the address reads it without signing in, so it names nobody.
import { createHash } from 'node:crypto'
import ical from 'ical-generator'
import { dayOf } from '#base/day'
import { tidy } from '#base/vietnamese/text'
import { ownSessions } from '#learning'
import { tokenHash } from '#platform/access/token'
import { titleOutside } from '../domain/digest.ts'
import { absent, type AbsentParts } from './absent.ts'

const daysBack = 60
const readAgainAfter = 3600

export type CalendarParts = AbsentParts & { address: string }

/** null: there is no such address (any more). */
export async function calendarOf(parts: CalendarParts, secret: string): Promise<{ body: string; etag: string } | null> {
  const { pools: { owner }, now, address } = parts
  const hash = tokenHash(secret)
  const { rows: [found] } = await owner.query<{ account_id: string; fresh: boolean }>(`select account_id, coalesce(asked_at > $2::timestamptz - interval '1 hour', false) as fresh from messages.calendar where secret_hash = $1`, [hash, now()])
  const who = found && await absent(parts, found.account_id)
  if (!found || !who) return null
  if (!found.fresh) await owner.query('update messages.calendar set asked_at = $2 where secret_hash = $1', [hash, now()])
  const sessions = await who.read((w) => ownSessions(w, new Date(now().getTime() - daysBack * 86_400_000)))
  const { language } = who.actor
  const calendar = ical({ name: language === 'vi' ? 'Lộ Trình: việc và lớp của tôi' : 'Lộ Trình: my duties and classes', prodId: { company: 'Lo Trinh', product: 'Lo Trinh', language: language.toUpperCase() }, ttl: readAgainAfter })
  // The same as long as nothing changed, so that a program that asks every hour is told so.
  const stamp = new Date(`${dayOf(now())}T00:00:00Z`)
  for (const s of sessions) {
    const teaches = s.teaches ? { vi: ' (giảng dạy)', en: ' (teaching)' }[language] : ''
    calendar.createEvent({
      id: `session-${s.id}@lotrinh`, stamp, start: s.startsAt, end: s.endsAt, summary: tidy(s.title) + teaches, url: `${address}/hoc-tap`,
      location: [s.place, s.address].filter(Boolean).join(', ') || null, description: s.topic,
    })
  }
  for (const duty of who.duties) {
    if (duty.dueOn === null) continue
    calendar.createEvent({ id: `duty-${duty.id}@lotrinh`, stamp, start: new Date(`${duty.dueOn}T00:00:00Z`), allDay: true, summary: `${{ vi: 'Hạn: ', en: 'Due: ' }[language]}${titleOutside(duty)[language]}`, url: address + duty.to })
  }
  const body = calendar.toString()
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` }
}
