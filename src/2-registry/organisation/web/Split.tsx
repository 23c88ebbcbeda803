// A unit is divided, or new ones are taken out of it; every unit that hangs under it is named one by one.
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { newId } from '#base/id'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import type { Bound, FormOf } from '#web/kit/form/useForm.ts'
import { useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { UnitCard } from '../contract.ts'
import { organisation } from './api.ts'
import { ChangeSheet, emptyChange } from './ChangeSheet.tsx'
import styles from './Change.module.css'
import { useKinds, type ChangeProps } from './changes.tsx'
import { checkDecision, DecisionFields, decisionOf, emptyDecision, type DecisionTyped } from './decision.tsx'
import { deedNames, words } from './words.ts'

const own = {
  what: text('Đơn vị mới được lập từ {name} và nhận các đơn vị trực thuộc nêu tên dưới đây. Số liệu các ngày trước giữ nguyên.', 'New units come out of {name} and take the units named below. Figures of earlier days stay as they are.'),
  how: text('{name} sau khi chia, tách', '{name} afterwards'),
  stays: text('Vẫn hoạt động (tách)', 'Lives on'),
  ends: text('Chấm dứt (chia)', 'Ends'),
  part: text('Đơn vị mới {n}', 'New unit {n}'),
  remove: text('Bỏ đơn vị mới {n}', 'Remove new unit {n}'),
  add: text('Thêm đơn vị mới', 'Add a new unit'),
  share: text('Tỷ lệ (tử số)', 'Share (numerator)'),
  whole: text('trên (mẫu số)', 'of (denominator)'),
  rest: text('Đơn vị nhận phần còn lại', 'The unit that takes the rest'),
  restHelp: text('Hồ sơ của đơn vị bị chia và các đơn vị trực thuộc chưa được phân được tìm thấy ở đây.', 'Records of the unit that ends and the units below that nobody takes are found here.'),
  children: text('Đơn vị trực thuộc chuyển về', 'Units below go to'),
  keep: text('Ở lại', 'Stays where it is'),
  withRest: text('Theo đơn vị nhận phần còn lại', 'With the rest'),
  none: text('Không có đơn vị trực thuộc vào ngày này.', 'No units hang under it on this day.'),
  two: text('Chia thì cần ít nhất hai đơn vị mới.', 'A unit that ends needs at least two new ones.'),
}

interface PartTyped { id: string; name: string; kind: string | null; part: number | null; whole: number | null }
interface Typed extends DecisionTyped { eventId: string; after: 'stays' | 'ends'; parts: PartTyped[]; takers: Record<string, string>; restTo: string | null }
const emptyPart = (kind: string): PartTyped => ({ id: newId(), name: '', kind, part: null, whole: null })

export function Split({ unit, onClose }: ChangeProps) {
  const t = useText()
  const today = useToday()
  return (
    <ChangeSheet<Typed>
      deed={t(deedNames.split)} lead={t(own.what, { name: unit.name })} formKey={`unit.split.${unit.id}`} width={760} onClose={onClose} decisionOf={decisionOf}
      start={{ ...emptyChange(), after: 'stays', parts: [emptyPart(unit.kind)], takers: {}, restTo: null, ...emptyDecision(today) }}
      check={(v) => ({
        parts: (v.parts.some((p) => p.name.trim() === '' || p.kind === null) && common.required) || (v.after === 'ends' && v.parts.length < 2 && own.two),
        restTo: v.after === 'ends' && !v.parts.some((p) => p.id === v.restTo) && common.required, ...checkDecision(v),
      })}
      changeOf={(v) => ({ kind: 'split', asked: {
        unitId: unit.id, stays: v.after === 'stays', restTo: v.after === 'stays' ? null : v.restTo,
        parts: v.parts.map((p) => ({
          unit: { id: p.id, parentId: unit.parentId!, kind: p.kind!, name: p.name }, share: p.part && p.whole ? { part: p.part, whole: p.whole } : null,
          takes: Object.entries(v.takers).filter(([, to]) => to === p.id).map(([child]) => child),
        })),
      } })}
    >
      {(form) => <Fields form={form} unit={unit} />}
    </ChangeSheet>
  )
}

function Fields({ form, unit }: { form: FormOf<Typed>; unit: UnitCard }) {
  const t = useText()
  const today = useToday()
  const kinds = useKinds()
  const { parts, takers, after, effectiveOn } = form.values
  const put = (id: string, change: Partial<PartTyped>) => form.set({ parts: parts.map((p) => (p.id === id ? { ...p, ...change } : p)) })
  const bind = <T,>(name: string, value: T, set: (value: T) => void): Bound<T> => ({ name, value, set, refusals: form.refusalsAt(name), disabled: form.busy })
  const named = parts.map((p, i) => ({ value: p.id, label: p.name.trim() || t(own.part, { n: i + 1 }) }))
  const refused = form.refusalsAt('parts')
  return (
    <>
      <SelectField field={form.at('after') as Bound<Typed['after'] | null>} label={t(own.how, { name: unit.name })} required choices={[{ value: 'stays', label: t(own.stays) }, { value: 'ends', label: t(own.ends) }]} />
      {parts.map((p, i) => (
        <fieldset key={p.id} className={styles.part}>
          <legend>{t(own.part, { n: i + 1 })}</legend>
          <TextField field={bind(`parts.${p.id}.name`, p.name, (name) => put(p.id, { name }))} label={t(words.name)} required maxLength={300} />
          <SelectField field={bind(`parts.${p.id}.kind`, p.kind, (kind) => put(p.id, { kind }))} label={t(words.kind)} required choices={kinds} />
          <div className={styles.share}>
            <NumberField field={bind(`parts.${p.id}.part`, p.part, (part) => put(p.id, { part }))} label={t(own.share)} />
            <NumberField field={bind(`parts.${p.id}.whole`, p.whole, (whole) => put(p.id, { whole }))} label={t(own.whole)} />
            {parts.length > 1 && <IconButton label={t(own.remove, { n: i + 1 })} icon={IconTrash} onClick={() => form.set({ parts: parts.filter((x) => x.id !== p.id) })} />}
          </div>
        </fieldset>
      ))}
      {refused.map((words, i) => <p key={i} role="alert" className={styles.refused}>{t(words)}</p>)}
      <div><Button tone="quiet" icon={IconPlus} onClick={() => form.set({ parts: [...parts, emptyPart(unit.kind)] })}>{t(own.add)}</Button></div>
      {after === 'ends' && <SelectField field={form.at('restTo')} label={t(own.rest)} help={t(own.restHelp)} required choices={named} />}
      <DecisionFields form={form} />
      <Children
        unitId={unit.id} on={effectiveOn ?? today} stay={t(after === 'stays' ? own.keep : own.withRest)} choices={named}
        bindTo={(child) => bind(`takers.${child}`, takers[child] || null, (to) => form.set({ takers: { ...takers, [child]: to ?? '' } }))}
      />
    </>
  )
}

function Children({ unitId, on, stay, choices, bindTo }: { unitId: string; on: string; stay: string; choices: { value: string; label: string }[]; bindTo: (child: string) => Bound<string | null> }) {
  const t = useText()
  const children = useQuery(organisation.children.queryOptions({ input: { parentId: unitId, on } }))
  return (
    <fieldset className={styles.part}>
      <legend>{t(own.children)}</legend>
      <Answer of={children} lines={4}>
        {(units) => (units.length === 0 ? <p className={styles.soft}>{t(own.none)}</p> : <>{units.map((child) => <SelectField key={child.id} field={bindTo(child.id)} label={child.name} placeholder={stay} choices={choices} />)}</>)}
      </Answer>
    </fieldset>
  )
}
