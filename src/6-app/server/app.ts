// The HTTP face: the typed calls of the browser (/api/rpc), the same routes for the world (/api, OpenAPI 3.1), live
// announcements, health, and the screens. Stateless: any number of these may stand before one database.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Readable } from 'node:stream'
import compress from '@fastify/compress'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { call, ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fastify'
import { SimpleCsrfProtectionHandlerPlugin } from '@orpc/server/plugins'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import scalar from '@scalar/fastify-api-reference'
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { newId } from '#base/id'
import { unreadable } from '#platform/http/badInput'
import { takeForm, type TakenForm } from '#platform/http/form'
import { refused, type RequestContext } from '#platform/http/handle'
import { siteOf } from '#platform/http/site'
import type { Actor } from '#platform/access/actor'
import type { PushSender } from '#platform/messages/push'
import type { WorkOptions } from '#platform/work'
import type { Live } from './live.ts'
import type { Access } from '#platform/access/access'
import { fault, type Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import { showPages } from './pages.ts'
import { createRouter, type Router } from './router.ts'

export interface AppParts {
  version: string
  /** Under which the house is reached, where it was set. */
  publicAddress: string | undefined
  work: WorkOptions
  actorOf(headers: Headers): Promise<Actor | null>
  /** The caller's address; `peer` is the other end of the socket. */
  addressOf(headers: Headers, peer: string): string
  access: Access
  push: PushSender
  /** The calendar behind a secret; null: there is none. */
  calendar(secret: string): Promise<{ body: string; etag: string } | null>
  health(): Promise<{ ok: boolean } & Record<string, unknown>>
  live: Live
  log: Log
  patience?: Patience
  /** Asked for at /metrics by whoever has the key; null: there is no such page. */
  metrics: { key: string; request: Metrics['request']; text(): Promise<string> } | null
}

/** How long (ms) a caller may take: for the headers, between two pieces of a body, and for all of it. */
export interface Patience { headers: number; piece: number; body: number }
// A quarter of a gigabyte over a poor line takes half an hour; whoever sends nothing for so long has left, or means harm.
const usualPatience: Patience = { headers: 20_000, piece: 20_000, body: 1_800_000 }

/** What is known of a call while it is answered. */
interface Heard { context: RequestContext; path: readonly string[]; next(): Promise<unknown> }

const securityHeaders = {
  'content-security-policy': "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
}

// Of this name alone: what else lives under the domain is not ours to close. Over plain http browsers take no notice of it.
const httpsOnly = { 'strict-transport-security': 'max-age=31536000' }

// The page of the API starts itself by a script within the page.
const docsPolicy = securityHeaders['content-security-policy'].replace("default-src 'self'", "default-src 'self'; script-src 'self' 'unsafe-inline'; font-src 'self' data:")
/** The longest that the contracts allow is a class of a thousand marked at twenty sessions. */
const jsonLimit = 4 * 1024 * 1024
/** Of a form with files. */
const bodyLimit = 25 * 1024 * 1024
/** A form by whoever may import holds a file of a million rows. */
const importLimit = 260 * 1024 * 1024

export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const patience = parts.patience ?? usualPatience
  const headers = { ...securityHeaders, ...(parts.publicAddress?.startsWith('https:') && httpsOnly) }
  const app = Fastify({ loggerInstance: parts.log, logController: new LogController({ disableRequestLogging: true }), genReqId: () => newId(), requestIdHeader: false, bodyLimit: jsonLimit, routerOptions: { ignoreTrailingSlash: true },
    requestTimeout: patience.body, http: { headersTimeout: patience.headers, connectionsCheckingInterval: Math.min(5000, patience.headers) },
    // An address that cannot be decoded leads nowhere, and comes by no hook.
    frameworkErrors: (_error, _request, reply) => (reply as unknown as FastifyReply).headers(headers).code(404).send({ code: 'NOT_FOUND' }) }) as unknown as FastifyInstance
  const procedures = new WeakMap<object, string>()
  app.addHook('onResponse', async (request, reply) => {
    const route = procedures.get(request.raw) ?? routeOf(request)
    const { method } = request, { statusCode: status, elapsedTime } = reply
    parts.metrics?.request(method, route, status, elapsedTime / 1000)
    parts.log.info({ request: request.id, method, route, status, ms: Math.round(elapsedTime) }, 'request')
  })
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
  readBodies(app, parts, patience)
  showOnlyPictures(app)
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const { statusCode: status = 500 } = error
    // A page asked for by a path that leads out of its folder, or by a part that it does not have: no fault, and nothing to read.
    if (status < 500 && !request.url.startsWith('/api/')) return reply.code(status === 403 ? 404 : status).send({ code: status === 403 ? 'NOT_FOUND' : 'BAD_REQUEST' })
    const found = unreadable(error)
    if (!found) fault(parts.log, error, { request: request.id, route: routeOf(request) })
    // A browser that is hung up on while it sends takes it for a lost network and sends again: it is heard out, and told why.
    reply.removeHeader('connection')
    request.raw.resume()
    const answer = found ? refused([found.refusal], found.status) : new ORPCError('INTERNAL_SERVER_ERROR')
    return reply.code(answer.status).send(request.url.startsWith('/api/rpc/') ? { json: answer.toJSON() } : answer.toJSON())
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    for (const [name, value] of Object.entries(headers)) reply.header(name, value)
    if (request.url.startsWith('/api/docs')) reply.header('content-security-policy', docsPolicy)
    if (request.method !== 'GET' && request.method !== 'HEAD' && isForeign(request)) return reply.code(403).send({ code: 'CROSS_SITE' })
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })

  const contextOf = async (request: FastifyRequest, replyHeaders: Headers): Promise<RequestContext> => {
    const requestHeaders = headersOf(request)
    return {
      actor: await parts.actorOf(requestHeaders), work: parts.work, replyHeaders, requestHeaders,
      address: parts.addressOf(requestHeaders, request.socket.remoteAddress ?? ''), site: siteOf(requestHeaders, parts.publicAddress),
    }
  }
  const router = createRouter(parts.access, parts.push)
  const asked = new WeakMap<RequestContext, FastifyRequest>()
  // Made anew for each handler: its plugins add to the lists.
  const heard = () => ({
    // Which of the routes was meant: an address itself may hold what nobody should read in a log.
    clientInterceptors: [({ context, path, next }: Heard) => {
      const request = asked.get(context)
      if (request) procedures.set(request.raw, path.join('.'))
      return next()
    }],
    interceptors: [async ({ context, next }: Heard) => {
      try {
        return await next()
      } catch (error) {
        const request = asked.get(context)
        if (isFault(error)) fault(parts.log, error, request ? { request: request.id, route: procedures.get(request.raw) ?? routeOf(request) } : {})
        throw error
      }
    }],
  }) as object
  const rpc = new RPCHandler(router, { ...heard(), plugins: [new SimpleCsrfProtectionHandlerPlugin()] })
  const open = new OpenAPIHandler(router, heard())
  const answer = (handler: typeof rpc | typeof open, prefix: '/api/rpc' | '/api') => async (request: FastifyRequest, reply: FastifyReply) => {
    const replyHeaders = new Headers()
    const context = await contextOf(request, replyHeaders)
    asked.set(context, request)
    // Headers that a handler sets (a session cookie) go out with the answer, whichever it is.
    const send = reply.send.bind(reply)
    reply.send = ((payload: unknown) => { for (const cookie of replyHeaders.getSetCookie()) reply.header('set-cookie', cookie); return send(payload) }) as typeof reply.send
    const { matched } = await handler.handle(request, reply, { prefix, context })
    if (!matched) return reply.code(404).send({ code: 'NOT_FOUND' })
  }
  const generated = await describe(router, parts.version)
  app.get('/healthz', async (_request, reply) => {
    const health = await parts.health()
    return reply.code(health.ok ? 200 : 503).send({ version: parts.version, ...health })
  })
  if (parts.metrics) showMetrics(app, parts.metrics)
  app.get('/api/openapi.json', async () => generated)
  await app.register(scalar, { routePrefix: '/api/docs', configuration: { url: '/api/openapi.json', withDefaultFonts: false, telemetry: false, hideClientButton: true, showDeveloperTools: 'never', agent: { disabled: true }, mcp: { disabled: true } } as never })
  parts.live.register(app, async (headers) => {
    const actor = await parts.actorOf(headers), session = parts.access.sessionHash(headers)
    return actor && session !== null ? { session, personId: actor.personId } : null
  })
  showCalendars(app, parts.calendar)
  app.all('/api/rpc/*', answer(rpc, '/api/rpc'))
  app.all('/api/*', answer(open, '/api'))
  await showPages(app, async (request, path) => {
    const context = await contextOf(request, new Headers())
    if (!context.actor) return null
    return { 'access.me': await call(router.access.me, undefined, { context }), ...(path === '/' && { 'home.duties': await call(router.home.duties, undefined, { context }) }) }
  })
  return app
}

