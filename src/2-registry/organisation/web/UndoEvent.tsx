// An event is taken back: why, then what would move back, then the deed.
import { text } from '#base/text'
import { TextArea } from '#web/kit/form/TextArea.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { UnitEvent } from '../contract.ts'
import { ChangeSheet, emptyChange } from './ChangeSheet.tsx'
import { deedNames, eventNames } from './words.ts'

const own = {
  what: text('{event} {name}, {number}, hiệu lực {on}: cơ cấu trở lại đúng như trước. Biến động vẫn được lưu, ghi rõ là đã hoàn tác.', '{event}: {name}, {number}, in force from {on}. The structure becomes what it was before; the event stays in the record as undone.'),
  why: text('Lý do hoàn tác', 'Reason'),
  whyHelp: text('Ít nhất 5 ký tự, ví dụ: nhập nhầm số quyết định', 'At least 5 characters, for example: entered with the wrong number'),
  tooShort: text('Hãy viết rõ lý do, ít nhất 5 ký tự.', 'Say why, in at least 5 characters.'),
  always: text('từ trước đến nay', 'always'),
}

export function UndoEvent({ unitId, event, onClose }: { unitId: string; event: UnitEvent; onClose: () => void }) {
  const t = useText()
  const { day } = useFormat()
  return (
    <ChangeSheet
      deed={t(deedNames.undo)} formKey={`unit.undo.${event.id}`} onClose={onClose} decisionOf={() => null}
      lead={t(own.what, { event: t(eventNames[event.kind]), name: event.unitName, number: event.decision.number, on: event.effectiveOn ? day(event.effectiveOn) : t(own.always) })}
      start={{ ...emptyChange(), reason: '' }} check={(v) => ({ reason: v.reason.trim().length < 5 && own.tooShort })}
      changeOf={(v) => ({ kind: 'undo', asked: { unitId, eventId: event.id, reason: v.reason } })}
    >
      {(form) => <TextArea field={form.at('reason')} label={t(own.why)} help={t(own.whyHelp)} required autoFocus rows={3} maxLength={500} />}
    </ChangeSheet>
  )
}
