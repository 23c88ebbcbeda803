// The server in numbers, in the text that Prometheus reads. Requests are counted as they end; the rest is looked up when asked.
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Jobs } from '#platform/jobs/jobs'
import type { Pools } from '#platform/db/pool'
import type { Live } from './live.ts'

export interface Metrics {
  request(method: string, route: string, status: number, seconds: number): void
  text(gauges: readonly Gauge[]): string
  stop(): void
}
export interface Gauge { name: string; help: string; values: readonly { labels?: Record<string, string>; value: number }[] }

const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics(): Metrics {
  const requests = new Map<string, { labels: string; buckets: number[]; sum: number; count: number }>()
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  return {
    request(method, route, status, seconds) {
      const labels = written({ method, route, status: String(status) })
      let held = requests.get(labels)
      if (!held) requests.set(labels, held = { labels, buckets: BOUNDS.map(() => 0), sum: 0, count: 0 })
      for (const [i, bound] of BOUNDS.entries()) if (seconds <= bound) held.buckets[i]!++
      held.sum += seconds
      held.count++
    },
    text(gauges) {
      const lines = ['# HELP lotrinh_request_seconds How long requests took, by route and status.', '# TYPE lotrinh_request_seconds histogram']
      for (const { labels, buckets, sum, count } of requests.values()) {
        for (const [i, bound] of BOUNDS.entries()) lines.push(`lotrinh_request_seconds_bucket{${labels},le="${bound}"} ${buckets[i]}`)
        lines.push(`lotrinh_request_seconds_bucket{${labels},le="+Inf"} ${count}`, `lotrinh_request_seconds_sum{${labels}} ${sum}`, `lotrinh_request_seconds_count{${labels}} ${count}`)
      }
      const own: Gauge = { name: 'lotrinh_event_loop_delay_seconds', help: 'How late the event loop comes since it was last asked.', values: [{ labels: { quantile: '0.5' }, value: delay.percentile(50) / 1e9 }, { labels: { quantile: '0.99' }, value: delay.percentile(99) / 1e9 }] }
      delay.reset()
      for (const { name, help, values } of [...gauges, own]) {
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} gauge`)
        for (const { labels, value } of values) lines.push(labels ? `${name}{${written(labels)}} ${value}` : `${name} ${value}`)
      }
      return `${lines.join('\n')}\n`
    },
    stop: () => void delay.disable(),
  }
}

const LAG = `select (select count(*)::int from indicators.pending) as pending,
  (select coalesce(extract(epoch from clock_timestamp() - min(l.recorded_at)), 0)::float8 from indicators.pending p join indicators.ledger l on l.id = p.ledger_id) as lag,
  (select count(*)::int from audit.unsealed) as unsealed`

/** What stands at this moment. */
export async function measure({ appPool, owner }: Pools, jobs: Jobs, live: Pick<Live, 'listening'>): Promise<Gauge[]> {
  const { pending, lag, unsealed } = (await owner.query<{ pending: number; lag: number; unsealed: number }>(LAG)).rows[0]!
  const { waiting, working, failed } = await jobs.state()
  const { rss, heapUsed } = process.memoryUsage()
  const pool = (name: string, { totalCount, idleCount, waitingCount }: typeof owner) => Object.entries({ used: totalCount - idleCount, idle: idleCount, queued: waitingCount }).map(([state, value]) => ({ labels: { pool: name, state }, value }))
  return [
    { name: 'lotrinh_pool_connections', help: 'Connections in use and idle, and requests that queue for one.', values: [...pool('app', appPool), ...pool('owner', owner)] },
    { name: 'lotrinh_pending_deltas', help: 'Changes not folded into the totals yet.', values: [{ value: pending }] },
    { name: 'lotrinh_fold_lag_seconds', help: 'Age of the oldest change not folded yet.', values: [{ value: Math.max(0, lag) }] },
    { name: 'lotrinh_unsealed_entries', help: 'Audit entries that wait for their link.', values: [{ value: unsealed }] },
    { name: 'lotrinh_jobs', help: 'Background jobs by state.', values: [{ labels: { state: 'waiting' }, value: waiting - working }, { labels: { state: 'working' }, value: working }, { labels: { state: 'failed' }, value: failed }] },
    { name: 'lotrinh_event_streams', help: 'Screens that listen.', values: [{ value: live.listening() }] },
    { name: 'lotrinh_memory_bytes', help: 'Memory of the process.', values: [{ labels: { kind: 'rss' }, value: rss }, { labels: { kind: 'heap' }, value: heapUsed }] },
  ]
}

function written(labels: Record<string, string>): string {
  return Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, (c) => c === '\n' ? '\\n' : `\\${c}`)}"`).join(',')
}