/** As its declaration says it, or the class of what nobody declared. */
function routeOf(request: FastifyRequest): string {
  const { url } = request.routeOptions
  return url === undefined ? 'none' : url === '/*' ? 'page' : url
}

function showMetrics(app: FastifyInstance, { key, text }: NonNullable<AppParts['metrics']>): void {
  const digest = (said: string) => createHash('sha256').update(said).digest()
  const wanted = digest(`Bearer ${key}`)
  app.get('/metrics', async (request, reply) => {
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), wanted)) return reply.code(401).header('www-authenticate', 'Bearer').send({ code: 'UNAUTHORIZED' })
    return reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8').header('cache-control', 'no-store').send(await text())
  })
}

/** Calendar programs sign in nowhere: the secret is the address itself. */
function showCalendars(app: FastifyInstance, calendar: AppParts['calendar']): void {
  app.get<{ Params: { file: string } }>('/calendar/:file', async (request, reply) => {
    const secret = /^([\w-]{20,100})\.ics$/.exec(request.params.file)?.[1]
    const found = secret === undefined ? null : await calendar(secret)
    reply.header('cache-control', 'private, no-cache').header('x-robots-tag', 'noindex')
    if (!found) return reply.code(404).send({ code: 'NOT_FOUND' })
    reply.header('etag', found.etag)
    if (request.headers['if-none-match']?.split(/,\s*/).some((tag) => tag.replace(/^W\//, '') === found.etag)) return reply.code(304).send()
    return reply.header('content-type', 'text/calendar; charset=utf-8').header('content-disposition', 'inline; filename="lotrinh.ics"').send(found.body)
  })
}

/** Valid OpenAPI 3.1 of every route, printed from the contracts. */
async function describe(router: Router, version: string) {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(router, {
    info: { title: 'Lộ Trình', version, description: 'Every figure opens to the records that make it. A write that carries a UUID as idempotency-key may be sent again: it is done once.' },
    servers: [{ url: '/api' }],
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'lotrinh.session' }, key: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'Reads only; made on the security page.' } } },
    security: [{ session: [] }, { key: [] }],
  })
}

