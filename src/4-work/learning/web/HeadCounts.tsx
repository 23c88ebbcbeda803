// Heads of people without records, each with its signed sheet.
import { IconFileText, IconUsersPlus } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { newId } from '#base/id'
import { text } from '#base/text'
import { Badge } from '#web/kit/Badge.tsx'
import { Empty } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { NumberField } from '#web/kit/form/NumberField.tsx'
import { SearchSelect, type Found } from '#web/kit/form/SearchSelect.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Go } from '#web/kit/Go.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useToday } from '#web/session.ts'
import { common } from '#web/words.ts'
import { learning, searchUnits, type ClassPageData } from './api.ts'
import { explained } from './explained.ts'
import styles from './Learning.module.css'
import { SheetLink } from './SheetLink.tsx'
import { reasonOf, words } from './words.ts'

const own = {
  label: text('Số lượng theo phiếu ký', 'Head-counts'), none: text('Chưa có số lượng theo phiếu', 'No head-count yet'),
  noneWhy: text('Dùng khi người dự chưa có hồ sơ riêng. Người đã điểm danh theo tên không bị tính hai lần.', 'For people without a record of their own. Who is marked by name is never counted twice.'),
  add: text('Thêm số lượng', 'Add a head-count'), heads: text('Người trên phiếu', 'Heads on the sheet'), counted: text('Tính thêm ngoài danh sách tên', 'Counted beside the names'),
  sheet: text('Phiếu có chữ ký', 'Signed sheet'), file: text('Tệp phiếu có chữ ký (PDF, ảnh, DOCX, XLSX; đến 20 MB)', 'File of the signed sheet (PDF, picture, DOCX, XLSX; up to 20 MB)'), recorded: text('Ghi lúc', 'Recorded'),
  headsHelp: text('Mọi người của đơn vị trên phiếu, kể cả người đã có tên trong danh sách.', 'Everyone of the unit on the sheet, those on the list included.'),
  state: text('Tình trạng', 'State'), holds: text('Đang tính', 'Counts'), reasonHelp: text('Cần khi lớp đã kết thúc.', 'Needed once the class is closed.'),
}
type HeadCount = ClassPageData['headCounts'][number]

export function HeadCounts({ data }: { data: ClassPageData }) {
  const t = useText()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const columns: Column<HeadCount>[] = [
    { key: 'unit', title: words.unit, value: (h) => h.unit, main: true, show: (h) => <Go to={`/don-vi/${h.unitId}`}>{h.unit}</Go> },
    { key: 'heads', title: own.heads, kind: 'number', value: (h) => h.heads },
    { key: 'counted', title: own.counted, kind: 'number', value: (h) => h.counted },
    { key: 'sheet', title: own.sheet, value: (h) => h.sheet.name, show: (h) => <SheetLink {...h.sheet} /> },
    { key: 'recorded', title: own.recorded, value: (h) => format.moment(h.recordedAt), from: 'desktop' },
    { key: 'state', title: own.state, value: (h) => (h.voidedAt ? t(reasonOf(h.voidReason)!) : t(own.holds)), show: (h) => h.voidedAt ? t(reasonOf(h.voidReason)!) : <Badge tone="good">{t(own.holds)}</Badge> },
  ]
  const add = data.may.attend && <Button icon={IconUsersPlus} tone="main" onClick={() => setOpen(true)}>{t(own.add)}</Button>
  return (
    <>
      <DataTable label={`${t(own.label)} – ${data.title}`} columns={columns} rows={data.headCounts} keyOf={(h) => h.id} tools={add} empty={<Empty title={t(own.none)} action={add}>{t(own.noneWhy)}</Empty>} />
      {open && <AddHeadCount data={data} onClose={() => setOpen(false)} />}
    </>
  )
}

function AddHeadCount({ data, onClose }: { data: ClassPageData; onClose: () => void }) {
  const t = useText()
  const today = useToday()
  const [file, setFile] = useState<File | null>(null)
  // One id for every try with the same file, so that a lost answer stores it once.
  const sheet = useRef<{ file: File; id: string } | null>(null)
  const form = useForm({
    key: `head-count.${data.id}`, start: { unit: null as Found | null, heads: null as number | null, file: '', reason: '' },
    check: (v) => ({ unit: !v.unit && common.required, heads: v.heads === null && common.required, file: !file && common.required, reason: data.status === 'closed' && !v.reason.trim() && common.required }),
    send: async (v, id) => {
      if (sheet.current?.file !== file) sheet.current = { file: file!, id: newId() }
      await learning.uploadSheet.call({ id: data.id, sheetId: sheet.current!.id, unitId: v.unit!.id, file: file! })
      return learning.countHeads.call({ id: data.id, headCountId: id, unitId: v.unit!.id, heads: v.heads!, sheetId: sheet.current!.id, reason: v.reason })
    },
    renews: [learning.key()],
    done: () => { toast(words.saved); onClose() },
  })
  const refusals = form.refusalsAt('file')
  return (
    <Sheet title={t(own.add)} lead={data.title} open onClose={onClose} width={560}>
      <Form of={form} submit={t(common.save)}>
        <SearchSelect field={form.at('unit')} label={t(words.unit)} explain={t(explained.headUnit)} required of={`units-under-${data.unitId}`} search={(typed) => searchUnits(typed, today, data.unitId)} />
        <NumberField field={form.at('heads')} label={t(own.heads)} help={t(own.headsHelp)} explain={t(explained.heads)} required />
        <label className={styles.file}>
          <span><IconFileText size={16} aria-hidden /> {t(own.file)}</span>
          <input type="file" accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx" aria-invalid={refusals.length > 0 || undefined} onChange={(event) => { const chosen = event.currentTarget.files?.[0] ?? null; setFile(chosen); form.set({ file: chosen?.name ?? '' }) }} />
          {refusals.map((one, i) => <span key={i} className={styles.lineRefused}>{t(one)}</span>)}
        </label>
        {data.status === 'closed' && <TextField field={form.at('reason')} label={t(words.reason)} help={t(own.reasonHelp)} required />}
      </Form>
    </Sheet>
  )
}
