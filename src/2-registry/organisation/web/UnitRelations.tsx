// Relations of a unit beside the tree, in both directions: whose unions it also manages, and which unit manages it.
import { IconCircleX, IconLink, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, type Day } from '#base/day'
import { newId } from '#base/id'
import { text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Go } from '#web/kit/Go.tsx'
import { Part } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { UnitCard, UnitRelation } from '../contract.ts'
import { findUnits, organisation, unitPath } from './api.ts'
import { DecisionFields, emptyDecision } from './decision.tsx'
import styles from './UnitRelations.module.css'
import { words } from './words.ts'

const own = {
  title: text('Quản lý ngoài cây tổ chức', 'Managed beside the tree'),
  why: text('Số liệu và quyền hạn không theo quan hệ này.', 'Figures and powers do not follow it.'),
  outward: text('Quản lý', 'Manages'), inward: text('Được quản lý bởi', 'Managed by'),
  direction: text('Quan hệ', 'Relation'), other: text('Đơn vị', 'Unit'), commune: text('Xã, phường', 'Commune'),
  charge: text('Giao quản lý', 'Put in charge'),
  state: text('Tình trạng', 'State'), holds: text('Đang quản lý', 'Holds'), over: text('Đã kết thúc', 'Over'), coming: text('Chưa bắt đầu', 'Not begun'),
  add: text('Giao quản lý công đoàn của xã, phường khác', 'Put in charge of unions of another commune'),
  addWhat: text('{name} quản lý các công đoàn cơ sở của một xã, phường chưa có công đoàn riêng. Cây tổ chức giữ nguyên.', '{name} manages the grassroots unions of a commune that has no union of its own. The tree stays as it is.'),
  communeHelp: text('Ví dụ: xã Tả Van', 'For example: xã Tả Van'),
  units: text('Công đoàn được quản lý', 'Unions managed'), remove: text('Bỏ {name}', 'Remove {name}'), none: text('Chọn ít nhất một đơn vị.', 'Choose at least one unit.'),
  end: text('Kết thúc', 'End'), endTitle: text('Kết thúc quan hệ quản lý', 'End the relation'), endOf: text('Kết thúc quan hệ với {name}', 'End the relation to {name}'),
  leads: text('Cũng quản lý {n} công đoàn cơ sở của {communes}', 'Also manages {n} unions of {communes}'), led: text('Công đoàn của {commune}, do {name} quản lý', 'A union of {commune}, managed by {name}'),
  endOn: text('Từ ngày', 'From the day'), endNumber: text('Số quyết định', 'Number of the decision'), open: text('đến nay', 'to date'),
}

export function UnitRelations({ unit, on }: { unit: UnitCard; on: Day }) {
  const t = useText()
  const { day } = useFormat()
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<UnitRelation | null>(null)
  const found = useQuery(organisation.relations.queryOptions({ input: { id: unit.id, on } }))
  const across = (r: UnitRelation) => (r.outward ? r.other : r.unit)
  const state = (r: UnitRelation) => t(r.holds ? own.holds : r.valid.to !== null && r.valid.to <= on ? own.over : own.coming)
  const columns = (rows: UnitRelation[]): Column<UnitRelation>[] => [
    { key: 'other', title: own.other, value: (r) => across(r).name, show: (r) => (across(r).shown ? <Go to={unitPath(across(r).id)}>{across(r).name}</Go> : across(r).name), main: true },
    { key: 'direction', title: own.direction, value: (r) => t(r.outward ? own.outward : own.inward), width: '150px' },
    { key: 'commune', title: own.commune, value: (r) => r.commune, width: '150px' },
    { key: 'from', title: words.since, kind: 'day', value: (r) => r.valid.from, from: 'tablet', width: '110px' },
    { key: 'to', title: words.until, value: (r) => (r.valid.to ? day(addDays(r.valid.to, -1)) : t(own.open)), from: 'desktop', width: '130px' },
    { key: 'decision', title: words.decision, value: (r) => r.decision.number, from: 'desktop', width: '130px' },
    ...(rows.every((r) => r.holds) ? [] : [{ key: 'state', title: own.state, value: state, show: (r: UnitRelation) => <Badge tone={r.holds ? 'good' : 'plain'}>{state(r)}</Badge>, width: '150px' } satisfies Column<UnitRelation>]),
    ...(rows.some((r) => r.changeable && r.valid.to === null) ? [{
      key: 'end', title: own.end, value: () => null, width: '80px',
      show: (r: UnitRelation) => r.changeable && r.valid.to === null && <IconButton icon={IconCircleX} label={t(own.endOf, { name: across(r).name })} onClick={() => setEnding(r)} />,
    } satisfies Column<UnitRelation>] : []),
  ]
  const add = unit.changeable && !unit.grassroots && <Button icon={IconLink} onClick={() => setAdding(true)}>{t(own.charge)}</Button>
  return (
    <>
      <Answer of={found} lines={2}>
        {(rows) => (rows.length === 0 && !add ? null : (
          <Part title={t(own.title)} actions={add}>
            <p className={styles.hint}>{t(own.why)}</p>
            {rows.length > 0 && <DataTable label={t(own.title)} columns={columns(rows)} rows={rows} keyOf={(r) => r.id} dress="list" />}
          </Part>
        ))}
      </Answer>
      {adding && <RelateSheet unit={unit} onClose={() => setAdding(false)} />}
      {ending && <EndDialog relation={ending} name={across(ending).name} onClose={() => setEnding(null)} />}
    </>
  )
}

