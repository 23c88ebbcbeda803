// How a request stands: decided, or what is due next with the days that are left. Late ones say so in words.
import { Badge } from '#web/kit/Badge.tsx'
import { useFormat, useText } from '#web/language.tsx'
import type { PrivacyRequest } from '../contract.ts'
import { words } from './words.ts'

export function Due({ request }: { request: PrivacyRequest }) {
  const t = useText()
  const { day } = useFormat()
  const { due } = request
  if (!due) return <Badge tone={request.granted ? 'good' : 'plain'}>{t(request.granted ? words.granted : words.refused)}</Badge>
  return (
    <>
      {t(due.what === 'answer' ? words.answerDue : words.finishDue, { day: day(due.by) })}{' '}
      <Badge tone={due.left < 0 ? 'behind' : due.left <= 2 ? 'soon' : 'plain'}>{due.left < 0 ? t(words.late, { n: -due.left }) : due.left === 0 ? t(words.today) : t(words.left, { n: due.left })}</Badge>
    </>
  )
}
