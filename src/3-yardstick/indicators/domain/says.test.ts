import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesOf } from './changes.ts'
import { definitionOf, draftBody, mayDecide, mayOwn } from './draft.ts'
import { readOut, saysDefinition, type Parts } from './says.ts'

const t = (vi: string, en: string) => ({ vi, en })
const parts: Parts = {
  kinds: [{ code: 'official', name: t('Cán bộ công đoàn', 'Union officials'), begins: t('được bầu, bổ nhiệm', 'elected or appointed'), facts: ['completion', 'absence'] }],
  facts: [{ code: 'completion', name: t('Hoàn thành chương trình đào tạo', 'Completed a programme') }, { code: 'absence', name: t('Vắng mặt dài ngày', 'Long absence') }],
  attributes: [
    { source: 'subject', code: 'official', attr: 'title', name: t('chức danh', 'title'), type: 'text', choices: [{ value: 'president', name: t('Chủ tịch', 'President') }] },
    { source: 'subject', code: 'official', attr: 'grassroots', name: t('thuộc công đoàn cơ sở', 'of a grassroots union'), type: 'boolean', choices: null },
    { source: 'fact', code: 'completion', attr: 'tags', name: t('nội dung', 'content'), type: 'list', choices: [{ value: 'grassroots-chair', name: t('Chức danh Chủ tịch', 'Office of chair') }] },
    { source: 'fact', code: 'completion', attr: 'hours', name: t('số giờ', 'hours'), type: 'number', choices: null },
  ],
}
const chairs = draftBody.parse({
  subjects: [{ kind: 'official', filter: { title: 'president', grassroots: true }, since: { from: '2025-07-01' } }], exclusions: [{ fact: 'absence' }],
  stages: [{ code: '2025-2030', from: '2025-07-01', to: '2031-01-01', operator: '=', share: 1, requires: [{ fact: 'completion', filter: { tags: ['grassroots-chair'], hours: { from: 8 } }, withinDays: 90 }] }],
})

test('a definition reads as one would say it, in both languages', () => {
  assert.equal(readOut(parts, chairs, 'vi'), [
    'Đếm: cán bộ công đoàn (chức danh: Chủ tịch; thuộc công đoàn cơ sở; được bầu, bổ nhiệm từ 01/07/2025).',
    'Từ 01/07/2025 đến hết 31/12/2030. Đạt khi: hoàn thành chương trình đào tạo (nội dung: Chức danh Chủ tịch; số giờ từ 8), trong vòng 90 ngày kể từ ngày được bầu, bổ nhiệm. Phải đạt 100%.',
    'Không tính: vắng mặt dài ngày.'].join('\n'))
  assert.match(readOut(parts, chairs, 'en'), /^Counted: union officials \(title: President; of a grassroots union; elected or appointed since 01\/07\/2025\)\./)
})

test('what is not written yet reads as a gap, and is asked for at its field before it is sent', () => {
  const half = draftBody.parse({ subjects: [], exclusions: [], stages: [{ code: '', from: null, to: null, operator: '>=', share: null, requires: [] }] })
  assert.equal(saysDefinition(parts, half).counts.vi, 'Đếm: ….')
  assert.deepEqual(definitionOf(half).faults.map((f) => f.field), ['subjects', 'stages.0.code', 'stages.0.from', 'stages.0.share', 'stages.0.requires'])
  const inNumbers = (threshold: object) => ({ ...chairs, stages: [{ ...chairs.stages[0]!, ...threshold }] })
  assert.match(readOut(parts, inNumbers({ share: null, number: 20_000 }), 'vi'), /Phải đạt ít nhất 20\.000 trong toàn đơn vị sở hữu chỉ số\./)
  assert.match(readOut(parts, inNumbers({ share: null, number: null }), 'en'), /Required: at least … in the whole/)
  const asked = (threshold: object) => definitionOf(inNumbers(threshold)).faults.map((f) => f.field)
  assert.deepEqual([asked({ share: null, number: null }), asked({ share: null, number: 2.5 }), asked({ share: 0.5, number: 20 }), asked({ share: null }), asked({ share: null, number: 20 })],
    [['stages.0.number'], ['stages.0.number'], ['stages.0.number'], ['stages.0.share'], []])
  assert.deepEqual(definitionOf(inNumbers({ share: null, number: 20 })).definition!.stages[0]!.number, 20)
  assert.equal(definitionOf(chairs).definition!.stages[0]!.requires[0]!.withinDays, 90)
})

test('of the next version only what it changes is shown, as it was and as it is', () => {
  const [stage] = chairs.stages
  assert.deepEqual(changesOf(parts, chairs, chairs), [])
  const next = { ...chairs, exclusions: [], stages: [{ ...stage!, requires: [{ ...stage!.requires[0]!, withinDays: 60 }] }, { ...stage!, code: '2031', from: '2031-01-01', to: '2032-01-01' }] }
  const found = changesOf(parts, chairs, next).map(({ was, is }) => [was?.vi.match(/trong vòng \d+ ngày|Không tính/)?.[0], is?.vi.match(/^Từ [\d/]+|trong vòng \d+ ngày/g)])
  assert.deepEqual(found, [['trong vòng 90 ngày', ['Từ 01/07/2025', 'trong vòng 60 ngày']], [undefined, ['Từ 01/01/2031', 'trong vòng 90 ngày']], ['Không tính', undefined]])
})

test('whoever wrote or sent it leaves the decision to another; a grassroots union writes none', () => {
  const sent = { state: 'sent' as const, writtenBy: 'a', sentBy: 'b' }
  const said = (who: string | null, state: 'sent' | 'published' = 'sent') => { const v = mayDecide({ ...sent, state }, who); return v === true || v.code }
  assert.deepEqual([said('a'), said('b'), said('c'), said(null), said('c', 'published')], ['own-draft', 'own-draft', true, true, 'not-sent'])
  assert.equal(mayOwn(2), true)
  assert.notEqual(mayOwn(4), true)
})
