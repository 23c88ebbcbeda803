// What the address bar holds: parameters of the path, the page's own state (tab, filter), and the day that figures are asked for.
import { useNavigate, useParams as useRouterParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

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
