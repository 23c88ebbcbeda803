// Several units end and go on in a new one.
import { IconX } from '@tabler/icons-react'
import { newId } from '#base/id'
import { text } from '#base/text'
import { IconButton } from '#web/kit/Button.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import { findUnits } from './api.ts'
import { ChangeSheet, emptyChange } from './ChangeSheet.tsx'
import styles from './Change.module.css'
import { useKinds, type ChangeProps } from './changes.tsx'
import { checkDecision, DecisionFields, decisionOf, emptyDecision } from './decision.tsx'
import { deedNames, words } from './words.ts'

const own = {
  what: text('{name} và các đơn vị chọn dưới đây chấm dứt; mọi đơn vị trực thuộc và hồ sơ được tìm thấy dưới đơn vị mới.', '{name} and the units chosen below end; all units below them and all records are found under the new unit.'),
  with: text('Hợp nhất với', 'Together with'),
  add: text('Thêm đơn vị hợp nhất', 'Add a unit'),
  remove: text('Bỏ {name}', 'Remove {name}'),
  name: text('Tên đơn vị mới', 'Name of the new unit'),
  needed: text('Cần chọn ít nhất một đơn vị nữa.', 'At least one more unit is needed.'),
}

export function Consolidate({ unit, onClose }: ChangeProps) {
  const t = useText()
  const today = useToday()
  const kinds = useKinds()
  return (
    <ChangeSheet
      deed={t(deedNames.consolidate)} lead={t(own.what, { name: unit.name })} formKey={`unit.consolidate.${unit.id}`} onClose={onClose} decisionOf={decisionOf}
      start={{
        ...emptyChange(), id: newId(), others: [] as Found[], name: '', kind: unit.kind as string | null,
        parent: (unit.parentId ? { id: unit.parentId, label: unit.parentName ?? '' } : null) as Found | null, ...emptyDecision(today),
      }}
      check={(v) => ({ others: v.others.length === 0 && own.needed, name: v.name.trim() === '' && common.required, kind: v.kind === null && common.required, parent: v.parent === null && common.required, ...checkDecision(v) })}
      changeOf={(v) => ({ kind: 'consolidate', asked: { parentId: v.parent!.id, from: [unit.id, ...v.others.map((o) => o.id)], unit: { id: v.id, kind: v.kind!, name: v.name } } })}
    >
      {(form) => {
        const { others } = form.values
        const on = form.values.effectiveOn ?? today
        return (
          <>
            <SearchSelect
              field={{ ...form.at('others'), value: null, set: (found) => { if (found && !others.some((o) => o.id === found.id)) form.set({ others: [...others, found] } as never) } }}
              label={t(own.add)} of="units" required autoFocus search={async (typed) => (await findUnits(typed, on)).filter((found) => found.id !== unit.id && !others.some((o) => o.id === found.id))}
            />
            {others.length > 0 && (
              <ul className={styles.chosen} aria-label={t(own.with)}>
                {others.map((other) => (
                  <li key={other.id}>
                    <span>{other.label}{other.detail && <span className={styles.soft}> · {other.detail}</span>}</span>
                    <IconButton label={t(own.remove, { name: other.label })} icon={IconX} onClick={() => form.set({ others: others.filter((o) => o.id !== other.id) } as never)} />
                  </li>
                ))}
              </ul>
            )}
            <TextField field={form.at('name')} label={t(own.name)} required maxLength={300} />
            <SelectField field={form.at('kind')} label={t(words.kind)} required choices={kinds} />
            <SearchSelect field={form.at('parent')} label={t(words.parent)} of="units" required search={(typed) => findUnits(typed, on)} />
            <DecisionFields form={form} />
          </>
        )
      }}
    </ChangeSheet>
  )
}
