// The language of the screens. Messages stand beside their component as `text('Kế hoạch', 'Plan')`; a missing one does
// not compile. The choice lives in this browser and, for who is signed in, in the account (the shell keeps the two equal).
import { useMemo, useSyncExternalStore } from 'react'
import { writeDay, type Day } from '#base/day'
import { writeNumber, writeShare, type Language, type Text } from '#base/text'

const KEY = 'language'
const listeners = new Set<() => void>()
let language: Language = stored()

function stored(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'vi'
  } catch {
    return 'vi'
  }
}

document.documentElement.lang = language

export function currentLanguage(): Language {
  return language
}

/** Switches every screen at once and remembers it in this browser. */
export function switchLanguage(to: Language): void {
  if (to === language) return
  language = to
  document.documentElement.lang = to
  try {
    localStorage.setItem(KEY, to)
  } catch {
    // A browser that keeps nothing still switches for this visit.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, currentLanguage)
}

/** `const t = useText()`; `t(words.title)`; `t(words.left, { n: 3 })` puts 3 in place of `{n}`. */
export function useText(): (message: Text, values?: Record<string, string | number>) => string {
  const now = useLanguage()
  return useMemo(() => (message, values) => say(message, now, values), [now])
}

/** The same outside of a component. */
export function say(message: Text, now: Language = language, values?: Record<string, string | number>): string {
  const said = message[now]
  return values ? said.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole)) : said
}

export interface Format {
  /** dd/MM/yyyy, '' for none. */
  day(day: Day | null | undefined): string
  /** HH:mm dd/MM/yyyy on the organisation's clock, of an ISO moment. */
  moment(iso: string | null | undefined): string
  /** 1.234.567 in Vietnamese. */
  number(n: number): string
  /** Part of whole as a percentage, cut to one decimal, never rounded up; '–' of nothing. */
  share(part: number, whole: number): string
}

export function formatIn(now: Language): Format {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' })
  return {
    day: writeDay,
    moment(iso) {
      if (!iso) return ''
      const [day, time] = clock.format(new Date(iso)).split(' ')
      return `${time} ${writeDay(day)}`
    },
    number: (n) => writeNumber(n, now),
    share: (part, whole) => writeShare(part, whole, now),
  }
}

export function useFormat(): Format {
  const now = useLanguage()
  return useMemo(() => formatIn(now), [now])
}
