// Back from the identity provider: what it answered is handed to the server once, and one goes on to where one was going.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { ownPath } from '#base/path'
import { text } from '#base/text'
import { queries, refusalsOf } from '#web/api.ts'
import { Failure, Skeleton } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Row } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { access, meQuery } from '#web/session.ts'
import { CodeForm } from './CodeForm.tsx'
import { expectFrame } from './frameExpected.ts'
import { SignInFrame } from './SignInFrame.tsx'

const words = {
  title: text('Đang xác nhận', 'Confirming'),
  failed: text('Chưa xác nhận được', 'Not confirmed'),
  linked: text('Đã liên kết', 'Linked'),
  signIn: text('Về trang đăng nhập', 'To the sign-in page'),
}
type Returned = Awaited<ReturnType<typeof access.signInByProvider.call>>

/** Whoever came back from another site has nothing read here yet: only who is signed in is asked anew. */
function useGoingOn(): (answer: Returned) => Promise<void> {
  const navigate = useNavigate()
  return useCallback(async ({ to, linked }) => {
    expectFrame(true)
    await queries.fetchQuery({ ...meQuery, staleTime: 0 })
    if (linked) toast(words.linked)
    await navigate({ href: ownPath(to), replace: true })
  }, [navigate])
}

export default function ReturnPage() {
  const t = useText()
  const navigate = useNavigate()
  const goOn = useGoingOn()
  const [query] = useState(() => location.search)
  // Asked once, however often the page is drawn: an answer is taken once.
  const answer = useQuery({ queryKey: ['returned', query], queryFn: () => access.signInByProvider.call({ query }), retry: false, staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false })
  const { data, error } = answer
  useEffect(() => {
    document.title = `${t(words.title)} – Lộ Trình`
  }, [t])
  useEffect(() => {
    if (data) void goOn(data)
  }, [data, goOn])
  const back = () => void navigate({ to: '/dang-nhap', search: {} as never, replace: true })
  const code = error && refusalsOf(error)[0]!.code
  return (
    <SignInFrame>
      {code === 'code-needed' ? <CodeForm send={(typed) => access.signInByProvider.call({ query, code: typed })} onBack={back} onIn={(then) => void goOn(then)} /> : (
        <>
          <h1>{t(error ? words.failed : words.title)}</h1>
          {error ? (
            <>
              <Failure error={error} {...(code === 'provider-down' || code === 'lost' ? { retry: () => void answer.refetch() } : {})} />
              <Row><Button onClick={back}>{t(words.signIn)}</Button></Row>
            </>
          ) : <Skeleton lines={2} />}
        </>
      )}
    </SignInFrame>
  )
}
