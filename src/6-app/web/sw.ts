// The service worker: the built files are kept on the device, so that the product opens without a network. It answers for pages and
// files alone; what is asked of the server (/api) goes by it. A new one waits until a page asks it to take over (install.ts).
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

/** Put in by the build: tools/serviceWorker.ts. */
declare const FILES: PrecacheEntry[]
interface Worker { skipWaiting(): Promise<void>; clients: { claim(): Promise<void> }; addEventListener(type: string, hear: (event: { data?: unknown; waitUntil(done: Promise<unknown>): void }) => void): void }
const worker = globalThis as unknown as Worker

precacheAndRoute(FILES)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/(api|assets|healthz|metrics)(\/|$)/] }))

worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('message', (event) => { if (event.data === 'take over') event.waitUntil(worker.skipWaiting()) })
