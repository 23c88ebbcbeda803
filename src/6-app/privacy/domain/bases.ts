// The bases on which personal data may be processed (Law 91/2025/QH15, articles 9 and 19), as they are called.
import { text, type Text } from '#base/text'

export const bases: Readonly<Record<'consent' | 'law' | 'contract' | 'vital', Text>> = {
  consent: text('Sự đồng ý', 'Consent'),
  law: text('Quy định của pháp luật', 'Law'),
  contract: text('Thỏa thuận, quy chế', 'Contract or rules agreed'),
  vital: text('Bảo vệ tính mạng, sức khỏe', 'Protection of life and health'),
}
