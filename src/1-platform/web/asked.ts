// The question that a page is asked, for its screens: read from the address, changed there, said in words. Links carry it on.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { createContext, useCallback, useContext } from 'react'
import { dayOf, writeDay, type Day } from '#base/day'
import { text, type Text } from '#base/text'
import { useFormat, useText } from './language.tsx'
import { readAsked, type Asked } from './question.ts'
import { useToday } from './session.ts'

export interface AskedChange { on?: Day | null; tree?: Day | null; knownOn?: Day | null }
type Words = Record<string, string | undefined>

/**
 * `const { on, tree, knownAt } = useAsOf()`. structure: the day whose tree and names are shown. isToday: nothing but the present
 * is asked. `ask({ tree: null })` takes one thing back, `setOn(null)` only the day.
 */
export function useAsOf(): Asked & { structure: Day; isToday: boolean; ask: (change: AskedChange) => void; setOn: (day: Day | null) => void } {
  const today = useToday()
  const search = useSearch({ strict: false }) as Words
  const navigate = useNavigate()
  const asked = readAsked(search, today)
  const ask = useCallback((change: AskedChange) => {
    void navigate({
      to: '.',
      resetScroll: false,
      // Said to be undefined, not left out: the router carries on what is only left out.
      search: ((before: Words) => ({
        ...before,
        ...(change.on === undefined ? {} : { ngay: change.on && change.on !== today ? change.on : undefined }),
        ...(change.tree === undefined ? {} : { 'co-cau': change.tree === today ? 'hom-nay' : change.tree ?? undefined }),
        ...(change.knownOn === undefined ? {} : { 'du-lieu': change.knownOn ?? undefined }),
      })) as never,
    })
  }, [navigate, today])
  const setOn = useCallback((day: Day | null) => ask({ on: day }), [ask])
  return { ...asked, structure: asked.tree ?? asked.on, isToday: asked.on === today && !asked.tree && !asked.knownOn, ask, setOn }
}

/** What a page or a part of it keeps to: 'figures' to all that is asked, 'tree' to day and tree, 'day' to the day, 'today' to nothing. */
export type Follows = 'figures' | 'tree' | 'day' | 'today'
const order: Follows[] = ['today', 'day', 'tree', 'figures']

const words = {
  on: text('Tính đến {day}', 'As of {day}'),
  tree: text('theo cơ cấu tổ chức ngày {day}', 'under the structure of {day}'),
  known: text('theo dữ liệu đã biết đến hết {day}', 'as known by the end of {day}'),
}

/** The question in words, for headings on the screen, on paper and in files: "Tính đến 30/06/2025 · theo cơ cấu tổ chức ngày 22/11/2026". */
export function sayAsked(t: (message: Text, values?: Record<string, string>) => string, asked: { on: Day; tree?: Day | undefined; knownAt?: string | undefined }, follows: Follows = 'figures'): string {
  const reach = order.indexOf(follows)
  if (reach === 0) return ''
  return [
    t(words.on, { day: writeDay(asked.on) }), reach >= 2 && asked.tree && t(words.tree, { day: writeDay(asked.tree) }),
    reach >= 3 && asked.knownAt && t(words.known, { day: writeDay(dayOf(new Date(asked.knownAt))) }),
  ].filter(Boolean).join(' · ')
}

const Following = createContext<Follows>('today')
/** Says for all within what it follows: `<FollowsProvider value="day">`. Pages set it by their `follows`. */
export const FollowsProvider = Following.Provider
export const useFollows = () => useContext(Following)

/** The heading of what is listed here, for a file or for paper; '' where it shows the present only. */
export function useAskedLine(): string {
  const t = useText()
  return sayAsked(t, useAsOf(), useFollows())
}

const notes = {
  today: text('Phần này hiện tình trạng hôm nay ({today}), không theo ngày đang chọn.', 'This part shows the state of today ({today}), not of the day chosen.'),
  tree: text('Phần này theo ngày {day}, không quy về cơ cấu của ngày khác.', 'This part follows {day}; it is not restated under another structure.'),
  known: text('Phần này theo dữ liệu hiện có: chỉ số liệu chỉ tiêu xem lại được như đã biết trước đây.', 'This part shows what is known now: only figures can be seen as they were known before.'),
}

/** What of the question is not kept to here, in a sentence; '' where all of it is. */
export function useUnfollowed(follows: Follows): string {
  const t = useText()
  const { day } = useFormat()
  const today = useToday()
  const asked = useAsOf()
  const reach = order.indexOf(follows)
  if (reach === 0) return asked.isToday ? '' : t(notes.today, { today: day(today) })
  if (reach === 1 && asked.tree) return t(notes.tree, { day: day(asked.on) })
  return reach < 3 && asked.knownOn ? t(notes.known) : ''
}
