// What the file would bring: figures that open their rows, every row with reasons and repairs, and the one button that writes.
import { IconColumns } from '@tabler/icons-react'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Part, Stack } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'
import type { WholeImport } from '../contract.ts'
import { CommitForm } from './CommitForm.tsx'
import { Counted, RowsTable } from './RowsTable.tsx'
import styles from './Intake.module.css'

const own = {
  write: text('Ghi vào hệ thống', 'Write'),
  rows: text('Từng dòng của tệp', 'Every row of the file'),
  columns: text('Sửa cột', 'Columns'),
  failed: text('Lần ghi trước chưa được; chưa có gì được ghi.', 'The last attempt failed; nothing was written.'),
}

export function CheckStep({ data, onColumns }: { data: WholeImport; onColumns: () => void }) {
  const t = useText()
  return (
    <Stack gap={20}>
      {data.refusal && <div role="alert" className={styles.refused}><p>{t(own.failed)}</p><p>{t(data.refusal.text)}</p></div>}
      <Counted data={data} />
      <Part title={t(own.write)}><CommitForm data={data} /></Part>
      <Part title={t(own.rows)} bare actions={<Button tone="quiet" icon={IconColumns} onClick={onColumns}>{t(own.columns)}</Button>}>
        <RowsTable data={data} />
      </Part>
    </Stack>
  )
}
