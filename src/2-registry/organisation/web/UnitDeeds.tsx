// What the office acted in may do with the structure here: establish below, rename, transfer, merge, end.
import { IconArrowsTransferUp, IconArrowMerge, IconCirclePlus, IconCircleX, IconDots, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { text } from '#base/text'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Menu } from '#web/kit/Menu.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { UnitCard } from '../contract.ts'
import { findUnits, organisation, unitPath } from './api.ts'
import { checkDecision, DecisionFields, decisionOf, emptyDecision } from './decision.tsx'
import { words } from './words.ts'

const own = {
  change: text('Thay đổi tổ chức', 'Change the structure'),
  establish: text('Thành lập đơn vị trực thuộc', 'Establish a unit below'),
  rename: text('Đổi tên', 'Rename'),
  transfer: text('Chuyển sang đơn vị cấp trên khác', 'Transfer to another parent'),
  merge: text('Sáp nhập vào đơn vị khác', 'Merge into another unit'),
  dissolve: text('Chấm dứt hoạt động', 'Dissolve'),
  newParent: text('Đơn vị cấp trên mới', 'New parent'),
  into: text('Đơn vị tiếp nhận', 'The unit that stays'),
  moves: text('{name} và {n} đơn vị bên dưới chuyển theo; số liệu các ngày trước giữ nguyên.', '{name} moves with {n} units below it; figures of earlier days stay as they are.'),
  mergeWhat: text('{name} chấm dứt; {n} đơn vị trực thuộc và mọi hồ sơ được tìm thấy dưới đơn vị tiếp nhận. Số liệu các ngày trước giữ nguyên.', '{name} ends; {n} units below and all records are found under the unit that stays. Figures of earlier days stay as they are.'),
  dissolveWhat: text('{name} chấm dứt và không tiếp tục trong đơn vị nào. Đơn vị còn trực thuộc phải được chuyển đi trước.', '{name} ends and goes on in no other unit. Units below must be transferred first.'),
}

type Deed = 'establish' | 'rename' | 'transfer' | 'merge' | 'dissolve'

export function UnitDeeds({ unit }: { unit: UnitCard }) {
  const t = useText()
  const [deed, setDeed] = useState<Deed | null>(null)
  const close = () => setDeed(null)
  if (!unit.extensible && !unit.changeable) return null
  const changes = unit.changeable ? [
    { label: t(own.rename), icon: IconPencil, onClick: () => setDeed('rename') },
    { label: t(own.transfer), icon: IconArrowsTransferUp, onClick: () => setDeed('transfer') },
    { label: t(own.merge), icon: IconArrowMerge, onClick: () => setDeed('merge') },
    'line' as const,
    { label: t(own.dissolve), icon: IconCircleX, grave: true, onClick: () => setDeed('dissolve') },
  ] : []
  const sheets: Record<Deed, () => React.ReactNode> = {
    establish: () => <Establish unit={unit} onClose={close} />, rename: () => <Rename unit={unit} onClose={close} />,
    transfer: () => <Move unit={unit} onClose={close} deed="transfer" />, merge: () => <Move unit={unit} onClose={close} deed="merge" />, dissolve: () => <Dissolve unit={unit} onClose={close} />,
  }
  return (
    <>
      <Menu width={320} button={<IconButton label={t(own.change)} icon={IconDots} />} deeds={[...(unit.extensible ? [{ label: t(own.establish), icon: IconCirclePlus, onClick: () => setDeed('establish') }] : []), ...changes]} />
      {deed && sheets[deed]()}
    </>
  )
}

interface DeedProps { unit: UnitCard; onClose: () => void }

const below = (unit: UnitCard) => unit.below.reduce((sum, b) => sum + b.count, 0)

