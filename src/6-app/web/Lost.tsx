// Pages for when there is no page: not found, not allowed, broken.
import type { ErrorComponentProps } from '@tanstack/react-router'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Empty, Failure } from '#web/kit/Answer.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useText } from '#web/language.tsx'

const words = {
  home: text('Về Việc của tôi', 'To my work'),
  notFound: text('Không có trang này', 'There is no such page'),
  notFoundWhy: text('Địa chỉ có thể đã gõ sai, hoặc bản ghi nằm ngoài phạm vi chức vụ bạn đang dùng.', 'The address may be mistyped, or the record lies outside the reach of the office you act in.'),
  notAllowed: text('Chức vụ đang dùng không mở được trang này', 'The office you act in may not open this page'),
  notAllowedWhy: text('Nếu bạn giữ chức vụ khác, hãy đổi chức vụ ở góc trên.', 'If you hold another office, switch to it at the top.'),
  broken: text('Chưa mở được trang này', 'This page could not be opened'),
}

export function NotFound() {
  const t = useText()
  return <Page title={t(words.notFound)} width="reading"><Empty title={t(words.notFoundWhy)} action={<Button to="/" tone="main">{t(words.home)}</Button>} /></Page>
}

export function NotAllowed() {
  const t = useText()
  return <Page title={t(words.notAllowed)} width="reading"><Empty title={t(words.notAllowedWhy)} action={<Button to="/" tone="main">{t(words.home)}</Button>} /></Page>
}

export function Broken({ error, reset }: ErrorComponentProps) {
  const t = useText()
  return <Page title={t(words.broken)} width="reading"><Failure error={error} retry={() => { reset(); location.reload() }} /></Page>
}

/** The same where there is no frame around it. */
export function BrokenAlone(props: ErrorComponentProps) {
  return <main><Broken {...props} /></main>
}
