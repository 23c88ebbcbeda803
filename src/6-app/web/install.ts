// Keeps the product on the device once somebody is signed in, when the first page stands and the line is free. A newer version is
// fetched beside the old one and takes over with the next page; what was typed is in the browser's storage and comes back.
import type { AnyRouter } from '@tanstack/react-router'

const HOUR = 3_600_000
let begun = false

export async function install(router: Pick<AnyRouter, 'subscribe'>): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || begun) return
  begun = true
  const registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => null)
  if (!registration) return
  let asked = false
  navigator.serviceWorker.addEventListener('controllerchange', () => { if (asked) location.reload() })
  router.subscribe('onResolved', ({ pathChanged }) => {
    if (!pathChanged || !registration.waiting || asked) return
    asked = true
    registration.waiting.postMessage('take over')
  })
  setInterval(() => void registration.update().catch(() => {}), HOUR)
}
