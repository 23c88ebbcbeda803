// The forms of the changes that need a few fields: establish, rename, another kind, another parent, merge, dissolve.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { text } from '#base/text'
import { newId } from '#base/id'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { SelectField, type Choice } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { UnitCard } from '../contract.ts'
import { findUnits, organisation, unitPath } from './api.ts'
import { ChangeSheet, emptyChange } from './ChangeSheet.tsx'
import { checkDecision, DecisionFields, decisionOf, emptyDecision } from './decision.tsx'
import { deedNames, words } from './words.ts'

const own = {
  newParent: text('Đơn vị cấp trên mới', 'New parent'),
  into: text('Đơn vị tiếp nhận', 'The unit that stays'),
  newKind: text('Loại đơn vị mới', 'New kind'),
  renameWhat: text('Tên cũ vẫn là tên của {name} trong các ngày trước.', 'On earlier days {name} keeps its old name.'),
  kindWhat: text('{name} giữ tên, vị trí và hồ sơ; loại mới có hiệu lực từ ngày nêu dưới đây.', '{name} keeps its name, place and records; the new kind holds from the day below.'),
  moves: text('{name} và {n} đơn vị bên dưới chuyển theo; số liệu các ngày trước giữ nguyên.', '{name} moves with {n} units below it; figures of earlier days stay as they are.'),
  mergeWhat: text('{name} chấm dứt; {n} đơn vị bên dưới và mọi hồ sơ được tìm thấy dưới đơn vị tiếp nhận. Số liệu các ngày trước giữ nguyên.', '{name} ends; {n} units below and all records are found under the unit that stays. Figures of earlier days stay as they are.'),
  dissolveWhat: text('{name} chấm dứt và không tiếp tục trong đơn vị nào. Đơn vị còn trực thuộc phải được chuyển đi trước.', '{name} ends and goes on in no other unit. Units below must be transferred first.'),
}

export interface ChangeProps { unit: UnitCard; onClose: () => void }

const below = (unit: UnitCard) => unit.below.reduce((sum, b) => sum + b.count, 0)

/** Kinds that a unit may be of. */
export function useKinds(): Choice<string>[] {
  const t = useText()
  const kinds = useQuery({ ...organisation.kinds.queryOptions(), staleTime: Infinity })
  return (kinds.data ?? []).filter((k) => k.code !== 'confederation').map((k) => ({ value: k.code, label: t(k.name) }))
}

export function Establish({ unit, onClose }: ChangeProps) {
  const t = useText()
  const today = useToday()
  const kinds = useKinds()
  const navigate = useNavigate()
  return (
    <ChangeSheet
      deed={t(deedNames.establish)} lead={unit.name} formKey={`unit.establish.${unit.id}`} onClose={onClose} decisionOf={decisionOf}
      start={{ ...emptyChange(), id: newId(), name: '', kind: null as string | null, nameEn: '', shortName: '', ...emptyDecision(today) }}
      check={(v) => ({ name: v.name.trim() === '' && common.required, kind: v.kind === null && common.required, ...checkDecision(v) })}
      changeOf={(v) => ({ kind: 'establish', asked: { id: v.id, parentId: unit.id, kind: v.kind!, name: v.name, nameEn: v.nameEn.trim() || null, shortName: v.shortName.trim() || null } })}
      done={(v) => void navigate({ to: unitPath(v.id) })}
    >
      {(form) => (
        <>
          <TextField field={form.at('name')} label={t(words.name)} required autoFocus maxLength={300} />
          <SelectField field={form.at('kind')} label={t(words.kind)} required choices={kinds} />
          <TextField field={form.at('shortName')} label={t(words.shortName)} maxLength={100} />
          <TextField field={form.at('nameEn')} label={t(words.nameEn)} maxLength={300} />
          <DecisionFields form={form} />
        </>
      )}
    </ChangeSheet>
  )
}

