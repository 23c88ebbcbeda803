// A head-count as evidence: how many, of which class, by which sheet.
import { useQuery } from '@tanstack/react-query'
import { text } from '#base/text'
import { useParams } from '#web/address.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Go } from '#web/kit/Go.tsx'
import { Page, Part } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { learning } from './api.ts'
import { SheetLink } from './SheetLink.tsx'
import { reasonOf, words } from './words.ts'

const own = {
  title: text('Số lượng theo phiếu ký', 'Head-count'), heads: text('Người trên phiếu', 'Heads on the sheet'), named: text('Đã tính theo tên', 'Counted by name'), counted: text('Tính thêm', 'Counted beside them'),
  on: text('Ngày hoàn thành', 'Completed on'), sheet: text('Phiếu có chữ ký', 'Signed sheet'), recorded: text('Ghi lúc', 'Recorded'), voided: text('Không còn tính', 'No longer counts'),
}

export default function HeadCountPage() {
  const t = useText()
  const format = useFormat()
  const { headCountId } = useParams<'headCountId'>()
  const count = useQuery(learning.headCount.queryOptions({ input: { id: headCountId } }))
  return (
    <Answer of={count}>{(data) => (
      <Page title={`${t(own.title)}: ${data.unit}`} path={[{ label: t(words.classes), to: '/lop-hoc' }, { label: data.classTitle, to: `/lop-hoc/${data.classId}` }]} width="reading">
        <Part>
          <Facts of={[
            [t(words.title), <Go key="class" to={`/lop-hoc/${data.classId}`}>{data.classTitle}</Go>],
            [t(words.unit), <Go key="unit" to={`/don-vi/${data.unitId}`}>{data.unit}</Go>],
            [t(own.on), format.day(data.completedOn)],
            [t(own.heads), format.number(data.heads)],
            ...(data.voidedAt ? [] : [[t(own.named), format.number(data.heads - data.counted)], [t(own.counted), format.number(data.counted)]] as [string, string][]),
            [t(own.sheet), <SheetLink key="sheet" {...data.sheet} />],
            [t(own.recorded), format.moment(data.recordedAt)],
            [t(own.voided), data.voidedAt ? `${format.moment(data.voidedAt)} · ${t(reasonOf(data.voidReason)!)}` : null],
          ]} />
        </Part>
      </Page>
    )}</Answer>
  )
}
