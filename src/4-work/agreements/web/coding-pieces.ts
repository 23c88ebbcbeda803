// A passage cut at the ends of the spans in it, so that each piece can be drawn with all that covers it.
import type { Span } from '../domain/passages.ts'

export interface Piece<S extends Span> extends Span { covers: S[] }

export function piecesOf<S extends Span>(passage: Span, spans: readonly S[]): Piece<S>[] {
  const within = spans.filter((span) => span.start < passage.end && passage.start < span.end)
  const cuts = [...new Set([passage.start, passage.end, ...within.flatMap(({ start, end }) => [Math.max(start, passage.start), Math.min(end, passage.end)])])].sort((a, b) => a - b)
  return cuts.slice(1).map((end, i) => ({ start: cuts[i]!, end, covers: within.filter((span) => span.start < end && cuts[i]! < span.end) }))
}

/** Without blanks at its ends. */
export function trimSpan({ start, end }: Span, body: string): Span | null {
  const words = body.slice(start, end)
  const trimmed = words.trim()
  if (trimmed === '') return null
  const from = start + words.indexOf(trimmed)
  return { start: from, end: from + trimmed.length }
}
