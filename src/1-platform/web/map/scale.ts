/** Five colour classes for shares of any unit: pure, so that the legend and the map cannot disagree. */

/** Light to deep teal; readable in print and with the common kinds of colour blindness. */
export const COLOURS = ['#dcefec', '#aad7d1', '#6fb7b1', '#378f8d', '#0d5f66'] as const

export type ShareScale = {
  /** Six rising bounds of the five classes, at round numbers. */
  bounds: number[]
  colourOf: (share: number) => string
}

/**
 * Bounds that hold all the given shares (and the target, so that it can be shown on the legend). Shares close to
 * each other are not pulled apart: the scale spans at least a quarter of the highest.
 */
export function shareScale(shares: number[], target?: number): ShareScale {
  const all = target === undefined ? shares : [...shares, target]
  const highest = Math.max(0, ...all)
  const lowest = Math.min(highest * 0.75, ...all)
  let step = 0.2
  if (highest > lowest) {
    const tenth = 10 ** Math.floor(Math.log10((highest - lowest) / 5))
    step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15, 20].map((n) => n * tenth).find((s) => Math.floor(lowest / s + 1e-9) * s + 5 * s >= highest - s * 1e-9)!
  }
  const first = Math.floor(lowest / step + 1e-9) * step
  const bounds = Array.from({ length: 6 }, (_, i) => Number((first + i * step).toPrecision(12)))
  const colourOf = (share: number) => COLOURS[bounds.slice(1, 5).filter((bound) => share >= bound).length]!
  return { bounds, colourOf }
}