export function Rename({ unit, onClose }: ChangeProps) {
  const t = useText()
  const today = useToday()
  return (
    <ChangeSheet
      deed={t(deedNames.rename)} lead={t(own.renameWhat, { name: unit.name })} formKey={`unit.rename.${unit.id}`} onClose={onClose} decisionOf={decisionOf}
      start={{ ...emptyChange(), name: unit.name, nameEn: unit.nameEn ?? '', shortName: unit.shortName ?? '', ...emptyDecision(today) }}
      check={(v) => ({ name: v.name.trim() === '' && common.required, ...checkDecision(v) })}
      changeOf={(v) => ({ kind: 'rename', asked: { unitId: unit.id, name: v.name, nameEn: v.nameEn.trim() || null, shortName: v.shortName.trim() || null } })}
    >
      {(form) => (
        <>
          <TextField field={form.at('name')} label={t(words.name)} required autoFocus maxLength={300} />
          <TextField field={form.at('shortName')} label={t(words.shortName)} maxLength={100} />
          <TextField field={form.at('nameEn')} label={t(words.nameEn)} maxLength={300} />
          <DecisionFields form={form} />
        </>
      )}
    </ChangeSheet>
  )
}

export function ChangeKind({ unit, onClose }: ChangeProps) {
  const t = useText()
  const today = useToday()
  const kinds = useKinds()
  return (
    <ChangeSheet
      deed={t(deedNames.kind)} lead={t(own.kindWhat, { name: unit.name })} formKey={`unit.kind.${unit.id}`} onClose={onClose} decisionOf={decisionOf}
      start={{ ...emptyChange(), kind: null as string | null, ...emptyDecision(today) }}
      check={(v) => ({ kind: v.kind === null && common.required, ...checkDecision(v) })}
      changeOf={(v) => ({ kind: 'changeKind', asked: { unitId: unit.id, kind: v.kind! } })}
    >
      {(form) => (
        <>
          <SelectField field={form.at('kind')} label={t(own.newKind)} required choices={kinds.filter((k) => k.value !== unit.kind)} />
          <DecisionFields form={form} />
        </>
      )}
    </ChangeSheet>
  )
}

export function Transfer(props: ChangeProps) {
  return <Move {...props} deed="transfer" />
}

export function Merge(props: ChangeProps) {
  return <Move {...props} deed="merge" />
}

function Move({ unit, onClose, deed }: ChangeProps & { deed: 'transfer' | 'merge' }) {
  const t = useText()
  const { number } = useFormat()
  const today = useToday()
  const merging = deed === 'merge'
  return (
    <ChangeSheet
      deed={t(merging ? deedNames.merge : deedNames.transfer)} lead={t(merging ? own.mergeWhat : own.moves, { name: unit.name, n: number(below(unit)) })}
      formKey={`unit.${deed}.${unit.id}`} onClose={onClose} decisionOf={decisionOf}
      start={{ ...emptyChange(), other: null as Found | null, ...emptyDecision(today) }}
      check={(v) => ({ other: v.other === null && common.required, ...checkDecision(v) })}
      changeOf={(v) => (merging ? { kind: 'merge', asked: { into: v.other!.id, from: [unit.id] } } : { kind: 'transfer', asked: { parentId: v.other!.id, unitIds: [unit.id] } })}
    >
      {(form) => (
        <>
          <SearchSelect
            field={form.at('other')} label={t(merging ? own.into : own.newParent)} of="units" required autoFocus
            search={async (typed) => (await findUnits(typed, form.values.effectiveOn ?? today)).filter((found) => found.id !== unit.id)}
          />
          <DecisionFields form={form} />
        </>
      )}
    </ChangeSheet>
  )
}

export function Dissolve({ unit, onClose }: ChangeProps) {
  const t = useText()
  const today = useToday()
  return (
    <ChangeSheet
      deed={t(deedNames.dissolve)} lead={t(own.dissolveWhat, { name: unit.name })} formKey={`unit.dissolve.${unit.id}`} onClose={onClose} decisionOf={decisionOf}
      start={{ ...emptyChange(), ...emptyDecision(today) }} check={checkDecision} changeOf={() => ({ kind: 'dissolve', asked: { unitId: unit.id } })}
    >
      {(form) => <DecisionFields form={form} />}
    </ChangeSheet>
  )
}
