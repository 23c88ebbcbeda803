// Announcements to open screens: which figures moved, which kind of record changed. They carry no data: a screen that
// hears one asks again, with its own powers. Between processes they travel by NOTIFY.
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'

export interface Announcement { event: 'figures' | 'changed'; data: Record<string, unknown> }
interface Ended { event: 'ended'; data: { session: string } }
/** Messages of these persons came, or were read. */
interface Told { event: 'told'; data: { persons: string[] } }
export interface Live {
  /** How many screens listen. */
  listening(): number
  announce(announcement: Announcement): void
  /** `sessionOf`: the hash under which the caller's session stands, and whose it is; null for whoever is not signed in. */
  register(app: FastifyInstance, sessionOf: (headers: Headers) => Promise<{ session: string; personId: string | null } | null>): void
  /** Ends the streams of all open screens; they come back to whoever serves next. */
  hangUp(): void
  stop(): Promise<void>
}

const CHANNEL = 'lotrinh_live'

/** Milliseconds between two announcements to so many screens: each costs a write of its own, and two hundred that hear of every single write took half of the server's time. */
const restFor = (screens: number): number => Math.min(20 + screens, 2_000)

export async function startLive(owner: pg.Pool): Promise<Live> {
  const open = new Map<(text: string) => void, { session: string; personId: string | null; end: () => void }>()
  let client: pg.PoolClient | null = null
  let stopped = false
  // The first is told at once; what is announced soon after it waits and is told together, each thing once.
  const gathered = new Set<string>()
  let resting: NodeJS.Timeout | null = null
  const tell = () => {
    const text = [...gathered].join('')
    gathered.clear()
    for (const send of open.keys()) send(text)
    resting = setTimeout(() => { resting = null; if (gathered.size > 0) tell() }, restFor(open.size))
    resting.unref()
  }
  const hangUp = () => { for (const { end } of open.values()) end() }
  const listen = async () => {
    const connected = await owner.connect()
    client = connected
    connected.on('notification', (message) => {
      const { event, data } = JSON.parse(message.payload ?? '{}') as Announcement | Ended | Told
      // Told by the database whoever ended it; the screen comes back by itself and is sent to the sign-in.
      if (event === 'ended') {
        for (const { session, end } of open.values()) if (session === data.session) end()
        return
      }
      // Of no interest to anybody else, and nobody else's business.
      if (event === 'told') {
        const persons = new Set(data.persons)
        for (const [send, { personId }] of open) if (personId !== null && persons.has(personId)) send('event: changed\ndata: {"kind":"messages"}\n\n')
        return
      }
      gathered.add(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      if (!resting) tell()
    })
    // A listener that was cut off comes back by itself; what it missed is made good by the screens, which read everything
    // again when their stream, ended here, is open anew.
    connected.on('error', () => {
      if (stopped || client !== connected) return
      client = null
      connected.release(true)
      hangUp()
      again()
    })
    await connected.query(`listen ${CHANNEL}`)
  }
  const again = () => { if (!stopped) setTimeout(() => void listen().catch(again), 1000).unref() }
  await listen()
  const beat = setInterval(() => { for (const send of open.keys()) send(': still here\n\n') }, 20_000).unref()
  return {
    listening: () => open.size,
    announce({ event, data }) {
      void owner.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ event, data })]).catch(() => {})
    },
    register(app, sessionOf) {
      app.get('/api/live', { compress: false } as never, async (request, reply) => {
        const caller = await sessionOf(new Headers(request.headers as Record<string, string>))
        if (caller === null) return reply.code(401).send()
        reply.hijack()
        reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
        reply.raw.write('retry: 1500\n\n')
        const send = (text: string) => { reply.raw.write(text) }
        // Out of the list at once: until the socket is closed nothing may be written to what was ended.
        open.set(send, { ...caller, end: () => { open.delete(send); reply.raw.end() } })
        request.raw.on('close', () => open.delete(send))
      })
    },
    hangUp,
    async stop() {
      stopped = true
      clearInterval(beat)
      if (resting) clearTimeout(resting)
      client?.release(true)
    },
  }
}
