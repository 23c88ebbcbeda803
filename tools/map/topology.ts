/**
 * The few operations on a TopoJSON topology that the province map needs and `topojson-client` lacks:
 * splitting an arc, cutting a shape in two along a new line, simplifying arcs. A border is one arc shared by
 * two shapes, so whatever is done to arcs leaves no gap between neighbours.
 */

/** Longitude and latitude in degrees. */
export type Point = [number, number]
/** Arc numbers in walking order; `~n` is arc n walked backwards. */
export type ArcRing = number[]
export type Polygon = { type: 'Polygon'; arcs: ArcRing[]; id?: string; properties?: { name: string | null } }
export type MultiPolygon = { type: 'MultiPolygon'; arcs: ArcRing[][]; id?: string; properties?: { name: string | null } }
export type Shape = Polygon | MultiPolygon
export type Topology = {
  type: 'Topology'
  arcs: Point[][]
  objects: Record<string, { type: 'GeometryCollection'; geometries: Shape[] }>
  transform?: { scale: Point; translate: Point }
}

/** Undoes delta encoding and quantisation: afterwards arcs hold degrees. */
export function decode(topology: Topology): void {
  const { scale, translate } = topology.transform ?? { scale: [1, 1], translate: [0, 0] }
  topology.arcs = topology.arcs.map((arc) => {
    let x = 0
    let y = 0
    return arc.map(([dx, dy]): Point => {
      x += dx
      y += dy
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]]
    })
  })
  delete topology.transform
}

export const polygonsOf = (shape: Shape): ArcRing[][] => (shape.type === 'Polygon' ? [shape.arcs] : shape.arcs)

const walk = (topology: Topology, arc: number): Point[] =>
  arc >= 0 ? topology.arcs[arc]! : topology.arcs[~arc]!.toReversed()

/** The closed ring of points that a ring of arcs describes. */
export function ringPoints(topology: Topology, ring: ArcRing): Point[] {
  return ring.flatMap((arc, i) => walk(topology, arc).slice(i === 0 ? 0 : 1))
}

/** Signed area in square degrees; positive runs counter-clockwise. */
export function area(ring: Point[]): number {
  let sum = 0
  for (let i = 1; i < ring.length; i++) sum += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1]
  return sum / 2
}

