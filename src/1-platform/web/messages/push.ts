// Push messages in this browser. The address that its push service gives stays with the browser; the house knows it while the
// session lasts, and learns it again when the same person signs in here anew.
import { messages } from './api.ts'
import { rememberPush } from './pushWish.ts'

/** 'unable': the browser, or the way it reached the house, has no push; 'denied': the person said no to the browser. */
export async function pushState(): Promise<'unable' | 'denied' | 'able'> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !await navigator.serviceWorker.getRegistration()) return 'unable'
  return Notification.permission === 'denied' ? 'denied' : 'able'
}

/** False where the person said no. */
export async function startPush(accountId: string, key: string): Promise<boolean> {
  if (await Notification.requestPermission() !== 'granted') return false
  const worker = await navigator.serviceWorker.ready
  const old = await worker.pushManager.getSubscription()
  // Made for another house under the same address.
  if (old && !sameKey(old.options.applicationServerKey, key)) await old.unsubscribe()
  await keep(await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }))
  rememberPush(accountId)
  return true
}

export async function stopPush({ id, current }: { id: string; current: boolean }): Promise<void> {
  if (current) rememberPush(null)
  await messages.dropDevice.call({ deviceId: id })
}

/** After a new sign-in of whoever wanted push here. */
export async function resumePush(): Promise<void> {
  if (Notification.permission !== 'granted') return
  const subscription = await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription()
  if (!subscription) return
  try {
    if (!(await messages.settings.call()).devices.some((device) => device.current)) await keep(subscription)
  } catch {
    // Tried again with the next start.
  }
}

async function keep(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON()
  await messages.keepDevice.call({ endpoint: endpoint!, p256dh: keys!.p256dh!, auth: keys!.auth! })
}

function sameKey(has: ArrayBuffer | null, key: string): boolean {
  return has !== null && btoa(String.fromCharCode(...new Uint8Array(has))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') === key
}
