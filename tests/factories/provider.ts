// A real identity provider (oidc-provider) on a port of its own, with the login page that it brings for such use. Whoever
// types a name there is that name.
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import type { ProviderSettings } from '#platform/access/provider'

export interface TestProvider {
  settings: ProviderSettings
  /** Knows the house from now on, under these addresses. */
  serves(addresses: readonly string[]): void
  /** Goes through its pages as a browser does and signs in there as `login`; answers the query that it sends back. */
  confirm(address: string, login: string): Promise<string>
  /** Away, as in a power cut; true: back again under the same address. */
  up(isUp: boolean): Promise<void>
}

export async function testProvider(): Promise<TestProvider> {
  let handle: (request: IncomingMessage, reply: ServerResponse) => void = (_, reply) => { reply.writeHead(503).end() }
  const server = createServer((request, reply) => handle(request, reply))
  const listen = (port: number) => new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve) })
  const close = () => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections() })
  await listen(0)
  const { port } = server.address() as AddressInfo
  const settings: ProviderSettings = { issuer: `http://127.0.0.1:${port}`, clientId: 'lotrinh', clientSecret: 'a secret between the house and its provider', name: 'Định danh tỉnh', secondStep: false }
  return {
    settings,
    serves(addresses) {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      const provider = new Provider(settings.issuer, {
        clients: [{ client_id: settings.clientId, client_secret: settings.clientSecret, redirect_uris: addresses.map((a) => `${a}/dang-nhap/tro-ve`) }],
        findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
        jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] } as never,
        cookies: { keys: ['a key of the cookies of the provider'] },
        // Nobody is asked twice whether the house may know them.
        async loadExistingGrant(ctx) {
          const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client!.clientId, accountId: ctx.oidc.session!.accountId! })
          grant.addOIDCScope('openid')
          await grant.save()
          return grant
        },
      })
      const answer = provider.callback()
      handle = (request, reply) => void answer(request, reply)
    },
    async confirm(address, login) {
      const jar = new Map<string, string>()
      const ask = async (url: string, init: RequestInit = {}): Promise<Response> => {
        const reply = await fetch(url, { ...init, redirect: 'manual', headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; '), ...(init.body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) } })
        for (const set of reply.headers.getSetCookie()) { const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!; jar.set(name!, value!) }
        return reply
      }
      let at = address, reply = await ask(at)
      for (let step = 0; step < 8; step++) {
        if (reply.status === 200) reply = await ask(at, { method: 'POST', body: new URLSearchParams({ prompt: 'login', login, password: 'x' }) })
        const to = new URL(reply.headers.get('location') ?? '', at)
        if (to.pathname === '/dang-nhap/tro-ve') return to.search
        at = to.href
        reply = await ask(at)
      }
      throw new Error(`the provider ended at ${at} with ${reply.status}: ${await reply.text()}`)
    },
    async up(isUp) {
      if (isUp && !server.listening) await listen(port)
      if (!isUp && server.listening) await close()
    },
  }
}
