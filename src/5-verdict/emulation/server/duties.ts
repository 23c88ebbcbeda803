// What waits for a unit in matters of models.
import type { Day } from '#base/day'
import type { Tx } from '#platform/work'
import type { ModelDuty } from '../contract.ts'
import { modelsOf, modelsWaiting } from './views.ts'

// Of more than so many one line is shown: the list behind it tells them apart.
const each = 5

/** writes, recognises: what the office may do about it. */
export async function duties(tx: Tx, unitId: string, today: Day, { writes, recognises }: { writes: boolean; recognises: boolean }): Promise<ModelDuty[]> {
  const list: ModelDuty[] = []
  const [own, waiting] = await Promise.all([writes ? modelsOf(tx, unitId, today) : [], recognises ? modelsWaiting(tx, unitId, today, true) : []])
  for (const m of own) {
    if (m.asked) list.push({ kind: 'confirm', id: m.useId, dueOn: m.lapsesOn, to: `/mo-hinh/${m.modelId}`, text: { vi: `Xác nhận mô hình còn áp dụng: ${m.title}`, en: `Confirm that the model still runs: ${m.title}` } })
    else if (m.status === 'returned' && !m.adopted) list.push({ kind: 'mend', id: m.modelId, dueOn: null, to: `/mo-hinh/${m.modelId}`, text: { vi: `Sửa và gửi lại mô hình được trả lại: ${m.title}`, en: `Mend and send again the returned model: ${m.title}` } })
  }
  if (waiting.length > each) {
    return [...list, { kind: 'recognise', id: unitId, dueOn: null, to: '/mo-hinh/cho-cong-nhan', text: { vi: `Xem xét công nhận ${waiting.length} mô hình, sáng kiến`, en: `Recognise or return ${waiting.length} models and initiatives` } }]
  }
  return [...list, ...waiting.map((m): ModelDuty => ({ kind: 'recognise', id: m.id, dueOn: null, to: `/mo-hinh/${m.id}`, text: { vi: `Xem xét công nhận: ${m.title} (${m.unitName})`, en: `Recognise or return: ${m.title} (${m.unitName})` } }))]
}
