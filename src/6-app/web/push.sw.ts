// Push messages in the service worker: shown, and on a touch the page that they are about.

interface PushNote { id: string; title: string; body: string; path: string }
interface PushEvent extends Event { data: { json(): unknown } | null; waitUntil(done: Promise<unknown>): void }
interface TouchEvent extends Event { notification: { data: unknown; close(): void }; waitUntil(done: Promise<unknown>): void }
interface Window { url: string; focus(): Promise<unknown>; navigate(url: string): Promise<unknown> }

/** What of a service worker's scope this needs. */
export interface PushScope {
  location: { origin: string }
  registration: { showNotification(title: string, options: object): Promise<void> }
  clients: { matchAll(options: object): Promise<readonly Window[]>; openWindow(url: string): Promise<unknown> }
  addEventListener(kind: string, heard: (event: never) => void): void
}

export function registerPush(scope: PushScope): void {
  scope.addEventListener('push', (event: PushEvent) => {
    const note = noteOf(event)
    // A browser that hears a push and shows nothing takes the permission back. One tag for one message: sent again it is shown once.
    event.waitUntil(scope.registration.showNotification(note.title, { body: note.body, tag: note.id, data: { path: note.path } }))
  })
  scope.addEventListener('notificationclick', (event: TouchEvent) => {
    event.notification.close()
    const { path } = (event.notification.data ?? {}) as { path?: string }
    const url = new URL(path ?? '/', scope.location.origin)
    event.waitUntil(open(scope, url.origin === scope.location.origin ? url.href : scope.location.origin))
  })
}

function noteOf(event: PushEvent): PushNote {
  const nothing = { id: 'lotrinh', title: 'Lộ Trình', body: 'Có thông báo mới / There is a new message', path: '/thong-bao' }
  try {
    return { ...nothing, ...(event.data?.json() as Partial<PushNote> | undefined) }
  } catch {
    return nothing
  }
}

async function open(scope: PushScope, url: string): Promise<void> {
  const [window] = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (!window) return void await scope.clients.openWindow(url)
  await window.focus()
  // A window that the worker does not control yet cannot be led anywhere.
  await window.navigate(url).catch(() => scope.clients.openWindow(url))
}
