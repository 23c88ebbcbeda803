// Every structural change goes in two steps: what is to be changed and by which decision; then what would move, as the server
// has tried it, and the deed itself. What was typed stays until it is recorded, whatever happens to the page.
import { useState, type ReactNode } from 'react'
import { text, type Text } from '#base/text'
import { newId } from '#base/id'
import { Button } from '#web/kit/Button.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { useForm, type FormOf } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { StructuralChange } from '../contract.ts'
import { organisation } from './api.ts'
import { sendChange, type DecisionSent } from './change.ts'
import { useUnitRoof, type Tried } from './roof.tsx'
import { words } from './words.ts'

const own = {
  preview: text('Xem trước thay đổi', 'Preview the change'),
  back: text('Sửa lại', 'Change what was typed'),
  previewOf: text('Xem trước: {deed}', 'Preview: {deed}'),
  notYet: text('Chưa ghi gì. Hãy kiểm tra rồi xác nhận.', 'Nothing is recorded yet. Check, then confirm.'),
}

/** With the id of the event to be recorded. */
export interface ChangeTyped { eventId: string }
export const emptyChange = (): ChangeTyped => ({ eventId: newId() })

export interface ChangeSheetProps<Values extends ChangeTyped> {
  /** The deed's own words; also on the button that records it. */
  deed: string
  lead: ReactNode
  /** Under which what was typed is kept. */
  formKey: string
  start: Values
  check: (values: Values) => Partial<Record<keyof Values & string | '', Text | null | false>>
  changeOf: (values: Values) => StructuralChange
  /** null: an undo, which stands on no decision of its own. */
  decisionOf: (values: Values) => DecisionSent | null
  width?: number
  onClose: () => void
  done?: (values: Values) => void
  children: (form: FormOf<Values>) => ReactNode
}

interface Ready<Values> { values: Values; change: StructuralChange; decision: DecisionSent | null; tried: Tried }

export function ChangeSheet<Values extends ChangeTyped>({ deed, lead, formKey, start, check, changeOf, decisionOf, width = 620, onClose, done, children }: ChangeSheetProps<Values>) {
  const t = useText()
  const { trial } = useUnitRoof()
  const [ready, setReady] = useState<Ready<Values> | null>(null)
  const form: FormOf<Values> = useForm<Values, Ready<Values>>({
    key: formKey, start, check,
    send: async (values) => {
      const change = changeOf(values), decision = decisionOf(values)
      return { values, change, decision, tried: await trial(change, decision) }
    },
    done: (tried, values) => {
      // Sent for a look only: it stays typed until it is recorded.
      form.set(values)
      setReady(tried)
    },
  })
  const recorded = () => {
    form.reset()
    toast(words.saved)
    onClose()
    done?.(ready!.values)
  }
  return (
    <Sheet title={ready ? t(own.previewOf, { deed }) : deed} lead={ready ? t(own.notYet) : lead} open onClose={onClose} width={ready ? Math.max(width, 860) : width}>
      {ready
        ? <Confirmation ready={ready} deed={deed} back={() => setReady(null)} recorded={recorded} />
        : <Form of={form} submit={t(own.preview)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>{children(form)}</Form>}
    </Sheet>
  )
}

function Confirmation<Values extends ChangeTyped>({ ready, deed, back, recorded }: { ready: Ready<Values>; deed: string; back: () => void; recorded: () => void }) {
  const t = useText()
  const form = useForm({
    key: null, start: {}, renews: [organisation.key()],
    send: () => sendChange(ready.change, ready.decision, ready.values.eventId),
    done: recorded,
  })
  return (
    <Form of={form} submit={deed} beside={<Button onClick={back}>{t(own.back)}</Button>}>
      {ready.tried.draw()}
    </Form>
  )
}