export function contains(ring: Point[], [x, y]: Point): boolean {
  let inside = false
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!
    const [bx, by] = ring[i]!
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

/** The one arc that two shapes share as their border. Throws if they share none; of several, the longest. */
export function borderArc(topology: Topology, a: Shape, b: Shape): number {
  const used = (shape: Shape) => new Set(polygonsOf(shape).flat(2).map((arc) => (arc < 0 ? ~arc : arc)))
  const shared = [...used(a).intersection(used(b))].sort((p, q) => topology.arcs[q]!.length - topology.arcs[p]!.length)
  if (shared[0] === undefined) throw new Error(`no common border: ${a.properties?.name} and ${b.properties?.name}`)
  return shared[0]
}

const nearest = (points: Point[], [x, y]: Point): number =>
  points.reduce((best, p, i) => (Math.hypot(p[0] - x, p[1] - y) < Math.hypot(points[best]![0] - x, points[best]![1] - y) ? i : best), 0)

/** Replaces the stretch of an arc between the points nearest `line[0]` and `line.at(-1)` by the line's inner points. */
export function reroute(topology: Topology, arc: number, line: Point[]): void {
  const points = topology.arcs[arc]!
  const [i, j] = [nearest(points, line[0]!), nearest(points, line.at(-1)!)]
  const inner = line.slice(1, -1)
  topology.arcs[arc] =
    i < j
      ? [...points.slice(0, i + 1), ...inner, ...points.slice(j)]
      : [...points.slice(0, j + 1), ...inner.toReversed(), ...points.slice(i)]
}

/** Splits an arc at its point nearest `at`, in every shape that uses it, and returns that point. */
function splitArc(topology: Topology, arc: number, at: Point): Point {
  const points = topology.arcs[arc]!
  const i = nearest(points, at)
  if (i === 0 || i === points.length - 1) return points[i]!
  topology.arcs[arc] = points.slice(0, i + 1)
  const rest = topology.arcs.push(points.slice(i)) - 1
  for (const { geometries } of Object.values(topology.objects))
    for (const shape of geometries)
      for (const polygon of polygonsOf(shape))
        for (const ring of polygon)
          ring.splice(0, ring.length, ...ring.flatMap((n) => (n === arc ? [arc, rest] : n === ~arc ? [~rest, ~arc] : [n])))
  return points[i]!
}

/**
 * Cuts a one-ring shape along a line from its border with `from` to its border with `to` (the line's ends are
 * moved onto those borders). The shape keeps the side that does not contain `piece`; the other side is returned.
 */
export function cut(topology: Topology, shape: Polygon, from: Shape, to: Shape, line: Point[], piece: Point): Polygon {
  const start = splitArc(topology, borderArc(topology, shape, from), line[0]!)
  const end = splitArc(topology, borderArc(topology, shape, to), line.at(-1)!)
  const seam = topology.arcs.push([start, ...line.slice(1, -1), end]) - 1
  const ring = shape.arcs[0]!
  const startsAt = (p: Point) => ring.findIndex((arc) => walk(topology, arc)[0]!.join() === p.join())
  const turned = [...ring.slice(startsAt(start)), ...ring.slice(0, startsAt(start))]
  const half = turned.findIndex((arc) => walk(topology, arc)[0]!.join() === end.join())
  const one = [...turned.slice(0, half), ~seam]
  const other = [seam, ...turned.slice(half)]
  const oneIsPiece = contains(ringPoints(topology, one), piece)
  shape.arcs = [oneIsPiece ? other : one]
  return { type: 'Polygon', arcs: [oneIsPiece ? one : other] }
}

/**
 * Visvalingam's simplification of every arc: points whose triangle with their neighbours is smaller than
 * `smallest` square degrees go, the least first. Ends stay, so borders still meet; a closed arc keeps four points.
 */
export function simplify(topology: Topology, smallest: number): void {
  topology.arcs = topology.arcs.map((arc) => {
    const points = [...arc]
    const closed = arc[0]!.join() === arc.at(-1)!.join()
    while (points.length > (closed ? 5 : 2)) {
      let least = Infinity
      let at = 0
      for (let i = 1; i < points.length - 1; i++) {
        const triangle = Math.abs(area([points[i - 1]!, points[i]!, points[i + 1]!, points[i - 1]!]))
        if (triangle < least) [least, at] = [triangle, i]
      }
      if (least >= smallest) break
      points.splice(at, 1)
    }
    return points
  })
}

/** The point of a polygon's outer ring that lies farthest from its border, by a grid: where a label sits best. */
export function labelPoint(ring: Point[]): Point {
  const xs = ring.map((p) => p[0])
  const ys = ring.map((p) => p[1])
  const [west, south, east, north] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  let best: Point = ring[0]!
  let farthest = -1
  for (let i = 1; i < 60; i++)
    for (let j = 1; j < 60; j++) {
      const p: Point = [west + ((east - west) * i) / 60, south + ((north - south) * j) / 60]
      if (!contains(ring, p)) continue
      const distance = distanceToRing(ring, p)
      if (distance > farthest) [best, farthest] = [p, distance]
    }
  return best
}

/** Distance in degrees from a point to the nearest edge of a ring. */
export function distanceToRing(ring: Point[], [x, y]: Point): number {
  let least = Infinity
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!
    const [bx, by] = ring[i]!
    const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2 || 1)
    const t = Math.max(0, Math.min(1, along))
    least = Math.min(least, Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y))
  }
  return least
}
