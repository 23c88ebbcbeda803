// The book of a seed: which steps are done, written in the transaction of each step's rows, so that one that was stopped
// at any moment goes on where it was. It stands in a schema of its own, which goes with the last step.
import type pg from 'pg'
import type { Tx } from '#platform/work'
import { sql } from 'kysely'

export interface Step {
  name: string
  /** What a person reads while it runs. */
  label: string
  /** About how long it takes, in any unit: for the time left. */
  weight: number
  /** Runs in one transaction of the owner; answers how many rows it wrote. */
  run?(client: pg.PoolClient): Promise<number>
  /** Instead of run: through the doors. Must call `done` with the transaction in which its rows stand. */
  tell?(done: (tx: Tx, rows: number) => Promise<void>): Promise<void>
  /** Instead of run: commits by itself as often as it likes, and can be run again after any of it. */
  own?(client: pg.PoolClient): Promise<number>
}

/** Hears of each step done: seconds it took, rows, what part of the whole is done, and seconds left as far as one can say. */
export type Heard = (step: { name: string; label: string; seconds: number; rows: number; done: number; left: number | null }) => void

export class Book {
  readonly #owner: pg.Pool
  readonly #done: Map<string, { rows: number; seconds: number }>
  readonly #heard: Heard
  #whole = 0
  #resumedAt = 0
  #weight = 0
  readonly #began = performance.now()

  private constructor(owner: pg.Pool, done: Map<string, { rows: number; seconds: number }>, heard: Heard) {
    this.#owner = owner
    this.#done = done
    this.#heard = heard
  }

  /** Begins a seed, or goes on with the one begun; throws where that was of another size or seed. */
  static async open(owner: pg.Pool, size: string, seed: number, heard: Heard): Promise<Book> {
    await owner.query(`create schema if not exists seeding;
      grant usage on schema seeding to lotrinh_app;
      create table if not exists seeding.house (one boolean primary key default true check (one), size text not null, seed bigint not null, begun_at timestamptz not null default now());
      create table if not exists seeding.step (name text primary key, rows bigint not null, seconds real not null default 0, done_at timestamptz not null default clock_timestamp());
      create table if not exists seeding.aside (id bigint generated always as identity primary key, relation text not null, place integer not null, restore text not null);
      grant insert on seeding.step to lotrinh_app`)
    await owner.query('insert into seeding.house (size, seed) values ($1, $2) on conflict do nothing', [size, seed])
    const [begun] = (await owner.query('select size, seed from seeding.house')).rows as { size: string; seed: number }[]
    if (begun!.size !== size || begun!.seed !== seed) throw new OtherSeed(begun!.size, begun!.seed)
    const rows = (await owner.query('select name, rows, seconds from seeding.step')).rows as { name: string; rows: number; seconds: number }[]
    return new Book(owner, new Map(rows.map((r) => [r.name, r])), heard)
  }

  /** All steps there will be, before the first runs. */
  expect(steps: Step[]): void {
    this.#whole = steps.reduce((sum, s) => sum + s.weight, 0)
    this.#resumedAt = this.#weight = steps.reduce((sum, s) => sum + (this.#done.has(s.name) ? s.weight : 0), 0)
  }

  isDone(name: string): boolean {
    return this.#done.has(name)
  }

  /** The steps that are not done yet, in order, `lanes` at a time; the first failure ends all. */
  async run(steps: Step[], lanes: number): Promise<void> {
    const waiting = steps.filter((s) => !this.#done.has(s.name))
    let failed: unknown
    await Promise.all(Array.from({ length: Math.min(lanes, waiting.length) }, async () => {
      const client = await this.#owner.connect()
      try {
        await client.query(`set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '128MB'; set max_parallel_maintenance_workers = 1`)
        for (let step = waiting.shift(); step && failed === undefined; step = waiting.shift()) await this.#one(step, client)
      } catch (error) {
        failed ??= error
      } finally {
        client.release(true)
      }
    }))
    if (failed !== undefined) throw failed
  }

  async #one(step: Step, client: pg.PoolClient): Promise<void> {
    const began = performance.now()
    let rows = 0
    if (step.tell) {
      await step.tell(async (tx, n) => { rows = n; await sql`insert into seeding.step (name, rows) values (${step.name}, ${n})`.execute(tx) })
    } else if (step.own) {
      rows = await step.own(client)
      await client.query('insert into seeding.step (name, rows) values ($1, $2)', [step.name, rows])
    } else {
      await client.query('begin')
      try {
        rows = await step.run!(client)
        await client.query('insert into seeding.step (name, rows, seconds) values ($1, $2, $3)', [step.name, rows, (performance.now() - began) / 1000])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback').catch(() => {})
        throw error
      }
    }
    const seconds = (performance.now() - began) / 1000
    this.#done.set(step.name, { rows, seconds })
    this.#weight += step.weight
    const [won, elapsed] = [this.#weight - this.#resumedAt, (performance.now() - this.#began) / 1000]
    this.#heard({ name: step.name, label: step.label, seconds, rows, done: this.#weight / this.#whole, left: won > 0 ? (elapsed * (this.#whole - this.#weight)) / won : null })
  }

  /** The seed is whole: its book goes. */
  async close(): Promise<void> {
    await this.#owner.query('drop schema seeding cascade')
  }
}

export class OtherSeed extends Error {
  constructor(size: string, seed: number) {
    super(`Một lần tạo dữ liệu cỡ “${size}”, hạt giống ${seed}, còn dang dở ở đây: hãy chạy tiếp với đúng hai giá trị ấy. / A seed of size “${size}” with seed ${seed} was begun here: go on with these two.`)
    this.name = 'OtherSeed'
  }
}
