// The attendance sheet as it was signed by hand: printed, signed, photographed, kept with the session.
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { AttachButton, AttachState, useAttaching } from '#web/kit/Attach.tsx'
import { Part } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { learning, type Conducted } from './api.ts'
import styles from './CheckIn.module.css'
import { SheetLink } from './SheetLink.tsx'

const own = {
  title: text('Phiếu điểm danh có chữ ký', 'Signed attendance sheet'), none: text('In phiếu ở trang lớp học, cho học viên ký, rồi chụp ảnh gắn vào đây.', 'Print the sheet on the page of the class, have it signed, then attach a photograph here.'),
  done: text('Đã gắn phiếu vào buổi học', 'The sheet is attached'), by: text('{who}, {when}', '{who}, {when}'), print: text('Văn bản của lớp', 'Papers of the class'),
}

export function SessionSheets({ data }: { data: Conducted }) {
  const t = useText()
  const format = useFormat()
  const attaching = useAttaching((file, fileId) => learning.attachSheet.call({ sessionId: data.sessionId, fileId, file }), async (sent) => {
    await queries.invalidateQueries({ queryKey: learning.key() })
    if (sent > 0) toast(own.done)
  })
  return (
    <Part title={t(own.title)}>
      {data.sheets.length === 0 && <p className={styles.note}>{t(own.none)}</p>}
      {data.sheets.length > 0 && (
        <ul className={styles.lines}>
          {data.sheets.map((sheet) => <li key={sheet.id}><SheetLink {...sheet} /><small>{t(own.by, { who: sheet.recordedBy ?? '–', when: format.moment(sheet.recordedAt) })}</small></li>)}
        </ul>
      )}
      {data.may.mark && <div><AttachButton of={attaching} kinds="image/jpeg,image/png,application/pdf" many /></div>}
      <AttachState of={attaching} />
    </Part>
  )
}
