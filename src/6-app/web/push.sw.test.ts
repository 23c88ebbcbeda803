import assert from 'node:assert/strict'
import { it } from 'node:test'
import { registerPush, type PushScope } from './push.sw.ts'

/** The browser's half of a service worker, with one window open or none. */
function worker(windows: string[] = []) {
  const hears = new Map<string, (event: never) => void>(), shown: unknown[][] = [], went: string[] = []
  const scope: PushScope = {
    location: { origin: 'https://lotrinh.example' },
    registration: { showNotification: async (...note) => { shown.push(note) } },
    clients: {
      matchAll: async () => windows.map((url) => ({ url, focus: async () => {}, navigate: async (to: string) => { went.push(`led ${to}`) } })),
      openWindow: async (url) => { went.push(`opened ${url}`) },
    },
    addEventListener: (kind, heard) => { hears.set(kind, heard) },
  }
  registerPush(scope)
  const hear = async (kind: string, event: object) => {
    let done: Promise<unknown> = Promise.resolve()
    hears.get(kind)!({ ...event, waitUntil: (work: Promise<unknown>) => { done = work } } as never)
    await done
  }
  return { shown, went, hear }
}

it('a push is shown under its own tag, and one that cannot be read still says that there is something', async () => {
  const { shown, hear } = worker()
  await hear('push', { data: { json: () => ({ id: 'm1', title: 'Lộ Trình', body: 'Bạn được cử đi học.', path: '/hoc-tap' }) } })
  await hear('push', { data: { json: () => JSON.parse('{') as unknown } })
  assert.deepEqual(shown[0], ['Lộ Trình', { body: 'Bạn được cử đi học.', tag: 'm1', data: { path: '/hoc-tap' } }])
  assert.match(JSON.stringify(shown[1]), /Có thông báo mới.*\/thong-bao/)
})

it('a touch leads the open window to the page, opens one where there is none, and never leaves the house', async () => {
  const touch = { notification: { data: { path: '/hoc-tap' }, close() {} } }
  const open = worker(['https://lotrinh.example/']), none = worker()
  await open.hear('notificationclick', touch)
  await none.hear('notificationclick', touch)
  await none.hear('notificationclick', { notification: { data: { path: 'https://evil.example/' }, close() {} } })
  assert.deepEqual(open.went, ['led https://lotrinh.example/hoc-tap'])
  assert.deepEqual(none.went, ['opened https://lotrinh.example/hoc-tap', 'opened https://lotrinh.example'])
})
