// A person's screen over HTTP: what it asks, what it hears of changes, and when it has shown one. Without the server in it: the
// crowd plays in a process of its own.
import { newId } from '#base/id'
import type { Day } from '#base/day'
import { restAfter } from '#web/readAgain.ts'

export function send(address: string, cookie: string, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${address}/api${path}`, { method, headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
}

/** Throws unless the answer is good. */
export async function ask<T>(...asked: Parameters<typeof send>): Promise<T> {
  const reply = await send(...asked)
  if (!reply.ok) throw new Error(`${asked[2]} ${asked[3]}: ${reply.status} ${(await reply.text()).slice(0, 300)}`)
  return await reply.json() as T
}

/** Announcements as a browser hears them, from when this answers until `stop`. */
export async function listen(address: string, cookie: string, stop: AbortSignal, heard: () => void, wrong: (error: unknown) => void): Promise<void> {
  const failed = (error: unknown) => { if (!stop.aborted) wrong(error) }
  try {
    const reply = await fetch(`${address}/api/live`, { headers: { cookie }, signal: stop })
    if (!reply.ok || !reply.body) throw new Error(`The live stream answers ${reply.status}`)
    const text = reply.body.pipeThrough(new TextDecoderStream())
    void (async () => { for await (const part of text) if (part.includes('event:')) heard() })().catch(failed)
  } catch (error) {
    failed(error)
  }
}

export interface Watched { address: string; today: Day; unitId: string; writer: string; reader: string }

/**
 * A screen that shows T1 of the unit, and reads it again when it is told. The answer writes an absence of an official who counts,
 * and says how many ms later that was answered, and the changed figure read.
 */
export async function secondScreen({ address, today, unitId, writer, reader }: Watched, stop: AbortSignal, wrong: (error: unknown) => void): Promise<(personId: string) => Promise<{ answered: number; seen: number }>> {
  let heard = () => {}
  await listen(address, reader, stop, () => heard(), wrong)
  const read = async () => (await ask<{ code: string; excluded: number }[]>(address, reader, 'GET', `/indicators/figures?unitId=${unitId}&on=${today}`)).find((f) => f.code === 'T1')!.excluded
  return async (personId) => {
    const before = await read()
    const began = performance.now()
    const moved = new Promise<void>((resolve, reject) => {
      // Like the screen: one read at a time, and once more, after a rest, for what was heard meanwhile.
      let again = false, reading = false
      heard = () => {
        again = true
        if (reading) return
        reading = true
        void (async () => {
          while (again && !stop.aborted) {
            again = false
            const asked = performance.now()
            if (await read() !== before) { heard = () => {}; resolve(); return }
            if (again) await new Promise((rested) => setTimeout(rested, restAfter(performance.now() - asked)))
          }
          reading = false
        })().catch(reject)
      }
      // Everyone may have gone home while the figure was read: nothing will be heard any more.
      if (stop.aborted) resolve()
      else stop.addEventListener('abort', () => resolve(), { once: true })
    })
    await ask(address, writer, 'PUT', `/absences/${newId()}`, { personId, reason: 'study-leave', from: today, to: '2027-02-01' })
    const answered = performance.now() - began
    await moved
    return { answered, seen: performance.now() - began }
  }
}
