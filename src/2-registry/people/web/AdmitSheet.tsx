// A person enters a unit: with a place of work, an office, or both. Someone of the same name and birth is asked about first.
import { useState } from 'react'
import { useNavigate } from '@tanstack/react-router'
import { newId } from '#base/id'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { CheckField } from '#web/kit/form/CheckField.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import { people, personPath } from './api.ts'
import { checkOffice, emptyOffice, OfficeFields, officeOf } from './OfficeDeeds.tsx'
import { checkPerson, emptyPerson, PersonFields, personOf } from './personFields.tsx'
import { standings, words } from './words.ts'

const own = {
  admit: text('Thêm người', 'Add a person'),
  placeSince: text('Làm việc tại đơn vị từ ngày', 'Works in the unit from'),
  withOffice: text('Giữ chức vụ công đoàn tại đơn vị', 'Holds a union office in the unit'),
  even: text('Là người khác, vẫn thêm', 'It is another person; add'),
}

export function AdmitSheet({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const navigate = useNavigate()
  // Ids of what comes with the person: made once, so that a second sending is the same write.
  const [ids] = useState(() => ({ place: newId(), office: newId() }))
  const form = useForm({
    key: `person.admit.${unitId}`, renews: [people.key()],
    start: { ...emptyPerson, standing: 'member' as keyof typeof standings | null, placeFrom: today as Day | null, withOffice: false, even: false, ...emptyOffice(today) },
    check: (v) => ({ ...checkPerson(v), placeFrom: v.standing !== null && v.placeFrom === null && common.required, ...(v.withOffice ? checkOffice(v) : {}) }),
    send: async (v, id) => {
      await people.admit.call({
        id, unitId, ...personOf(v), evenIfAlike: v.even,
        place: v.standing && { id: ids.place, standing: v.standing, from: v.placeFrom! },
        office: v.withOffice ? { id: ids.office, ...officeOf(v) } : null,
      })
      return id
    },
    done: (id) => { toast(words.saved); onClose(); void navigate({ to: personPath(id) }) },
  })
  const asked = form.refusedTimes > 0 || form.values.even
  return (
    <Sheet title={t(own.admit)} open onClose={onClose} width={600}>
      <Form of={form} submit={t(own.admit)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <PersonFields form={form} />
        <SelectField field={form.at('standing')} label={t(words.standing)} choices={(['member', 'worker'] as const).map((value) => ({ value, label: t(standings[value]) }))} />
        {form.values.standing && <DayField field={form.at('placeFrom')} label={t(own.placeSince)} required />}
        <CheckField field={form.at('withOffice')} label={t(own.withOffice)} />
        {form.values.withOffice && <OfficeFields form={form} />}
        {asked && <CheckField field={form.at('even')} label={t(own.even)} />}
      </Form>
    </Sheet>
  )
}
