// A clause beside the law: what the law gives on the day, what the agreement adds, what the worker has in all. An agreement may
// not give less than the law (article 75 of the Labour Code); where the law overtook it, that is shown, and nothing is refused:
// what is coded is what the paper says.

export type Better = 'more' | 'less'

export interface Beside {
  /** null: the law sets no number. */
  law: number | null
  /** By how much it is more favourable than the law, never negative. */
  extra: number
  total: number
  /** Less favourable than the law of the day. */
  below: boolean
}

/** `givesAs` extra: on top of the law; total: all there is. Of what is the better the less of it there is, extra is taken off. */
export function besideLaw(law: number | null, gives: number, givesAs: 'total' | 'extra', better: Better): Beside {
  const sign = better === 'more' ? 1 : -1
  const total = givesAs === 'total' ? gives : law === null ? gives : law + sign * gives
  const ahead = law === null ? total : round(sign * (total - law))
  return { law, extra: Math.max(0, ahead), total: round(total), below: law !== null && ahead < 0 }
}

function round(n: number): number {
  return Math.round(n * 1000) / 1000
}
