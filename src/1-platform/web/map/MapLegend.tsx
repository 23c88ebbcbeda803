/** The map's colour classes, the target among them, and what hatching and dots mean. */
import { COLOURS } from './scale.ts'

type Props = {
  bounds: number[]
  target: number | undefined
  formatShare: (share: number) => string
  /** Words; an entry without words is left out. */
  unknown: string | undefined
  behind: string | undefined
  colours: { unknown: string; hatch: string; behind: string; ink: string }
}

export function MapLegend({ bounds, target, formatShare, unknown, behind, colours }: Props) {
  const [first, last] = [bounds[0]!, bounds.at(-1)!]
  const at = (share: number) => `${((share - first) / (last - first)) * 100}%`
  const mark = { position: 'absolute', transform: 'translateX(-50%)', whiteSpace: 'nowrap' } as const
  const entry = { display: 'inline-flex', alignItems: 'center', gap: 6 } as const
  return (
    <div style={{ maxWidth: 420, margin: '4px auto 0', padding: '0 16px', fontSize: 12, color: colours.ink, fontVariantNumeric: 'tabular-nums' }}>
      {target !== undefined && (
        <div style={{ position: 'relative', height: 20 }}>
          <span style={{ ...mark, left: at(target), bottom: 4, fontWeight: 600, lineHeight: '16px' }}>{formatShare(target)}</span>
          <span style={{ ...mark, left: at(target), bottom: 0, border: '4px solid transparent', borderBottom: 0, borderTopColor: colours.ink }} />
        </div>
      )}
      <div style={{ display: 'flex', gap: 1 }}>
        {COLOURS.map((colour) => (
          <div key={colour} style={{ flex: 1, height: 10, background: colour }} />
        ))}
      </div>
      <div style={{ position: 'relative', height: 18 }}>
        {bounds.map((bound) => (
          <span key={bound} style={{ ...mark, left: at(bound) }}>
            {formatShare(bound)}
          </span>
        ))}
      </div>
      {(unknown || behind) && (
        <div style={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: '4px 20px', marginTop: 4 }}>
          {unknown && (
            <span style={entry}>
              <span
                style={{
                  width: 18,
                  height: 10,
                  background: `repeating-linear-gradient(-45deg, ${colours.unknown} 0 3px, ${colours.hatch} 3px 4px)`,
                }}
              />
              {unknown}
            </span>
          )}
          {behind && (
            <span style={entry}>
              <span style={{ width: 8, height: 8, borderRadius: 4, background: colours.behind }} />
              {behind}
            </span>
          )}
        </div>
      )}
    </div>
  )
}
