// Seventeen more indicators beside those of plan 237, so that the country has twenty with records: most about small groups, as a
// confederation watches them. Data alone; nothing else in the house knows of them.
import { publishIndicator } from '#indicators'
import type { Text } from '#base/text'
import type { Work } from '#platform/work'
import type { Day } from '#base/day'

type Filter = Record<string, string | number | boolean | string[]>
interface Subject { kind: string; filter: Filter; counts: Text }

const FROM: Day = '2023-11-01', TO: Day = '2031-01-01'

const officials = (filter: Filter, vi: string, en: string): Subject => ({ kind: 'official', filter, counts: { vi, en } })
const fullTime = officials({ fullTime: true }, 'cán bộ chuyên trách', 'full-time officials')
const chairs = officials({ title: 'president', fullTime: false }, 'chủ tịch công đoàn cơ sở', 'grassroots chairs')
const completed = (filter: Filter, atLeast = 1) => ({ fact: 'completion', filter, atLeast })
const planned = { fact: 'own-plan', filter: { answers: '237/KH-TLĐ' }, atLeast: 1 }

/** code, name, subject, what is required, the share asked for. */
const more: readonly [string, Text, Subject, ReturnType<typeof completed>, number][] = [
  ['F1', { vi: 'Cán bộ chuyên trách được bồi dưỡng lý luận, nghiệp vụ công đoàn', en: 'Full-time officials trained in trade-union theory and practice' }, fullTime, completed({ tags: ['trade-union-theory'] }), 1],
  ['F2', { vi: 'Cán bộ chuyên trách được quán triệt nghị quyết trong hai năm', en: 'Full-time officials briefed on resolutions within two years' }, fullTime, completed({ field: 'party-line' }), 1],
  ['F3', { vi: 'Cán bộ chuyên trách được đào tạo về trí tuệ nhân tạo', en: 'Full-time officials trained in artificial intelligence' }, fullTime, completed({ tags: ['artificial-intelligence'] }), 0.5],
  ['F4', { vi: 'Cán bộ chuyên trách được tập huấn thương lượng tập thể', en: 'Full-time officials trained in collective bargaining' }, fullTime, completed({ tags: ['collective-bargaining'] }), 0.5],
  ['F5', { vi: 'Cán bộ chuyên trách được bồi dưỡng ngoại ngữ', en: 'Full-time officials trained in a foreign language' }, fullTime, completed({ field: 'languages' }), 0.1],
  ['F6', { vi: 'Cán bộ chuyên trách được tập huấn tài chính công đoàn', en: 'Full-time officials trained in union finance' }, fullTime, completed({ tags: ['union-finance'] }), 0.2],
  ['F7', { vi: 'Cán bộ chuyên trách hoàn thành từ hai chương trình', en: 'Full-time officials with two programmes or more' }, fullTime, completed({}, 2), 0.8],
  ['F8', { vi: 'Cán bộ chuyên trách được huấn luyện an toàn lao động', en: 'Full-time officials trained in safety' }, fullTime, completed({ tags: ['safety'] }), 0.5],
  ['C1', { vi: 'Chủ tịch công đoàn cơ sở được bồi dưỡng chức danh', en: 'Grassroots chairs trained for their office' }, chairs, completed({ tags: ['grassroots-chair'] }), 1],
  ['C2', { vi: 'Chủ tịch công đoàn cơ sở được đào tạo về chuyển đổi số', en: 'Grassroots chairs trained in digital transformation' }, chairs, completed({ tags: ['digital-transformation'] }), 0.7],
  ['C3', { vi: 'Chủ tịch công đoàn cơ sở được tập huấn thương lượng tập thể', en: 'Grassroots chairs trained in collective bargaining' }, chairs, completed({ tags: ['collective-bargaining'] }), 0.5],
  ['C4', { vi: 'Chủ tịch công đoàn cơ sở được tập huấn pháp luật lao động', en: 'Grassroots chairs trained in labour law' }, chairs, completed({ field: 'labour-law' }), 0.8],
  ['I1', { vi: 'Chủ nhiệm ủy ban kiểm tra được tập huấn nghiệp vụ', en: 'Heads of inspection trained in it' }, officials({ title: 'inspection-head' }, 'chủ nhiệm ủy ban kiểm tra', 'heads of inspection'), completed({ field: 'inspection' }), 0.8],
  ['W1', { vi: 'Cán bộ nữ công được tập huấn', en: 'Women’s affairs officers trained' }, officials({ title: 'women-officer' }, 'cán bộ nữ công', 'women’s affairs officers'), completed({ field: 'women' }), 0.8],
  ['U1', { vi: 'Liên đoàn Lao động tỉnh, thành phố có kế hoạch hưởng ứng', en: 'Provincial federations with an own plan' }, { kind: 'unit', filter: { kind: 'provincial-federation' }, counts: { vi: 'liên đoàn', en: 'federations' } }, planned, 1],
  ['U2', { vi: 'Nghiệp đoàn cơ sở có kế hoạch hưởng ứng', en: 'Occupational unions with an own plan' }, { kind: 'unit', filter: { kind: 'occupational-union' }, counts: { vi: 'nghiệp đoàn cơ sở', en: 'occupational unions' } }, planned, 0.5],
  ['S1', { vi: 'Người lao động được huấn luyện an toàn còn hiệu lực', en: 'Workers who are not members with valid safety training' }, { kind: 'worker', filter: { standing: 'worker' }, counts: { vi: 'người lao động', en: 'workers' } }, completed({ tags: ['safety'] }), 0.75],
]

export async function publishMore(w: Work): Promise<void> {
  for (const [code, name, { kind, filter, counts }, required, share] of more) {
    await publishIndicator(w, {
      code, effectiveFrom: FROM, name, counts,
      definition: { subjects: [{ kind, filter }], exclusions: kind === 'official' ? [{ fact: 'absence', filter: {} }] : [], stages: [{ code: '2023-2030', from: FROM, to: TO, operator: '>=', share, need: 'all', requires: [required] }] },
    })
  }
}
