declare module 'topojson-client' {
  /** Dissolves the given shapes of a topology; borders between them vanish. Returns rings of arc numbers. */
  export function mergeArcs(topology: object, shapes: object[]): { type: 'MultiPolygon'; arcs: number[][][] }
}
