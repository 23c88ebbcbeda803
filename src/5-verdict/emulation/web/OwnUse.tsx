// How the model runs in the unit of the reader, and what is asked of it: to confirm, to say what came of it, to end it.
import { IconCheck, IconPlayerStop, IconReport } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { newId } from '#base/id'
import { text } from '#base/text'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useMay, useToday } from '#web/session.ts'
import type { Model, Use } from '../contract.ts'
import { isAsked } from '../domain/use.ts'
import { emulation, renew } from './api.ts'
import { Attachments } from './Attachments.tsx'
import { explained } from './explained.ts'
import { EndDialog, ReportSheet } from './ModelDialogs.tsx'
import styles from './Models.module.css'
import { ResultsTable } from './Results.tsx'
import { stateWords, words } from './words.ts'

const own = {
  title: text('Ở đơn vị bạn', 'In your unit'), ask: { coming: text('', ''), unconfirmed: text('Mô hình đang chạy thật ở đơn vị chưa? Xác nhận thì mới được tính.', 'Does it really run in the unit? It counts once you confirm.'), running: text('Xác nhận lần trước chỉ còn đến ngày {day}. Mô hình còn chạy không?', 'The last confirmation is good until {day} only. Does it still run?'), lapsed: text('Không ai xác nhận trước ngày {day} nên mô hình thôi được tính. Còn chạy thì xác nhận lại.', 'Nobody confirmed it before {day}, so it counts no more. Confirm if it still runs.'), ended: text('', '') },
  confirmAgain: text('Xác nhận lại hôm nay', 'Confirm again today'), until: text('Được tính đến trước ngày', 'Counts until'), report: text('Ghi kết quả', 'Say what came of it'), end: text('Thôi áp dụng', 'End the use'), resume: text('Bỏ việc kết thúc', 'Take the end back'), resumeWhy: text('Việc áp dụng tiếp tục như chưa từng kết thúc.', 'The use goes on as if it had never ended.'), endedOn: text('Thôi áp dụng từ ngày', 'Ended on'), from: text('Nhận từ', 'Taken from'), outcome: text('Kết quả', 'What came of it'), itsOwn: text('Mô hình của đơn vị', 'The unit’s own'),
  notYet: text('Mô hình được tính sau khi cấp trên công nhận.', 'It counts after the union above has recognised it.'),
}

export function OwnUse({ model, use, unitId }: { model: Model; use: Use; unitId: string }) {
  const t = useText()
  const { day } = useFormat()
  const may = useMay()('model.write')
  const today = useToday()
  const [open, setOpen] = useState<'confirm' | 'end' | 'report' | 'resume' | null>(null)
  const confirmationId = useRef(newId())
  const close = () => setOpen(null)
  const asked = isAsked({ startedOn: use.startedOn, endedOn: use.endedOn, confirmedOn: use.confirmedOn }, today)
  const running = use.state === 'unconfirmed' || use.state === 'running' || use.state === 'lapsed'
  const draft = use.takenFrom === null && (model.status === 'draft' || model.status === 'returned')
  if (draft) return null
  const source = model.uses.find((u) => u.id === use.takenFrom)
  return (
    <Part title={t(own.title)} actions={<Badge tone={stateWords[use.state].tone}>{t(stateWords[use.state].name)}</Badge>}>
      {asked && may && (
        <div className={styles.ask}>
          <p>{t(own.ask[use.state], { day: day(use.lapsesOn) })}{model.status === 'submitted' && ` ${t(own.notYet)}`}</p>
          <Button tone="main" size="md" icon={IconCheck} onClick={() => setOpen('confirm')}>{t(words.confirm)}</Button>
        </div>
      )}
      <Facts of={[[t(own.from), use.takenFrom === null ? t(own.itsOwn) : source?.unitName ?? model.unitName], [t(words.startedOn), day(use.startedOn)], [t(own.until), use.state === 'running' ? day(use.lapsesOn) : null], [t(own.endedOn), use.endedOn && `${day(use.endedOn)}: ${use.endReason}`]]} />
      {use.takenFrom !== null && <>
        {use.outcome && <p className={styles.text}>{use.outcome}</p>}
        <ResultsTable results={use.results} />
        <Attachments use={use} unitId={unitId} write={may && running} />
      </>}
      {may && (
        <div className={`${styles.deeds} no-print`} style={{ marginTop: 14 }}>
          {running && !asked && <Button icon={IconCheck} onClick={() => setOpen('confirm')}>{t(own.confirmAgain)}</Button>}
          {running && <Button icon={IconReport} onClick={() => setOpen('report')}>{t(own.report)}</Button>}
          {running && <Button tone="quiet" icon={IconPlayerStop} onClick={() => setOpen('end')}>{t(own.end)}</Button>}
          {use.state === 'ended' && <Button tone="quiet" onClick={() => setOpen('resume')}>{t(own.resume)}</Button>}
        </div>
      )}
      {open === 'confirm' && <Confirm title={t(words.confirm)} open onClose={close} deed={t(words.confirm)} act={async () => { await renew(await emulation.confirm.call({ id: use.id, unitId, confirmationId: confirmationId.current })); toast(words.confirmed) }}>{t(explained.confirm)}</Confirm>}
      {open === 'resume' && <Confirm title={t(own.resume)} open onClose={close} deed={t(own.resume)} act={async () => renew(await emulation.end.call({ id: use.id, unitId, on: null, reason: '' }))}>{t(own.resumeWhy)}</Confirm>}
      {open === 'end' && <EndDialog use={use} unitId={unitId} today={today} onClose={close} />}
      {open === 'report' && <ReportSheet use={use} unitId={unitId} onClose={close} />}
    </Part>
  )
}
