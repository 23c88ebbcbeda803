// One event stream per browser tab. Whoever shows a figure names the keys it was read under; when the server says that
// something changed, they are read again at once; what a screen that was left had read is read again when it is opened next.
// After a break everything live is read again, since messages were missed.
import type { QueryKey } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { queries } from './api.ts'
import { readerAgain } from './readAgain.ts'

/** 'figures': totals were folded. 'changed': a record of `kind` was written. */
export type Announcement = { event: 'figures'; indicators: string[]; nodes?: string[] } | { event: 'changed'; kind: string }

interface Watch { key: QueryKey; concerns: (announcement: Announcement) => boolean }

const watches = new Set<Watch>()
/** Of screens that were left, by key: their answers are kept for a while and must not pass for new when one comes back. */
const left = new Map<string, Watch>()
const listeners = new Set<() => void>()
const again = readerAgain(queries)
let stream: EventSource | null = null
let connected = true

function setConnected(now: boolean): void {
  if (now === connected) return
  connected = now
  for (const listener of listeners) listener()
}

function refresh(which: (watch: Watch) => boolean): void {
  for (const watch of [...watches, ...left.values()]) if (which(watch)) void again(watch.key)
}

function open(): void {
  if (stream || typeof EventSource === 'undefined') return
  const opened = new EventSource('/api/live')
  stream = opened
  let broken = false
  opened.onopen = () => {
    setConnected(true)
    if (broken) refresh(() => true)
    broken = false
  }
  opened.onerror = () => {
    broken = true
    setConnected(false)
    // The browser tries again by itself unless the server refused; then we do, gently.
    if (opened.readyState === EventSource.CLOSED && stream === opened) {
      stream = null
      setTimeout(() => {
        if (watches.size === 0) return
        open()
        refresh(() => true)
      }, 3_000)
    }
  }
  for (const event of ['figures', 'changed'] as const) {
    opened.addEventListener(event, (message: MessageEvent<string>) => {
      const announcement = { ...JSON.parse(message.data), event } as Announcement
      refresh((watch) => watch.concerns(announcement))
    })
  }
}

function close(): void {
  stream?.close()
  stream = null
  setConnected(true)
  // Nobody listens from here on, so what is kept may be old.
  refresh(() => true)
  left.clear()
}

const everything = () => true

/**
 * Reads everything under `key` again when the server announces a change. `concerns` narrows it:
 * `useLive(indicators.key(), (a) => a.event === 'figures')`. Keep `concerns` outside of the component.
 */
export function useLive(key: QueryKey, concerns: Watch['concerns'] = everything): void {
  const text = JSON.stringify(key)
  useEffect(() => {
    const watch: Watch = { key: JSON.parse(text) as QueryKey, concerns }
    watches.add(watch)
    open()
    return () => {
      watches.delete(watch)
      left.set(text, watch)
      // A moment of grace: the next page of a journey usually watches again.
      setTimeout(() => watches.size === 0 && close(), 2_000)
    }
  }, [text, concerns])
}

/** False while the stream is broken: figures on the screen may be old. */
export function useConnected(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => connected,
  )
}

/** The same outside of a component, for whoever asks once. */
export const isConnected = (): boolean => connected
