// Requests of one person in a few lines: on the own page and on the page of the person.
import { Stack } from '#web/kit/Page.tsx'
import { DataTable, type Column } from '#web/kit/DataTable.tsx'
import { useText } from '#web/language.tsx'
import type { PrivacyRequest } from '../contract.ts'
import { requestPath } from './api.ts'
import { Due } from './Due.tsx'
import { kinds, words } from './words.ts'

/** `open`: each leads to its page, for the office that deals with it. */
export function RequestList({ requests, open }: { requests: PrivacyRequest[]; open?: boolean }) {
  const t = useText()
  const columns: Column<PrivacyRequest>[] = [
    { key: 'kind', title: words.kind, value: (r) => t(kinds[r.kind]), main: true, width: '190px' },
    { key: 'asked', title: words.asked, value: (r) => r.asked, show: (r) => <Stack gap={4}><span>{r.asked}</span>{r.answer && <small>{r.answer}</small>}{r.reason && <small>{t(words.reason)}: {r.reason}</small>}</Stack> },
    { key: 'askedOn', title: words.askedOn, kind: 'day', value: (r) => r.askedOn, width: '120px' },
    { key: 'due', title: words.state, value: (r) => r.due?.by ?? '', show: (r) => <Due request={r} /> },
  ]
  return <DataTable label={t(words.kind)} columns={columns} rows={requests} keyOf={(r) => r.id} dress="list" {...(open ? { to: (r: PrivacyRequest) => requestPath(r.id) } : {})} empty={<p>{t(words.noRequests)}</p>} />
}
