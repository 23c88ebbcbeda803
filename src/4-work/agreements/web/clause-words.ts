// Words of clauses and numbers with what they count, as several screens say them.
import { text, writeNumber, type Language, type Text } from '#base/text'
import type { ClauseCase, ClauseLists } from './clause-api.ts'

export const clauseWords = {
  text: text('Toàn văn, điều khoản', 'Text and clauses'), subject: text('Nội dung', 'Subject'), case: text('Quyền lợi', 'Case'), law: text('Luật', 'Law'), agreement: text('Thỏa ước thêm', 'Agreement adds'), total: text('Tổng', 'Total'),
  words: text('Điều khoản', 'Clause'), inForce: text('Hiệu lực', 'In force'), below: text('thấp hơn luật', 'below the law'), noLaw: text('luật không định mức', 'the law sets no number'), noDays: text('Không ngày nào', 'On no day'),
  coder: text('Người mã hóa', 'Coder'), reviewer: text('Người soát', 'Reviewer'), hidden: text('người ngoài phạm vi', 'someone out of sight'), me: text('bạn', 'you'), finish: text('Kết thúc', 'Finish'), suggestions: text('Gợi ý', 'Suggestions'),
  compare: text('So sánh hai người mã hóa', 'Two coders compared'), coding: text('Mã hóa toàn văn', 'Coding'), benchmarks: text('So sánh để thương lượng', 'Benchmarks for bargaining'), search: text('Tìm trong thỏa ước', 'Search in agreements'),
}

const measures: Record<ClauseCase['scale'], Text> = {
  vnd: text('đồng', 'VND'), percent: text('%', '%'), days: text('ngày', 'days'), hours: text('giờ', 'hours'), minutes: text('phút', 'minutes'), months: text('tháng', 'months'), times: text('lần', 'times'),
}

/** 30.000 đồng, 150%, 14 ngày. */
export function writeAmount(n: number, scale: ClauseCase['scale'], language: Language): string {
  return `${writeNumber(n, language)}${scale === 'percent' ? '' : ' '}${measures[scale][language]}`
}

export const measureOf = (of: Pick<ClauseCase, 'scale' | 'per'>): Text => ({ vi: `${measures[of.scale].vi}/${of.per.vi}`, en: `${measures[of.scale].en} ${of.scale === 'percent' || of.scale === 'months' ? '' : 'per '}${of.per.en}` })

export function subjectName(lists: ClauseLists, code: string): Text {
  return lists.subjects.find((one) => one.code === code)?.name ?? text(code, code)
}
