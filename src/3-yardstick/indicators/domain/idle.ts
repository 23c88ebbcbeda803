// Stages that say nothing.
import { writeDay, type Day } from '#base/day'
import type { Text } from '#base/text'
import type { Definition } from './definition.ts'

/** Stages that were over before the definition holds, and stages that ask for just what the one before does. */
export function idleStages({ stages }: Definition, effectiveFrom: Day | null): { code: string; at: string; text: Text }[] {
  const asks = (s: Definition['stages'][number]) => JSON.stringify([s.operator, s.share, s.number, s.need, s.requires])
  return stages.flatMap((s, i) => {
    const at = `stages.${i}`
    if (effectiveFrom !== null && s.to <= effectiveFrom) {
      return [{ code: 'stage-over', at, text: { vi: `Giai đoạn ${s.code} kết thúc trước ngày hiệu lực ${writeDay(effectiveFrom)} nên không có tác dụng.`, en: `Stage ${s.code} is over before ${writeDay(effectiveFrom)}, from which the definition holds, and has no effect.` } }]
    }
    const before = stages.find((other) => other.to === s.from)
    return before && asks(before) === asks(s) ? [{ code: 'stage-same', at, text: { vi: `Giai đoạn ${s.code} yêu cầu giống hệt giai đoạn ${before.code}.`, en: `Stage ${s.code} asks for just what stage ${before.code} does.` } }] : []
  })
}
