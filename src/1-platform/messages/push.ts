// Web push. What is sent is encrypted for the one browser that it goes to; the push service in between reads nothing of it.
import { createECDH, hkdfSync } from 'node:crypto'

export interface PushAddress { endpoint: string; p256dh: string; auth: string }
export interface PushNote { id: string; title: string; body: string; path: string }

export interface PushKeys { publicKey: string; privateKey: string }

export interface PushSender {
  publicKey: string
  /** The address is one of a push service, not one that the house should be made to call. */
  isService(endpoint: string): boolean
  /** gone: nobody listens there any more. Throws where another try may succeed. */
  send(to: PushAddress, note: PushNote): Promise<'sent' | 'gone'>
}

/** The push services of Chrome and Edge (Google), Firefox, Edge (Microsoft) and Safari, by their origins. */
export const pushServices: readonly RegExp[] = [
  /^https:\/\/(fcm\.googleapis|jmt17\.google)\.com$/, /^https:\/\/[\w-]+\.push\.services\.mozilla\.com$/, /^https:\/\/([\w-]+\.)+notify\.windows\.com$/, /^https:\/\/([\w-]+\.)*push\.apple\.com$/,
]

const secondsKept = 24 * 3600
const patience = 15_000

/** `subject`: a mailto: or https: address under which the push service finds the house. */
export function createPushSender({ keys, subject, services = pushServices }: { keys: PushKeys; subject: string; services?: readonly RegExp[] | undefined }): PushSender {
  return {
    publicKey: keys.publicKey,
    isService: (endpoint) => URL.canParse(endpoint) && services.some((origin) => origin.test(new URL(endpoint).origin)),
    async send({ endpoint, p256dh, auth }, note) {
      const { default: webpush } = await import('web-push')
      const { headers, body } = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(note), { vapidDetails: { subject, ...keys }, TTL: secondsKept, contentEncoding: 'aes128gcm' })
      const { 'Content-Length': _, ...rest } = headers as Record<string, string | number>
      const reply = await fetch(endpoint, { method: 'POST', headers: Object.entries(rest).map(([name, value]) => [name, String(value)] as [string, string]), body: new Uint8Array(body), redirect: 'error', signal: AbortSignal.timeout(patience) })
      await reply.body?.cancel()
      if (reply.ok) return 'sent'
      if (reply.status === 404 || reply.status === 410) return 'gone'
      throw new Error(`the push service answered ${reply.status}`)
    },
  }
}

/** The house's own pair for web push, from its one secret: it comes back with a backup, and browsers that listen go on listening. */
export function pushKeysOf(secret: string): PushKeys {
  for (let again = 0; ; again++) {
    const pair = createECDH('prime256v1')
    const privateKey = Buffer.from(hkdfSync('sha256', secret, '', `lotrinh web push ${again}`, 32))
    try {
      pair.setPrivateKey(privateKey)
    } catch {
      // One in four thousand million numbers lies outside the curve.
      continue
    }
    return { publicKey: pair.getPublicKey().toString('base64url'), privateKey: privateKey.toString('base64url') }
  }
}