function Establish({ unit, onClose }: DeedProps) {
  const t = useText()
  const today = useToday()
  const navigate = useNavigate()
  const kinds = useQuery({ ...organisation.kinds.queryOptions(), staleTime: Infinity })
  const form = useForm({
    key: `unit.establish.${unit.id}`, renews: [organisation.key()],
    start: { name: '', kind: null as string | null, nameEn: '', shortName: '', ...emptyDecision(today) },
    check: (v) => ({ name: v.name.trim() === '' && common.required, kind: v.kind === null && common.required, ...checkDecision(v) }),
    send: async (v, id) => {
      await organisation.establish.call({ id, parentId: unit.id, kind: v.kind!, name: v.name, nameEn: v.nameEn.trim() || null, shortName: v.shortName.trim() || null, decision: decisionOf(v) })
      return id
    },
    done: (id, v) => {
      toast({ vi: words.established.vi.replace('{name}', v.name), en: words.established.en.replace('{name}', v.name) })
      onClose()
      void navigate({ to: unitPath(id) })
    },
  })
  return (
    <Sheet title={t(own.establish)} lead={unit.name} open onClose={onClose} width={560}>
      <Form of={form} submit={t(own.establish)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <TextField field={form.at('name')} label={t(words.name)} required autoFocus maxLength={300} />
        <SelectField field={form.at('kind')} label={t(words.kind)} required choices={(kinds.data ?? []).filter((k) => k.code !== 'confederation').map((k) => ({ value: k.code, label: t(k.name) }))} />
        <TextField field={form.at('shortName')} label={t(words.shortName)} maxLength={100} />
        <TextField field={form.at('nameEn')} label={t(words.nameEn)} maxLength={300} />
        <DecisionFields form={form} />
      </Form>
    </Sheet>
  )
}

function Rename({ unit, onClose }: DeedProps) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `unit.rename.${unit.id}`, renews: [organisation.key()],
    start: { name: unit.name, nameEn: unit.nameEn ?? '', shortName: unit.shortName ?? '', ...emptyDecision(today) },
    check: (v) => ({ name: v.name.trim() === '' && common.required, ...checkDecision(v) }),
    send: (v) => organisation.rename.call({ unitId: unit.id, name: v.name, nameEn: v.nameEn.trim() || null, shortName: v.shortName.trim() || null, decision: decisionOf(v) }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(own.rename)} lead={unit.name} open onClose={onClose} width={560}>
      <Form of={form} submit={t(own.rename)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <TextField field={form.at('name')} label={t(words.name)} required autoFocus maxLength={300} />
        <TextField field={form.at('shortName')} label={t(words.shortName)} maxLength={100} />
        <TextField field={form.at('nameEn')} label={t(words.nameEn)} maxLength={300} />
        <DecisionFields form={form} />
      </Form>
    </Sheet>
  )
}

function Move({ unit, onClose, deed }: DeedProps & { deed: 'transfer' | 'merge' }) {
  const t = useText()
  const { number } = useFormat()
  const today = useToday()
  const merging = deed === 'merge'
  const form = useForm({
    key: `unit.${deed}.${unit.id}`, renews: [organisation.key()],
    start: { other: null as Found | null, ...emptyDecision(today) },
    check: (v) => ({ other: v.other === null && common.required, ...checkDecision(v) }),
    send: (v) => (merging
      ? organisation.merge.call({ into: v.other!.id, from: [unit.id], decision: decisionOf(v) })
      : organisation.transfer.call({ parentId: v.other!.id, unitIds: [unit.id], decision: decisionOf(v) })),
    done: () => { toast(words.saved); onClose() },
  })
  const on = form.values.effectiveOn ?? today
  return (
    <Sheet title={t(merging ? own.merge : own.transfer)} lead={t(merging ? own.mergeWhat : own.moves, { name: unit.name, n: number(below(unit)) })} open onClose={onClose} width={560}>
      <Form of={form} submit={t(merging ? own.merge : own.transfer)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <SearchSelect field={form.at('other')} label={t(merging ? own.into : own.newParent)} of="units" required autoFocus search={async (typed) => (await findUnits(typed, on)).filter((found) => found.id !== unit.id)} />
        <DecisionFields form={form} />
      </Form>
    </Sheet>
  )
}

function Dissolve({ unit, onClose }: DeedProps) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `unit.dissolve.${unit.id}`, renews: [organisation.key()], start: emptyDecision(today), check: checkDecision,
    send: (v) => organisation.dissolve.call({ unitId: unit.id, decision: decisionOf(v) }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(own.dissolve)} lead={t(own.dissolveWhat, { name: unit.name })} open onClose={onClose} width={560}>
      <Form of={form} submit={t(own.dissolve)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}><DecisionFields form={form} /></Form>
    </Sheet>
  )
}
