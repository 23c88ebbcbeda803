// The tour begins by itself once in the life of an account, where its holder comes to the first page and nothing else is
// going on; from the menu of the account and the help page it begins again.
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { queries } from '#web/api.ts'
import { access, meQuery, useMe, useToday } from '#web/session.ts'

let end: (() => void) | null = null
let beginning = false

/** Begins the tour of the office acted in; pressed twice it begins once. */
export function useTour(): () => Promise<void> {
  const me = useMe()
  const today = useToday()
  const navigate = useNavigate()
  return useCallback(async () => {
    if (end || beginning) return
    beginning = true
    try {
      const { run } = await import('./run.ts')
      end = await run({ me, today, go: (path) => navigate({ to: path }), onEnd: () => { end = null } })
    } finally {
      beginning = false
    }
  }, [me, today, navigate])
}

/** Stands in the frame around every page and draws nothing. */
export function FirstTour() {
  const me = useMe()
  const begin = useTour()
  const home = useRouterState({ select: (state) => state.location.pathname === '/' })
  const waits = !me.toured && home
  useEffect(() => {
    if (!waits) return
    const timer = setInterval(() => {
      if (busy()) return
      clearInterval(timer)
      // Told when it begins, so that a reload in its middle does not force it on anyone a second time. Without a connection
      // it comes again another day.
      void begin().then(() => access.toured.call({})).then(() => queries.setQueryData(meQuery.queryKey, (now) => now && { ...now, toured: true })).catch(() => {})
    }, 600)
    return () => clearInterval(timer)
  }, [waits, begin])
  // Whoever is signed out sees no more of it.
  useEffect(() => () => end?.(), [])
  return null
}

/** Something is open, is being typed, or is still to come. */
function busy(): boolean {
  return queries.isFetching() > 0 || document.querySelector('[role="dialog"], [role="alertdialog"], [popover]') !== null || document.activeElement?.matches('input, textarea, select') === true || document.hidden
}
