import { text } from '#base/text'
import { Form } from '#web/kit/form/Form.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { useMe, useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import { learning, searchUnits, type Programme } from './api.ts'
import styles from './Learning.module.css'
import { words } from './words.ts'

const own = {
  new: text('Thêm chương trình', 'New programme'), edit: text('Sửa chương trình', 'Edit programme'), name: text('Tên chương trình', 'Name'), nameEn: text('Tên tiếng Anh', 'Name in English'),
  field: text('Lĩnh vực công tác', 'Field of work'), level: text('Dành cho', 'For'), owner: text('Đơn vị chủ quản', 'Owner'), hours: text('Số giờ', 'Hours'),
  validity: text('Hiệu lực (tháng)', 'Validity (months)'), validityHelp: text('Để trống: không thời hạn.', 'Empty: it does not lapse.'),
  tags: text('Tính cho các nội dung', 'Counts as'), changes: text('Đổi nội dung tính hoặc hiệu lực làm các chỉ tiêu tính lại ngay.', 'Changing what it counts as, or its validity, moves indicators at once.'),
}
type Lists = Awaited<ReturnType<typeof learning.lists.call>>

export function ProgrammeSheet({ lists, programme, onClose }: { lists: Lists; programme: Programme | null; onClose: () => void }) {
  const t = useText()
  const me = useMe()
  const today = useToday()
  const unit = me.offices.find((office) => office.id === me.officeId)
  const form = useForm({
    key: `programme.${programme?.id ?? 'new'}`,
    start: {
      name: programme?.name ?? '', nameEn: programme?.nameEn ?? '', field: programme?.field ?? null, level: programme?.level ?? null, tags: programme?.tags ?? [], hours: programme?.hours ?? null, validityMonths: programme?.validityMonths ?? null,
      ownerId: (programme ? { id: programme.ownerId, label: programme.owner } : unit ? { id: unit.unitId, label: unit.unitName } : null) as Found | null,
    },
    check: (v) => ({ name: !v.name.trim() && common.required, field: !v.field && common.required, level: !v.level && common.required, hours: v.hours === null && common.required, ownerId: !v.ownerId && common.required }),
    send: (v, id) => learning.writeProgramme.call({ id: programme?.id ?? id, name: v.name, nameEn: v.nameEn.trim() || null, field: v.field!, level: v.level!, tags: v.tags, hours: v.hours!, validityMonths: v.validityMonths, ownerId: v.ownerId!.id }),
    renews: [learning.key()],
    done: () => { toast(words.saved); onClose() },
  })
  const tags = form.at('tags')
  return (
    <Sheet title={t(programme ? own.edit : own.new)} open onClose={onClose} width={600}>
      <Form of={form} submit={t(common.save)}>
        <TextField field={form.at('name')} label={t(own.name)} required />
        <TextField field={form.at('nameEn')} label={t(own.nameEn)} />
        <SelectField field={form.at('field')} label={t(own.field)} required choices={lists.fields.map((one) => ({ value: one.code, label: t(one.name) }))} />
        <SelectField field={form.at('level')} label={t(own.level)} required choices={lists.levels.map((one) => ({ value: one.code, label: t(one.name) }))} />
        <fieldset className={styles.tags}>
          <legend>{t(own.tags)}</legend>
          {lists.tags.map((tag) => (
            <label key={tag.code}>
              <input type="checkbox" checked={tags.value.includes(tag.code)} disabled={tags.disabled} onChange={() => tags.set(tags.value.includes(tag.code) ? tags.value.filter((one) => one !== tag.code) : [...tags.value, tag.code])} />
              {t(tag.name)}
            </label>
          ))}
        </fieldset>
        {programme && programme.classes > 0 && <p>{t(own.changes)}</p>}
        <NumberField field={form.at('hours')} label={t(own.hours)} required />
        <NumberField field={form.at('validityMonths')} label={t(own.validity)} help={t(own.validityHelp)} />
        <SearchSelect field={form.at('ownerId')} label={t(own.owner)} required of="units" search={(typed) => searchUnits(typed, today)} />
      </Form>
    </Sheet>
  )
}
