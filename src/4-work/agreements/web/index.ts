// The screens of agreements, and the piece that the page of a unit shows.
import { IconContract } from '@tabler/icons-react'
import { lazy } from 'react'
import { text } from '#base/text'
import type { Screen } from '#web/screen.ts'

export const agreementsScreens: Screen[] = [
  { path: '/thoa-uoc', load: () => import('./AgreementsPage.tsx'), title: text('Thỏa ước lao động tập thể', 'Collective agreements'), needs: 'see', nav: { label: text('Thỏa ước', 'Agreements'), icon: IconContract, order: 35 } },
  { path: '/thoa-uoc/lich', load: () => import('./RenewalsPage.tsx'), title: text('Lịch hết hạn thỏa ước', 'Renewal calendar'), needs: 'see' },
  { path: '/thoa-uoc/moi', load: () => import('./WriteAgreementPage.tsx'), title: text('Nhập thỏa ước', 'Enter an agreement'), needs: 'agreement.write' },
  { path: '/thoa-uoc/tim', load: () => import('./ClauseSearchPage.tsx'), title: text('Tìm trong thỏa ước', 'Search in agreements'), needs: 'see' },
  { path: '/thoa-uoc/so-lieu', load: () => import('./BenchmarksPage.tsx'), title: text('So sánh để thương lượng', 'Benchmarks for bargaining'), needs: 'see' },
  { path: '/thoa-uoc/phap-luat', load: () => import('./LawPage.tsx'), title: text('Mức của pháp luật', 'What the law gives'), needs: 'see' },
  { path: '/thoa-uoc/ma-hoa/$textId', load: () => import('./CodingPage.tsx'), title: text('Mã hóa toàn văn', 'Coding'), needs: 'see' },
  { path: '/thoa-uoc/so-sanh/$textId', load: () => import('./CodingComparePage.tsx'), title: text('So sánh hai người mã hóa', 'Two coders compared'), needs: 'see' },
  { path: '/thoa-uoc/dieu-khoan/$clauseId', load: () => import('./ClausePage.tsx'), title: text('Điều khoản', 'Clause'), needs: 'see' },
  { path: '/thoa-uoc/$agreementId', load: () => import('./AgreementPage.tsx'), title: text('Thỏa ước', 'Agreement'), needs: 'see' },
  { path: '/thoa-uoc/$agreementId/thay-the', load: () => import('./RenewAgreementPage.tsx'), title: text('Nhập thỏa ước thay thế', 'Enter the agreement that replaces it'), needs: 'agreement.write' },
  { path: '/thoa-uoc/$agreementId/sua', load: () => import('./WriteAgreementPage.tsx'), title: text('Sửa thỏa ước', 'Edit an agreement'), needs: 'agreement.write' },
]

/** What is in force in a unit: `{ unit: { id, name, reached, children }, on }`. */
export const AgreementsOfUnit = lazy(() => import('./AgreementsOfUnit.tsx'))
