// The catalogue of procedures of the office's unit, and one of them in a sheet beside it.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { IconPlus } from '@tabler/icons-react'
import type { Day } from '#base/day'
import { text } from '#base/text'
import { useParams } from '#web/address.ts'
import { Answer, Empty } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { DayField } from '#web/kit/form/DayField.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Page } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import { useMay, useMe, useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import type { Procedure } from '../contract.ts'
import { aboutDocuments, documents } from './api.ts'
import { explained } from './explained.ts'
import { words } from './words.ts'

const own = {
  add: text('Thêm thủ tục', 'Add a procedure'), code: text('Mã', 'Code'), name: text('Tên thủ tục', 'Procedure'), basis: text('Căn cứ', 'Basis'), handler: text('Bộ phận giải quyết', 'Handled by'),
  from: text('Áp dụng từ ngày', 'In use from'), to: text('Thôi áp dụng từ ngày', 'Out of use from'), online: text('Giải quyết trực tuyến từ ngày', 'Handled online from'), onlineTo: text('Ngừng trực tuyến từ ngày', 'No longer online from'),
  onlineAt: text('Địa chỉ, nền tảng trực tuyến', 'Where online'), state: text('Hiện nay', 'Now'), yes: text('Trực tuyến', 'Online'), no: text('Chưa trực tuyến', 'Not online'), over: text('Không áp dụng', 'Not in use'),
  none: text('Danh mục chưa có thủ tục nào', 'No procedure in the catalogue yet'), noneWhy: text('Ghi các quy trình, thủ tục mà đơn vị giải quyết và ngày bắt đầu giải quyết trực tuyến.', 'Enter what the unit handles, and since when it is handled online.'),
  lead: text('{online} trên {all} thủ tục đang áp dụng được giải quyết trực tuyến', '{online} of {all} procedures in use are handled online'),
}
const stateOf = (p: Procedure) => (!p.nowInUse ? { say: own.over, tone: 'plain' as const } : p.nowOnline ? { say: own.yes, tone: 'good' as const } : { say: own.no, tone: 'soon' as const })

export default function ProceduresPage() {
  const t = useText()
  const me = useMe()
  if (!me.unitId) return <Page title={t(words.procedures)}><Empty title={t(words.noOffice)} /></Page>
  return <Catalogue unitId={me.unitId} />
}

function Catalogue({ unitId }: { unitId: string }) {
  const t = useText()
  const { number } = useFormat()
  const may = useMay()
  const navigate = useNavigate()
  const { procedureId } = useParams<'procedureId'>()
  const list = useQuery(documents.procedures.queryOptions({ input: { unitId } }))
  useLive(documents.key(), aboutDocuments)
  const close = () => void navigate({ to: '/thu-tuc' })
  const columns: Column<Procedure>[] = [
    { key: 'code', title: own.code, value: (p) => p.code, width: '110px' },
    { key: 'name', title: own.name, value: (p) => p.name, main: true },
    { key: 'handler', title: own.handler, value: (p) => p.handler, from: 'tablet' },
    { key: 'online', title: own.online, kind: 'day', value: (p) => p.online?.from ?? null, from: 'desktop' },
    { key: 'state', title: own.state, value: (p) => t(stateOf(p).say), show: (p) => <Badge tone={stateOf(p).tone}>{t(stateOf(p).say)}</Badge> },
  ]
  const now = list.data?.filter((p) => p.nowInUse) ?? []
  return (
    <Page
      title={t(words.procedures)} path={[{ label: t(words.documents), to: '/van-ban' }]} lead={now.length > 0 ? t(own.lead, { online: number(now.filter((p) => p.nowOnline).length), all: number(now.length) }) : undefined}
      actions={may('document.write') && <Button tone="main" icon={IconPlus} to="/thu-tuc/moi">{t(own.add)}</Button>}
    >
      <Answer of={list}>{(rows) => <DataTable label={t(words.procedures)} columns={columns} rows={rows} keyOf={(p) => p.id} to={(p) => `/thu-tuc/${p.id}`} order="code" empty={<Empty title={t(own.none)}>{t(own.noneWhy)}</Empty>} />}</Answer>
      {procedureId === 'moi' && may('document.write') && <Sheet title={t(own.add)} open onClose={close} width={560}><Write unitId={unitId} onClose={close} /></Sheet>}
      {procedureId && procedureId !== 'moi' && <One id={procedureId} onClose={close} />}
    </Page>
  )
}

function One({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText()
  const { day } = useFormat()
  const may = useMay()
  // Read once for the form: what is typed is written upon what stood there.
  const found = useQuery(documents.procedure.queryOptions({ input: { id }, staleTime: Infinity, gcTime: 0 }))
  return (
    <Sheet title={found.data?.name ?? t(words.procedures)} open onClose={onClose} width={560}>
      <Answer of={found}>{(p) => (may('document.write') ? <Write unitId={p.unitId} known={p} onClose={onClose} /> : (
        <Facts of={[[t(own.code), p.code], [t(own.basis), p.basis], [t(own.handler), p.handler], [t(own.from), day(p.inUse.from)], [t(own.to), day(p.inUse.to)], [t(own.online), day(p.online?.from)], [t(own.onlineTo), day(p.online?.to)], [t(own.onlineAt), p.onlineAt], [t(own.state), t(stateOf(p).say)]]} />
      ))}</Answer>
    </Sheet>
  )
}

function Write({ unitId, known, onClose }: { unitId: string; known?: Procedure; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const form = useForm({
    key: `procedure.${known?.id ?? 'new'}`, renews: [documents.key()],
    start: { code: known?.code ?? '', name: known?.name ?? '', basis: known?.basis ?? '', handler: known?.handler ?? '', inUse: (known?.inUse.from ?? today) as Day | null, inUseTo: (known?.inUse.to ?? null) as Day | null,
      online: (known?.online?.from ?? null) as Day | null, onlineTo: (known?.online?.to ?? null) as Day | null, onlineAt: known?.onlineAt ?? '' },
    check: (v) => ({ code: !v.code.trim() && common.required, name: !v.name.trim() && common.required, handler: !v.handler.trim() && common.required, inUse: !v.inUse && common.required, online: v.onlineTo !== null && v.online === null && common.required }),
    send: (v, id) => documents.writeProcedure.call({ id: known?.id ?? id, unitId, seen: known?.writing, procedure: {
      code: v.code, name: v.name, basis: v.basis || null, handler: v.handler, inUse: { from: v.inUse!, to: v.inUseTo }, online: v.online ? { from: v.online, to: v.onlineTo ?? v.inUseTo } : null, onlineAt: v.online ? v.onlineAt || null : null } }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Form of={form} submit={t(common.save)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
      <TextField field={form.at('code')} label={t(own.code)} required maxLength={30} />
      <TextField field={form.at('name')} label={t(own.name)} required maxLength={300} />
      <TextField field={form.at('basis')} label={t(own.basis)} maxLength={500} />
      <TextField field={form.at('handler')} label={t(own.handler)} required maxLength={200} />
      <DayField field={form.at('inUse')} label={t(own.from)} required />
      <DayField field={form.at('online')} label={t(own.online)} explain={t(explained.online)} />
      {form.values.online && <TextField field={form.at('onlineAt')} label={t(own.onlineAt)} required maxLength={500} />}
      {form.values.online && <DayField field={form.at('onlineTo')} label={t(own.onlineTo)} />}
      <DayField field={form.at('inUseTo')} label={t(own.to)} />
    </Form>
  )
}