/** A browser opens within the house what it can only draw; the rest is saved, whatever it is. */
function showOnlyPictures(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply) => {
    const how = reply.getHeader('content-disposition')
    if (typeof how === 'string' && !/^(application\/pdf|image\/(png|jpeg))\b/.test(String(reply.getHeader('content-type')))) reply.header('content-disposition', how.replace(/^inline/, 'attachment'))
  })
}

/** JSON, and forms with files of who is signed in; each at most of its limit, anything else is not taken. An empty body is none. */
function readBodies(app: FastifyInstance, { actorOf }: Pick<AppParts, 'actorOf'>, patience: Patience): void {
  // While a body comes, and only then: a long answer is silent too.
  const hurry = async ({ raw }: FastifyRequest) => { if (raw.headers['content-length'] !== undefined || raw.headers['transfer-encoding'] !== undefined) raw.socket.setTimeout(patience.piece) }
  app.addHook('onRequest', hurry)
  app.addHook('preValidation', async ({ raw }) => { raw.socket.setTimeout(0) })
  const json = app.getDefaultJsonParser('error', 'error')
  const forms = new WeakMap<FastifyRequest, TakenForm>()
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => (body === '' ? done(null, undefined) : json(request, body as string, done)))
  app.addContentTypeParser('multipart/form-data', async (request: FastifyRequest, body: Readable) => {
    // Before anything is written to the disk for whoever asks.
    const actor = await actorOf(headersOf(request))
    if (!actor) throw Object.assign(new Error('a form by nobody'), { statusCode: 401 })
    const mayImport = actor.acting?.verbs.has('import')
    const form = await takeForm(body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>, request.headers['content-type']!, mayImport ? importLimit : bodyLimit)
    forms.set(request, form)
    return form.data
  })
  app.addHook('onResponse', async (request) => { await forms.get(request)?.drop() })
}

function headersOf(request: FastifyRequest): Headers {
  return new Headers(Object.entries(request.headers).flatMap(([k, v]) => v === undefined ? [] : [[k, String(v)] as [string, string]]))
}

/** A write that another site made the browser send. */
function isForeign(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site && site !== 'same-origin' && site !== 'none') return true
  const origin = request.headers.origin
  // A page in a sandbox says "null".
  return origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === request.headers.host)
}

/** Refusals and bad input are answers; the rest is a fault of ours. */
function isFault(error: unknown): boolean {
  // Someone left in the middle of an answer.
  if ((error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE') return false
  const status = (error as { status?: number }).status
  return status === undefined || status >= 500
}
