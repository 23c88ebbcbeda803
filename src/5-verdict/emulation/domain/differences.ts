// Two writings of one model side by side: the fields that differ, in words that a person can choose by.
import { writeDay } from '#base/day'
import { text, writeNumber, type Text } from '#base/text'
import type { ContentShape } from '../contract.ts'
import { fields, kinds } from './kinds.ts'

export interface Difference { field: keyof ContentShape; what: Text; mine: Text; theirs: Text }

const none = text('(không có)', '(none)')
const plain = (words: string | null): Text => (words?.trim() ? text(words.trim(), words.trim()) : none)
const money = (n: number | null): Text => (n === null ? none : text(`${writeNumber(n, 'vi')} đồng`, `${writeNumber(n, 'en')} VND`))
const lines = (all: readonly string[]) => plain(all.join('\n'))

const said: { field: keyof ContentShape; what: Text; of: (c: ContentShape) => Text }[] = [
  { field: 'title', what: text('Tên mô hình', 'Name'), of: (c) => plain(c.title) },
  { field: 'kind', what: text('Loại', 'Kind'), of: (c) => kinds[c.kind] },
  { field: 'field', what: text('Lĩnh vực', 'Field'), of: (c) => fields[c.field] },
  { field: 'does', what: text('Mô hình làm gì', 'What it does'), of: (c) => plain(c.does) },
  { field: 'startedOn', what: text('Bắt đầu áp dụng', 'In use since'), of: (c) => plain(writeDay(c.startedOn)) },
  { field: 'results', what: text('Kết quả đo được', 'Results'), of: (c) => lines(c.results.map((r) => `${r.name} (${r.countedIn}): ${r.before ?? '–'} → ${r.after}`)) },
  { field: 'costVnd', what: text('Chi phí', 'Cost'), of: (c) => money(c.costVnd) },
  { field: 'costFrom', what: text('Chi phí tính từ đâu', 'What the cost was computed from'), of: (c) => plain(c.costFrom) },
  { field: 'benefitVnd', what: text('Lợi ích một năm', 'Benefit a year'), of: (c) => money(c.benefitVnd) },
  { field: 'benefitFrom', what: text('Lợi ích tính từ đâu', 'What the benefit was computed from'), of: (c) => plain(c.benefitFrom) },
  { field: 'authors', what: text('Tác giả, nhóm tác giả', 'Authors'), of: (c) => lines(c.authors.map((a) => a.name)) },
  { field: 'links', what: text('Liên kết', 'Links'), of: (c) => lines(c.links.map((l) => l.url)) },
]

/** In the order of the form; nothing, where both say the same. */
export function differences(mine: ContentShape, theirs: ContentShape): Difference[] {
  return said.flatMap(({ field, what, of }) => {
    const [here, there] = [of(mine), of(theirs)]
    return here.vi === there.vi && here.en === there.en ? [] : [{ field, what, mine: here, theirs: there }]
  })
}
