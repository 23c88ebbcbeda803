// What the address bar holds: parameters of the path, the page's own state (tab, filter), and the day that figures are asked for.
import { useNavigate, useParams as useRouterParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { isDay, type Day } from '#base/day'
import { useToday } from './session.ts'

type Words = Record<string, string>

/** `const { planId } = useParams<'planId'>()` on a screen mounted at '/ke-hoach/$planId'. */
export function useParams<Name extends string>(): Record<Name, string> {
  return useRouterParams({ strict: false }) as Record<Name, string>
}

/**
 * State that belongs to the address, so that a link opens the page as it was seen:
 * `const [{ tab }, go] = useAddress({ tab: 'muc-tieu' })`, `go({ tab: 'tien-do' })`. A default is not written out.
 */
export function useAddress<Shape extends Words>(defaults: Shape): [Shape, (change: Partial<Shape>, how?: { keepInHistory?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Words
  const navigate = useNavigate()
  const names = Object.keys(defaults)
  const now = Object.fromEntries(names.map((name) => [name, search[name] ?? defaults[name]!])) as Shape
  const written = JSON.stringify(defaults)
  const change = useCallback(
    (values: Partial<Shape>, how?: { keepInHistory?: boolean }) => {
      const plain = JSON.parse(written) as Words
      void navigate({
        to: '.',
        replace: !how?.keepInHistory,
        resetScroll: false,
        search: ((before: Words) => {
          const after: Words = { ...before }
          for (const [name, value] of Object.entries(values) as [string, string | undefined][]) {
            if (value === undefined || value === plain[name]) delete after[name]
            else after[name] = value
          }
          return after
        }) as never,
      })
    },
    [navigate, written],
  )
  return [now, change]
}

/** The day that figures and structure are asked for: today unless the address says `?ngay=2025-06-30`; links carry it on. */
export function useAsOf(): { on: Day; isToday: boolean; setOn: (day: Day | null) => void } {
  const today = useToday()
  const search = useSearch({ strict: false }) as Words
  const navigate = useNavigate()
  const asked = search.ngay
  const on = asked && isDay(asked) ? asked : today
  const setOn = useCallback(
    (day: Day | null) => {
      void navigate({
        to: '.',
        resetScroll: false,
        // Said to be undefined, not left out: the router carries on a day that is only left out.
        search: ((before: Words) => ({ ...before, ngay: day && day !== today ? day : undefined })) as never,
      })
    },
    [navigate, today],
  )
  return { on, isToday: on === today, setOn }
}
