// Who is sent to the class, in order: those with a seat, those who wait, those who left.
import { useQuery } from '@tanstack/react-query'
import { IconMailForward, IconUserPlus, IconUserX } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Go } from '#web/kit/Go.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { AddPeople } from './AddPeople.tsx'
import { learning, type ClassPageData, type Seat } from './api.ts'
import { explained } from './explained.ts'
import { PaperDialog } from './PaperDialog.tsx'
import { words } from './words.ts'

const own = {
  label: text('Danh sách cử đi', 'Nominations'),
  place: text('Thứ tự', 'Order'), state: text('Trạng thái', 'State'), since: text('Cử lúc', 'Nominated at'),
  nominated: text('Có chỗ', 'Has a seat'), waiting: text('Chờ', 'Waiting'), withdrawn: text('Đã rút: {reason}', 'Withdrawn: {reason}'), completed: text('Đã hoàn thành', 'Completed'), notCompleted: text('Không hoàn thành', 'Not completed'),
  add: text('Cử thêm người', 'Nominate people'), withdraw: text('Rút {n} người', 'Withdraw {n}'),
  summons: text('Giấy triệu tập ({n})', 'Summons ({n})'),
  withdrawTitle: text('Rút khỏi danh sách', 'Withdraw from the list'), withdrawWhat: text('{n} người sẽ rời danh sách; người chờ đầu tiên được xếp chỗ ngay.', '{n} people leave the list; the first waiting get their seats at once.'),
  none: text('Chưa cử ai', 'Nobody is nominated yet'), noneWhy: text('Cử người tại đây, hoặc từ danh sách chưa đạt của một chỉ tiêu.', 'Nominate here, or from the unmet list of an indicator.'),
}

export function Nominations({ data }: { data: ClassPageData }) {
  const t = useText()
  const format = useFormat()
  const roster = useQuery(learning.roster.queryOptions({ input: { id: data.id } }))
  const maySummon = data.may.print === 'all'
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [open, setOpen] = useState<'add' | 'withdraw' | 'summons' | null>(null)
  const stateOf = (s: Seat) => s.state === 'withdrawn' ? t(own.withdrawn, { reason: s.withdrawReason ?? '' }) : s.completionId ? t(own.completed) : data.status === 'closed' ? t(own.notCompleted) : t(s.state === 'waiting' ? own.waiting : own.nominated)
  const columns: Column<Seat>[] = [
    { key: 'place', title: own.place, kind: 'number', value: (s) => s.place, width: '84px' },
    { key: 'name', title: words.name, kind: 'name', value: (s) => s.person.name, main: true, show: (s) => <Go to={`/nguoi/${s.person.id}`}>{s.person.name}</Go> },
    { key: 'unit', title: words.unit, value: (s) => s.unit },
    { key: 'since', title: own.since, value: (s) => format.moment(s.nominatedAt), from: 'desktop' },
    { key: 'state', title: own.state, value: stateOf, show: (s) => s.completionId
      ? <Go to={`/hoan-thanh/${s.completionId}`}>{t(own.completed)}</Go>
      : <Badge tone={s.state === 'waiting' ? 'soon' : s.state === 'nominated' && data.status !== 'closed' ? 'good' : 'plain'}>{stateOf(s)}</Badge> },
  ]
  const add = data.may.nominate && <Button icon={IconUserPlus} tone="main" onClick={() => setOpen('add')}>{t(own.add)}</Button>
  return (
    <Answer of={roster}>{({ seats }) => {
      const leaving = seats.filter((s) => chosen.has(s.nominationId) && s.state !== 'withdrawn')
      const called = leaving.filter((s) => s.state === 'nominated')
      return (
        <>
          <DataTable
            label={`${t(own.label)} – ${data.title}`} columns={columns} rows={seats} keyOf={(s) => s.nominationId}
            {...(data.may.nominate || maySummon ? { chosen, onChoose: setChosen } : {})}
            empty={<Empty title={t(own.none)} action={add}>{t(own.noneWhy)}</Empty>}
            tools={<>{add}{maySummon && called.length > 0 && <Button icon={IconMailForward} onClick={() => setOpen('summons')}>{t(own.summons, { n: format.number(called.length) })}</Button>}{data.may.nominate && leaving.length > 0 && <Button icon={IconUserX} onClick={() => setOpen('withdraw')}>{t(own.withdraw, { n: format.number(leaving.length) })}</Button>}</>}
          />
          {open === 'add' && <AddPeople data={data} seats={seats} onClose={() => setOpen(null)} />}
          {open === 'summons' && <PaperDialog data={data} paper="summons" people={called.map((s) => s.person)} onClose={() => setOpen(null)} />}
          {open === 'withdraw' && <WithdrawDialog classId={data.id} personIds={leaving.map((s) => s.person.id)} onClose={() => { setOpen(null); setChosen(new Set()) }} />}
        </>
      )
    }}</Answer>
  )
}

function WithdrawDialog({ classId, personIds, onClose }: { classId: string; personIds: string[]; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: null, start: { reason: '' },
    send: ({ reason }) => learning.withdraw.call({ id: classId, personIds, reason }), renews: [learning.key()],
    done: ({ withdrawn, movedUp }) => {
      toast(text(`Đã rút ${withdrawn} người, xếp chỗ cho ${movedUp} người chờ`, `${withdrawn} withdrawn, ${movedUp} moved up`))
      onClose()
    },
  })
  return (
    <Dialog title={t(own.withdrawTitle)} open onClose={onClose}>
      <p>{t(own.withdrawWhat, { n: personIds.length })}</p>
      <Form of={form} submit={t(own.withdrawTitle)}><TextField field={form.at('reason')} label={t(words.reason)} explain={t(explained.withdraw)} required autoFocus /></Form>
    </Dialog>
  )
}
