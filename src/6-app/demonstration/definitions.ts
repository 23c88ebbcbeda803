// What a province counts for itself: one indicator that is in force, and one that its training officer has composed and sent to
// the president.
import { sql } from 'kysely'
import { newId } from '#base/id'
import { publishIndicator, saveDraft, sendDraft } from '#indicators'
import { systemActor } from '#platform/access/actor'
import type { Work } from '#platform/work'

export const chairsWithin90 = {
  subjects: [{ kind: 'official', filter: { title: 'president', grassroots: true }, since: { from: '2025-07-01' } }], exclusions: [{ fact: 'absence', filter: {} }],
  stages: [{ code: '2025-2030', from: '2025-07-01', to: '2031-01-01', operator: '=' as const, share: 1, need: 'all' as const, requires: [{ fact: 'completion', filter: { tags: ['grassroots-chair'] }, atLeast: 1, withinDays: 90 }] }],
}
const aiIn2026 = {
  subjects: [{ kind: 'official', filter: { fullTime: true } }], exclusions: [{ fact: 'absence', filter: { reason: 'maternity' } }],
  stages: [{ code: '2026', from: '2026-01-01', to: '2027-01-01', operator: '>=' as const, share: 0.6, need: 'all' as const, requires: [{ fact: 'completion', filter: { tags: ['artificial-intelligence'], hours: { from: 4 } }, atLeast: 1 }] }],
}

export async function publishOwn(w: Work, unitId: string): Promise<void> {
  await publishIndicator(w, {
    code: 'LC-CT90', effectiveFrom: '2025-07-01', ownerId: unitId, definition: chairsWithin90,
    name: { vi: 'Chủ tịch công đoàn cơ sở mới được bồi dưỡng trong vòng 90 ngày', en: 'New grassroots chairs trained within 90 days' }, counts: { vi: 'chủ tịch mới', en: 'new chairs' },
  })
}

/** by: whose account composes it. */
export async function composeOwn(work: (deed: (w: Work) => Promise<void>, actor: ReturnType<typeof systemActor>) => Promise<void>, unitId: string, by: string): Promise<void> {
  let personId: string | null = null
  await work(async (w) => { personId = (await sql<{ id: string }>`select person_id as id from access.account where username = ${by}`.execute(w.tx)).rows[0]?.id ?? null }, systemActor('lotrinh'))
  await work(async (w) => {
    const id = newId()
    await saveDraft(w, {
      id, unitId, code: 'LC-TTNT26', nameVi: 'Cán bộ chuyên trách được tập huấn trí tuệ nhân tạo năm 2026', nameEn: 'Full-time officials trained in artificial intelligence in 2026', countsVi: 'cán bộ chuyên trách', countsEn: 'full-time officials',
      body: aiIn2026, effectiveFrom: '2026-01-01', replaces: null,
    })
    await sendDraft(w, { id, unitId })
  }, { ...systemActor('lotrinh'), personId })
}
