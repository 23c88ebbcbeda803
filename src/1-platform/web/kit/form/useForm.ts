// A form's memory and its one way to the server. Refusals come back to their fields; what was typed is kept (draft.ts);
// a second press while one is under way does nothing; after a lost connection the same write is sent again by hand.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { QueryKey } from '@tanstack/react-query'
import type { Text } from '#base/text'
import { heed, queries } from '#web/api.ts'
import { isLost, refusalsOf, type Choice, type FieldRefusal } from '#web/refusals.ts'
import { dropDraft, keepDraft, openDraft, type Draft } from './draft.ts'

/** A field's end of the wire: what every field of the kit takes as `field`. */
export interface Bound<T> {
  name: string
  value: T
  set: (value: T) => void
  refusals: Text[]
  disabled: boolean
}

export interface FormOptions<Values extends object, Result> {
  /** Under which what was typed is kept; name the record: `plan.${id}`. null: keep nothing (passwords). */
  key: string | null
  start: Values
  /** Refusals by field name before anything is sent; '' for the whole form. The rule itself lives in the room's domain. */
  check?: (values: Values) => Partial<Record<keyof Values & string | '', Text | null | false>>
  /** The write. `id` is the same for every try of one write: pass it as the new record's id. */
  send: (values: Values, id: string) => Promise<Result>
  /** Where the server refuses with what someone else wrote meanwhile: reads that as values of this form. The refusals name fields of it;
   *  a field that stands for several names them in `together`. The field `seen` says which writing was seen. */
  held?: { read: () => Promise<Values>; together?: Record<string, readonly (keyof Values & string)[]> }
  /** After the server has it. */
  done?: (result: Result, values: Values) => void
  /** Keys of what must be read again: `[plans.key()]`. */
  renews?: QueryKey[]
}

export interface FormOf<Values extends object> {
  values: Values
  /** Binds a field: `<TextField field={form.at('title')} …>`. */
  at: <Name extends keyof Values & string>(name: Name) => Bound<Values[Name]>
  set: (values: Partial<Values>) => void
  submit: () => void
  /** Forgets what was typed. */
  reset: () => void
  busy: boolean
  /** The last try got no answer. */
  lost: boolean
  /** True when something was typed that the server does not have. */
  typed: boolean
  /** Refusals of a nested field by its path ('targets.0.dueOn'), for lists that a form draws by itself. */
  refusalsAt: (path: string) => Text[]
  /** Refusals that belong to no field on the screen. */
  whole: Text[]
  /** What someone else wrote meanwhile, to be chosen from; Form shows it. */
  conflicts: FieldRefusal[]
  settle: (choice: (field: string | null) => Choice) => void
  /** Counts refused tries; Form moves the focus to the first refused field after each. */
  refusedTimes: number
}

interface Placed { field: string; text: Text }

const store = (): Storage | undefined => {
  try {
    return sessionStorage
  } catch {
    return undefined
  }
}

export function useForm<Values extends object, Result>(options: FormOptions<Values, Result>): FormOf<Values> {
  const { key, start } = options
  const [draft, setDraft] = useState<Draft<Values>>(() => openDraft(key === null ? undefined : store(), key ?? '', start))
  const [refused, setRefused] = useState<Placed[]>([])
  const [refusedTimes, setRefusedTimes] = useState(0)
  const [conflicts, setConflicts] = useState<FieldRefusal[]>([])
  const [busy, setBusy] = useState(false)
  const [lost, setLost] = useState(false)
  const underWay = useRef(false)
  // Fields drawn in this rendering; a refusal at any other place is shown for the whole form.
  const drawn = useRef(new Set<string>())
  const drawing = new Set<string>()
  useEffect(() => {
    drawn.current = drawing
  })
  const latest = useRef({ options, draft })
  useEffect(() => {
    latest.current = { options, draft }
  })
  useEffect(() => {
    if (draft.typed && key !== null) keepDraft(store(), key, draft)
  }, [draft, key])

  const set = useCallback((values: Partial<Values>) => {
    setDraft((before) => ({ ...before, values: { ...before.values, ...values }, typed: true }))
    setRefused((before) => before.filter(({ field }) => field !== '' && !Object.keys(values).some((name) => field === name || field.startsWith(`${name}.`))))
  }, [])

  const reset = useCallback(() => {
    const { key: at, start: fresh } = latest.current.options
    if (at !== null) dropDraft(store(), at)
    setDraft(openDraft<Values>(undefined, '', fresh))
    setRefused([])
    setConflicts([])
    setLost(false)
  }, [])

  const submit = useCallback((chosen?: Values) => {
    if (underWay.current) return
    const { options: now, draft: { id, values: typed } } = latest.current
    const values = chosen ?? typed
    const refuse = (list: Placed[]) => {
      setRefused(list)
      setRefusedTimes((times) => times + 1)
    }
    const own = Object.entries(now.check?.(values) ?? {}).flatMap(([field, words]) => (words ? [{ field, text: words as Text }] : []))
    if (own.length > 0) return refuse(own)
    underWay.current = true
    setBusy(true)
    setLost(false)
    setRefused([])
    now.send(values, id).then(
      async (result) => {
        reset()
        // The writer's own next read is exact: what other screens had read is read again when they are opened.
        void queries.invalidateQueries({ refetchType: 'none' })
        await Promise.all((now.renews ?? []).map((queryKey) => queries.invalidateQueries({ queryKey })))
        now.done?.(result, values)
      },
      (error: unknown) => {
        heed(error)
        setLost(isLost(error))
        const all = refusalsOf(error), met = now.held ? all.filter((one) => one.conflict) : []
        setConflicts(met)
        refuse(all.filter((one) => !met.includes(one)).map(({ field, text }) => ({ field: field ?? '', text })))
      },
    ).finally(() => {
      underWay.current = false
      setBusy(false)
    })
  }, [reset])

  /** From what the server has now, but for the fields where mine stands; sent at once. What has changed there since it was shown is shown again. */
  const settle = useCallback((choice: (field: string | null) => Choice) => {
    const { options: { held }, draft: { values: mine } } = latest.current
    if (!held || underWay.current) return
    underWay.current = true
    setBusy(true)
    held.read().then(
      (theirs) => {
        const kept = conflicts.flatMap(({ field }) => (field !== null && choice(field) === 'mine' ? held.together?.[field] ?? [field as keyof Values & string] : []))
        const values: Values = { ...theirs, ...Object.fromEntries(kept.map((name) => [name, mine[name]])), seen: conflicts[0]?.conflict?.held }
        setDraft((before) => ({ ...before, values, typed: true }))
        underWay.current = false
        submit(values)
      },
      (error: unknown) => {
        heed(error)
        underWay.current = false
        setBusy(false)
        setLost(isLost(error))
        setRefused(refusalsOf(error).map(({ text }) => ({ field: '', text })))
      },
    )
  }, [conflicts, submit])

  const refusalsAt = (path: string) => refused.filter(({ field }) => field === path).map(({ text }) => text)
  return {
    values: draft.values, set, submit: () => submit(), reset, conflicts, settle, busy, lost, typed: draft.typed, refusedTimes,
    at(name) {
      drawing.add(name)
      return { name, value: draft.values[name], set: (value) => set({ [name]: value } as unknown as Partial<Values>), refusals: refusalsAt(name), disabled: busy }
    },
    refusalsAt(path) {
      drawing.add(path)
      return refusalsAt(path)
    },
    whole: refused.filter(({ field }) => !drawn.current.has(field)).map(({ text }) => text),
  }
}