/** The same in a line or two, under the name of the unit. */
export function RelationsLead({ unitId, on }: { unitId: string; on: Day }) {
  const t = useText()
  const { number } = useFormat()
  const found = useQuery(organisation.relations.queryOptions({ input: { id: unitId, on } }))
  const now = found.data?.filter((r) => r.holds) ?? []
  const outward = now.filter((r) => r.outward)
  return (
    <>
      {outward.length > 0 && <p>{t(own.leads, { n: number(outward.length), communes: [...new Set(outward.map((r) => r.commune))].join(', ') })}</p>}
      {now.filter((r) => !r.outward).map((r) => <p key={r.id}>{t(own.led, { commune: r.commune ?? '', name: r.unit.name })}</p>)}
    </>
  )
}

function RelateSheet({ unit, onClose }: { unit: UnitCard; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `unit.relate.${unit.id}`, renews: [organisation.key()],
    start: { commune: '', relations: [] as (Found & { as: string })[], ...emptyDecision(today) },
    check: (v) => ({ commune: v.commune.trim() === '' && common.required, relations: v.relations.length === 0 && own.none, number: v.number.trim() === '' && common.required, effectiveOn: v.effectiveOn === null && common.required }),
    send: (v) => organisation.relate.call({
      unitId: unit.id, kind: 'manages', commune: v.commune, from: v.effectiveOn!, relations: v.relations.map((one) => ({ id: one.as, otherId: one.id })), decision: { number: v.number, on: v.signedOn, by: v.by.trim() || null },
    }),
    done: () => { toast(words.saved); onClose() },
  })
  const field = form.at('relations')
  const chosen = field.value
  return (
    <Sheet title={t(own.add)} lead={t(own.addWhat, { name: unit.name })} open onClose={onClose} width={600}>
      <Form of={form} submit={t(own.charge)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <TextField field={form.at('commune')} label={t(own.commune)} help={t(own.communeHelp)} required autoFocus maxLength={200} />
        <div className={styles.chosen}>
          <SearchSelect
            field={{ ...field, value: null, set: (one) => { if (one && !chosen.some(({ id }) => id === one.id)) field.set([...chosen, { ...one, as: newId() }]) } }}
            label={t(own.units)} of="units" required search={async (typed) => (await findUnits(typed, form.values.effectiveOn ?? today, unit.parentId ?? undefined)).filter(({ id }) => id !== unit.id && id !== unit.parentId)}
          />
          {chosen.length > 0 && (
            <ul aria-label={t(own.units)}>
              {chosen.map((one) => <li key={one.id}><span>{one.label}</span><IconButton icon={IconX} label={t(own.remove, { name: one.label })} onClick={() => field.set(chosen.filter(({ id }) => id !== one.id))} /></li>)}
            </ul>
          )}
        </div>
        <DecisionFields form={form} />
      </Form>
    </Sheet>
  )
}

function EndDialog({ relation, name, onClose }: { relation: UnitRelation; name: string; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: null, renews: [organisation.key()], start: { on: today as Day | null, decisionNumber: '' },
    check: (v) => ({ on: v.on === null && common.required, decisionNumber: v.decisionNumber.trim() === '' && common.required }),
    send: (v) => organisation.endRelation.call({ relationId: relation.id, on: v.on!, decisionNumber: v.decisionNumber }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Dialog title={t(own.endTitle)} open onClose={onClose}>
      <p>{t(own.endOf, { name })}</p>
      <Form of={form} submit={t(own.end)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        <DayField field={form.at('on')} label={t(own.endOn)} required autoFocus />
        <TextField field={form.at('decisionNumber')} label={t(own.endNumber)} required maxLength={100} />
      </Form>
    </Dialog>
  )
}
