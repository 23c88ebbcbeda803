// Kinds of agreements and of ownership, as a person reads them.
import { text, type Text } from '#base/text'
import type { Content, Sector } from './agreement.ts'

export const kindWords: Record<Content['kind'], Text> = {
  'enterprise': text('Doanh nghiệp', 'Enterprise'), 'multi-enterprise': text('Nhiều doanh nghiệp', 'Multi-enterprise'), 'sectoral': text('Ngành', 'Sectoral'), 'other': text('Khác', 'Other'),
}
export const sectorWords: Record<Sector, Text> = {
  state: text('Doanh nghiệp nhà nước', 'State-owned'), private: text('Ngoài nhà nước', 'Private'), foreign: text('Có vốn nước ngoài', 'Foreign-invested'), public: text('Đơn vị sự nghiệp', 'Public unit'),
}
