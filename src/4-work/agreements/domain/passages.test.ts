import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isTitle, joinLines, passagesOf } from './passages.ts'

const agreement = `THỎA ƯỚC LAO ĐỘNG TẬP THỂ
Công ty cổ phần May Bình Minh

Chương II
TIỀN LƯƠNG, TIỀN THƯỞNG
Điều 5. Bữa ăn ca
1. Mỗi ca làm việc, người lao động được ăn một bữa trị giá 30.000 đồng.
25.000 đồng là mức tối thiểu khi giá cả ổn định.
2. Khi làm thêm:
a) từ 2 giờ trở lên được thêm một suất;
đ) ca đêm được thêm sữa.
Điều 6: Thưởng
- Thưởng Tết ít nhất một tháng lương.`

test('an agreement falls into chapters, articles, items and points, each with its place', () => {
  const seen = passagesOf(agreement).map((p) => [p.kind, p.path, agreement.slice(p.start, p.end)])
  assert.deepEqual(seen, [
    ['paragraph', '', 'THỎA ƯỚC LAO ĐỘNG TẬP THỂ'],
    ['paragraph', '', 'Công ty cổ phần May Bình Minh'],
    ['chapter', 'Chương II', 'Chương II\nTIỀN LƯƠNG, TIỀN THƯỞNG'],
    ['article', 'Chương II, Điều 5', 'Điều 5. Bữa ăn ca'],
    ['item', 'Chương II, Điều 5, khoản 1', '1. Mỗi ca làm việc, người lao động được ăn một bữa trị giá 30.000 đồng.'],
    ['paragraph', 'Chương II, Điều 5, khoản 1', '25.000 đồng là mức tối thiểu khi giá cả ổn định.'],
    ['item', 'Chương II, Điều 5, khoản 2', '2. Khi làm thêm:'],
    ['point', 'Chương II, Điều 5, khoản 2, điểm a', 'a) từ 2 giờ trở lên được thêm một suất;'],
    ['point', 'Chương II, Điều 5, khoản 2, điểm đ', 'đ) ca đêm được thêm sữa.'],
    ['article', 'Chương II, Điều 6', 'Điều 6: Thưởng'],
    ['point', 'Chương II, Điều 6, gạch đầu dòng', '- Thưởng Tết ít nhất một tháng lương.'],
  ])
})

test('no sign that is not blank is lost, none stands in two passages', () => {
  const line = fc.oneof(fc.string(), fc.constantFrom('Điều 1.', 'Chương I', '1. Lương', 'a) thưởng', '  ', 'TIỀN LƯƠNG', 'Mục 2\t'))
  fc.assert(fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
    const text = lines.join('\n')
    const passages = passagesOf(text)
    let at = 0
    for (const { start, end } of passages) {
      assert.equal(text.slice(at, start).trim(), '')
      assert.ok(end > start)
      at = end
    }
    assert.equal(text.slice(at).trim(), '')
  }))
})

test('the broken lines of a printed page are paragraphs again', () => {
  assert.equal(joinLines(['Chương II', 'TIỀN LƯƠNG', 'Điều 5. Bữa ăn ca', '1. Mỗi ca làm việc, người lao', 'động được ăn một bữa', 'trị giá 30.000 đồng.', 'Khi giá tăng thì bàn lại.', '2. Ca đêm.']),
    'Chương II\nTIỀN LƯƠNG\nĐiều 5. Bữa ăn ca\n1. Mỗi ca làm việc, người lao động được ăn một bữa trị giá 30.000 đồng.\nKhi giá tăng thì bàn lại.\n2. Ca đêm.')
})

test('an article that goes on in items is only their title; one that says it all in a line is not', () => {
  const of = (text: string) => passagesOf(text).map((one, i, all) => isTitle(one, all[i + 1]))
  assert.deepEqual(of('Điều 1. Bữa ăn ca\n1. Mỗi ca được một bữa ăn 32.000 đồng.\nĐiều 2. Người lao động được nghỉ 14 ngày.\nĐiều 3. Thi hành'), [true, false, false, false])
})
