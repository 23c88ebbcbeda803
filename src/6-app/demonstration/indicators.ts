// The indicators of plan 237 that records exist for. Definitions are data: these are published through the same door as
// one composed on a screen. Which evidence 237 itself asks for is not known, so the tags are a choice of the confederation.
import { publishIndicator } from '#indicators'
import type { Work } from '#platform/work'

const first = { code: '2025-2027', from: '2025-06-17', to: '2028-01-01' }
const second = { code: '2028-2030', from: '2028-01-01', to: '2031-01-01' }
const completed = (tag: string) => [{ fact: 'completion', filter: { tags: [tag] }, atLeast: 1 }]

export async function publishIndicators237(w: Work): Promise<void> {
  await publishIndicator(w, {
    code: 'T1', effectiveFrom: '2025-06-17',
    name: { vi: 'Cán bộ chuyên trách được đào tạo về chuyển đổi số', en: 'Full-time officials trained in digital transformation' },
    counts: { vi: 'cán bộ chuyên trách', en: 'full-time officials' },
    definition: {
      subjects: [{ kind: 'official', filter: { fullTime: true } }], exclusions: [{ fact: 'absence', filter: {} }],
      stages: [
        { ...first, operator: '=', share: 1, need: 'all', requires: completed('digital-transformation') },
        { ...second, operator: '=', share: 1, need: 'all', requires: completed('artificial-intelligence') },
      ],
    },
  })
  await publishIndicator(w, {
    code: 'T2', effectiveFrom: '2025-06-17',
    name: { vi: 'Văn bản 12 tháng gần nhất được xử lý, lưu trữ trên nền tảng số', en: 'Documents of the last 12 months processed and stored on the digital platform' },
    counts: { vi: 'văn bản', en: 'documents' },
    definition: {
      subjects: [{ kind: 'document', filter: {} }], exclusions: [],
      stages: [{ ...first, operator: '=', share: 1, need: 'all', requires: [{ fact: 'on-platform', filter: {}, atLeast: 1 }] }],
    },
  })
  await publishIndicator(w, {
    code: 'T2b', effectiveFrom: '2025-06-17',
    name: { vi: 'Quy trình, thủ tục được giải quyết trực tuyến', en: 'Procedures handled online' },
    counts: { vi: 'thủ tục', en: 'procedures' },
    definition: {
      subjects: [{ kind: 'procedure', filter: {} }], exclusions: [],
      stages: [{ ...second, operator: '=', share: 1, need: 'all', requires: [{ fact: 'handled-online', filter: {}, atLeast: 1 }] }],
    },
  })
  await publishIndicator(w, {
    code: 'T3', effectiveFrom: '2025-06-17',
    name: { vi: 'Công đoàn cơ sở có kế hoạch hưởng ứng với chỉ tiêu riêng', en: 'Grassroots unions with an own plan that carries own targets' },
    counts: { vi: 'công đoàn cơ sở', en: 'grassroots unions' },
    definition: {
      subjects: [{ kind: 'unit', filter: { grassroots: true } }], exclusions: [],
      stages: [{ ...first, operator: '=', share: 1, need: 'all', requires: [{ fact: 'own-plan', filter: { answers: '237/KH-TLĐ', ownTargets: true }, atLeast: 1 }] }],
    },
  })
  await publishIndicator(w, {
    code: 'T4', effectiveFrom: '2025-06-17',
    name: { vi: 'Công đoàn cơ sở có mô hình công nghệ số, đổi mới sáng tạo đang áp dụng', en: 'Grassroots unions with a model of digital technology or innovation in use' },
    counts: { vi: 'công đoàn cơ sở', en: 'grassroots unions' },
    definition: {
      subjects: [{ kind: 'unit', filter: { grassroots: true } }], exclusions: [],
      stages: [
        { ...first, operator: '>=', share: 0.8, need: 'all', requires: [{ fact: 'model-in-use', filter: { model: true }, atLeast: 1 }] },
        { ...second, operator: '=', share: 1, need: 'all', requires: [{ fact: 'model-in-use', filter: { model: true }, atLeast: 2 }] },
      ],
    },
  })
  await publishIndicator(w, {
    code: 'T5', effectiveFrom: '2025-06-17',
    name: { vi: 'Đoàn viên, người lao động được tập huấn kỹ năng số cơ bản', en: 'Members and workers trained in basic digital skills' },
    counts: { vi: 'đoàn viên, người lao động', en: 'members and workers' },
    definition: {
      subjects: [{ kind: 'worker', filter: {} }, { kind: 'unnamed', filter: {} }], exclusions: [],
      stages: [
        { ...first, operator: '>=', share: 0.8, need: 'all', requires: completed('basic-digital-skills') },
        { ...second, operator: '=', share: 1, need: 'all', requires: completed('advanced-digital-skills') },
      ],
    },
  })
  const clause = [{ fact: 'clause', filter: { subject: 'digital-transformation-training' }, atLeast: 1 }]
  await publishIndicator(w, {
    code: 'T6', effectiveFrom: '2025-06-17',
    name: { vi: 'Thỏa ước đang hiệu lực có nội dung đào tạo chuyển đổi số', en: 'Agreements in force with a clause on digital-transformation training' },
    counts: { vi: 'thỏa ước lao động tập thể', en: 'collective agreements' },
    definition: {
      subjects: [{ kind: 'agreement', filter: {} }], exclusions: [],
      stages: [{ ...first, operator: '>=', share: 0.8, need: 'all', requires: clause }, { ...second, operator: '=', share: 1, need: 'all', requires: clause }],
    },
  })
}
