// What came of the import: records written, rows refused (as a workbook to mend), the way back.
import { IconArrowBackUp, IconDownload, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { text, type Text } from '#base/text'
import { heed, queries, refusalsOf } from '#web/api.ts'
import { Button } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { Stat, Stats } from '#web/kit/Stat.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { saveFile } from '#web/saveFile.ts'
import type { WholeImport } from '../contract.ts'
import { intake } from './api.ts'
import styles from './Intake.module.css'
import { Counted, RowsTable } from './RowsTable.tsx'

const own = {
  written: text('Đã ghi lúc {at}.', 'Written at {at}.'), undone: text('Đã hoàn tác lúc {at} ({by}). Những gì tệp này ghi đã được gỡ hết.', 'Undone at {at} ({by}). Everything that this file wrote is gone.'),
  cancelled: text('Tệp này đã bỏ, không có gì được ghi.', 'This file was given up; nothing was written.'), again: text('Chọn tệp khác', 'Choose another file'),
  nothing: text('Mọi dòng đã có sẵn: không có gì mới được ghi.', 'Every row was known already: nothing new was written.'),
  persons: text('Người mới', 'New people'), offices: text('Chức vụ', 'Offices'), placements: text('Đoàn viên của công đoàn cơ sở', 'Members of grassroots unions'),
  completions: text('Lần hoàn thành khai theo tệp', 'Completions claimed'), units: text('Đơn vị mới', 'New units'),
  people: text('Xem cán bộ, đoàn viên', 'See the people'), unitsLink: text('Xem các đơn vị', 'See the units'),
  refused: text('Tải {n} dòng bị từ chối (XLSX)', 'Download {n} refused rows (XLSX)'),
  undo: text('Hoàn tác cả tệp', 'Undo the whole file'), undoTitle: text('Hoàn tác lần nhập này?', 'Undo this import?'),
  undoWhy: text('Gỡ mọi bản ghi do tệp này tạo ra; bản ghi có từ trước giữ nguyên. Nếu đã có việc làm tiếp trên các bản ghi ấy, hệ thống sẽ từ chối và nêu lý do.', 'Removes every record that this file made; what stood before stays. If someone has built on them since, the undo is refused and the reasons are named.'),
  done: text('Đã hoàn tác', 'Undone'), started: text('Đang hoàn tác', 'Being undone'), rows: text('Từng dòng của tệp', 'Every row of the file'),
}

export function Outcome({ data }: { data: WholeImport }) {
  const t = useText()
  const { number, moment } = useFormat()
  const [undoing, setUndoing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<Text[]>([])
  const { result, counts, state } = data

  const download = () => {
    if (busy) return
    setBusy(true)
    setFailed([])
    intake.refused.call({ id: data.id }).then((file) => saveFile(file, (file as File).name ?? `${data.name}.xlsx`), (error: unknown) => {
      heed(error)
      setFailed(refusalsOf(error).map((refusal) => refusal.text))
    }).finally(() => setBusy(false))
  }
  const written = (Object.entries(result ?? {}) as [keyof NonNullable<typeof result>, number][]).filter(([, n]) => n > 0)
  return (
    <Stack gap={20}>
      <Part>
        <Stack>
          <p role="status">
            {state === 'undone' ? t(own.undone, { at: moment(data.undoneAt), by: data.undoneBy ?? '' }) : state === 'cancelled' ? t(own.cancelled) : t(own.written, { at: moment(data.importedAt) })}
            {state === 'imported' && written.length === 0 && ` ${t(own.nothing)}`}
          </p>
          {data.refusal && <div role="alert" className={styles.refused}><p>{t(data.refusal.text)}</p></div>}
          {state === 'imported' && written.length > 0 && <Stats>{written.map(([what, n]) => <Stat key={what} label={t(own[what])} value={number(n)} />)}</Stats>}
          <Row>
            {counts.refused > 0 && state !== 'cancelled' && <Button tone="main" icon={IconDownload} busy={busy} onClick={download}>{t(own.refused, { n: number(counts.refused) })}</Button>}
            {state === 'imported' && <Button icon={IconUsers} to={data.kind === 'units' ? '/don-vi' : '/nguoi'}>{t(data.kind === 'units' ? own.unitsLink : own.people)}</Button>}
            {state !== 'imported' && <Button to="/nhap-du-lieu">{t(own.again)}</Button>}
            {state === 'imported' && <Button tone="grave" icon={IconArrowBackUp} onClick={() => setUndoing(true)}>{t(own.undo)}</Button>}
          </Row>
          {failed.length > 0 && <div role="alert" className={styles.refused}>{failed.map((said, i) => <p key={i}>{t(said)}</p>)}</div>}
        </Stack>
      </Part>
      {state !== 'cancelled' && (
        <>
          <Counted data={data} />
          <Part title={t(own.rows)} bare><RowsTable data={data} /></Part>
        </>
      )}
      <Confirm title={t(own.undoTitle)} open={undoing} onClose={() => setUndoing(false)} deed={t(own.undo)} grave act={async () => {
        const after = await intake.undo.call({ id: data.id })
        await queries.invalidateQueries({ queryKey: intake.key() })
        toast(after.state === 'undone' ? own.done : own.started)
      }}>
        {t(own.undoWhy)}
      </Confirm>
    </Stack>
  )
}
