/** The map is checked against the list of provinces and against where towns really are. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

type Point = [number, number]
type Feature = {
  properties: { code: string; name_vi: string; kind: 'province' | 'archipelago'; cp: Point }
  geometry: { type: 'MultiPolygon'; coordinates: Point[][][] }
}
const map: { origin: string; features: Feature[] } = JSON.parse(readFileSync(new URL('./provinces.generated.json', import.meta.url), 'utf8'))
const provinces = readFileSync(new URL('../../../../../shared/data/provinces.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .map(([code, name_vi]) => ({ code: code!, name_vi: name_vi! }))
const codeOf = (name: string) => provinces.find((p) => p.name_vi === name)!.code
const mainland = map.features.filter((f) => f.properties.kind === 'province')
const archipelago = (name: string) => map.features.find((f) => f.properties.kind === 'archipelago' && f.properties.name_vi === name)!
const pointsOf = (f: Feature) => f.geometry.coordinates.flat(2)
const box = (features: Feature[]) => {
  const points = features.flatMap(pointsOf)
  const xs = points.map((p) => p[0])
  const ys = points.map((p) => p[1])
  return { west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys) }
}

function signedArea(ring: Point[]): number {
  return ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i]![0] * y - x * ring[i]![1], 0) / 2
}

function contains(ring: Point[], [x, y]: Point): boolean {
  return ring.slice(1).reduce((inside, [bx, by], i) => {
    const [ax, ay] = ring[i]!
    return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !inside : inside
  }, false)
}

/** Kilometres from a point to a province, 0 inside it. */
function distance(feature: Feature, [x, y]: Point): number {
  if (feature.geometry.coordinates.some(([outer]) => contains(outer!, [x, y]))) return 0
  const shrink = Math.cos((y * Math.PI) / 180)
  let least = Infinity
  for (const ring of feature.geometry.coordinates.flat())
    for (let i = 1; i < ring.length; i++) {
      const [ax, ay] = [(ring[i - 1]![0] - x) * shrink, ring[i - 1]![1] - y]
      const [bx, by] = [(ring[i]![0] - x) * shrink, ring[i]![1] - y]
      const along = -(ax * (bx - ax) + ay * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2 || 1)
      const t = Math.max(0, Math.min(1, along))
      least = Math.min(least, Math.hypot(ax + t * (bx - ax), ay + t * (by - ay)))
    }
  return least * 111.2
}

test('each of the 34 provinces has exactly one shape with land, under its own code and name', () => {
  assert.equal(provinces.length, 34)
  assert.deepEqual(
    mainland.map((f) => `${f.properties.code} ${f.properties.name_vi}`).sort(),
    provinces.map((p) => `${p.code} ${p.name_vi}`).sort(),
  )
  for (const f of mainland) assert.ok(f.geometry.coordinates.reduce((sum, [outer]) => sum + signedArea(outer!), 0) > 0.1, f.properties.name_vi)
})

test('rings are closed, outer rings run counter-clockwise and no ring is a sliver', () => {
  for (const f of map.features)
    for (const [outer, ...holes] of f.geometry.coordinates) {
      assert.deepEqual(outer![0], outer!.at(-1), f.properties.name_vi)
      assert.ok(outer!.length >= 4 && signedArea(outer!) > 0, f.properties.name_vi)
      assert.deepEqual(holes, [], f.properties.name_vi)
    }
})

test('neighbours share their border point by point, so no gap shows between them', () => {
  const edges = new Map<string, number>()
  for (const ring of mainland.flatMap((f) => f.geometry.coordinates.flat()))
    for (let i = 1; i < ring.length; i++) {
      const key = [ring[i - 1]!.join(), ring[i]!.join()].sort().join(' ')
      edges.set(key, (edges.get(key) ?? 0) + 1)
    }
  const shared = [...edges.values()].filter((n) => n === 2).length
  assert.ok([...edges.values()].every((n) => n <= 2))
  assert.ok(shared > 500, `${shared} shared edges`)
  const outline = new Map<string, number>()
  for (const [key, n] of edges) if (n === 1) for (const end of key.split(' ')) outline.set(end, (outline.get(end) ?? 0) + 1)
  assert.deepEqual([...outline].filter(([, ends]) => ends % 2 === 1), [], 'the outline of the country is closed')
})

test('every label point lies in its own province', () => {
  for (const f of mainland) assert.equal(distance(f, f.properties.cp), 0, f.properties.name_vi)
})

test('the country reaches from Mũi Cà Mau to Lũng Cú and from A Pa Chải to Mũi Đôi', () => {
  const { west, east, south, north } = box(mainland)
  const near = (is: number, should: number) => assert.ok(Math.abs(is - should) < 0.12, `${is} should be about ${should}`)
  near(west, 102.14)
  near(east, 109.46)
  near(south, 8.45)
  near(north, 23.39)
})

test('Hoàng Sa is drawn where it lies, labelled, and belongs to Đà Nẵng', () => {
  const f = archipelago('Quần đảo Hoàng Sa')
  assert.equal(f.properties.code, codeOf('Đà Nẵng'))
  const { west, east, south, north } = box([f])
  assert.ok(west > 111 && east < 113 && south > 15.7 && north < 17.2, JSON.stringify({ west, east, south, north }))
  assert.ok(f.geometry.coordinates.length >= 10)
  assert.ok(f.properties.cp[0] > west && f.properties.cp[0] < east && f.properties.cp[1] > south && f.properties.cp[1] < north)
  assert.ok(distance(f, [112.338, 16.833]) === 0, 'Phú Lâm')
})

test('Trường Sa is drawn where it lies, labelled, and belongs to Khánh Hòa', () => {
  const f = archipelago('Quần đảo Trường Sa')
  assert.equal(f.properties.code, codeOf('Khánh Hòa'))
  const { west, east, south, north } = box([f])
  assert.ok(west > 111.5 && east < 117.5 && south > 6.5 && north < 12, JSON.stringify({ west, east, south, north }))
  assert.ok(f.geometry.coordinates.length >= 20)
  assert.ok(f.properties.cp[0] > west && f.properties.cp[0] < east && f.properties.cp[1] > south && f.properties.cp[1] < north)
  assert.ok(distance(f, [111.92, 8.644]) === 0, 'Trường Sa Lớn')
})

/** Longitude, latitude. Every province's seat, seats of provinces merged away, and places the source map gets wrong. */
const TOWNS: [town: string, at: Point, province: string][] = [
  ['Hà Nội', [105.85, 21.03], 'Hà Nội'],
  ['Hà Đông (Hà Tây)', [105.78, 20.97], 'Hà Nội'],
  ['Cao Bằng', [106.26, 22.67], 'Cao Bằng'],
  ['Tuyên Quang', [105.21, 21.82], 'Tuyên Quang'],
  ['Hà Giang', [104.98, 22.82], 'Tuyên Quang'],
  ['Điện Biên Phủ', [103.02, 21.39], 'Điện Biên'],
  ['Mường Nhé', [102.45, 22.19], 'Điện Biên'],
  ['Tủa Chùa', [103.35, 21.98], 'Điện Biên'],
  ['Lai Châu', [103.46, 22.4], 'Lai Châu'],
  ['Than Uyên', [103.89, 21.96], 'Lai Châu'],
  ['Tân Uyên', [103.77, 22.17], 'Lai Châu'],
  ['Nậm Nhùn', [103.0, 22.14], 'Lai Châu'],
  ['Mường Tè', [102.82, 22.38], 'Lai Châu'],
  ['Sơn La', [103.91, 21.33], 'Sơn La'],
  ['Lào Cai', [103.97, 22.48], 'Lào Cai'],
  ['Sa Pa', [103.84, 22.34], 'Lào Cai'],
  ['Yên Bái', [104.87, 21.7], 'Lào Cai'],
  ['Mù Cang Chải', [104.08, 21.85], 'Lào Cai'],
  ['Thái Nguyên', [105.84, 21.59], 'Thái Nguyên'],
  ['Bắc Kạn', [105.84, 22.15], 'Thái Nguyên'],
  ['Lạng Sơn', [106.76, 21.85], 'Lạng Sơn'],
  ['Hạ Long', [107.08, 20.95], 'Quảng Ninh'],
  ['Móng Cái', [107.97, 21.53], 'Quảng Ninh'],
  ['Cô Tô', [107.77, 20.98], 'Quảng Ninh'],
  ['Bắc Ninh', [106.07, 21.18], 'Bắc Ninh'],
  ['Bắc Giang', [106.2, 21.28], 'Bắc Ninh'],
  ['Việt Trì', [105.4, 21.32], 'Phú Thọ'],
  ['Hòa Bình', [105.34, 20.82], 'Phú Thọ'],
  ['Vĩnh Yên', [105.6, 21.31], 'Phú Thọ'],
  ['Hải Phòng', [106.68, 20.86], 'Hải Phòng'],
  ['Hải Dương', [106.32, 20.94], 'Hải Phòng'],
  ['Cát Bà', [107.05, 20.73], 'Hải Phòng'],
  ['Bạch Long Vĩ', [107.73, 20.13], 'Hải Phòng'],
  ['Hưng Yên', [106.06, 20.65], 'Hưng Yên'],
  ['Thái Bình', [106.34, 20.45], 'Hưng Yên'],
  ['Ninh Bình', [105.97, 20.25], 'Ninh Bình'],
  ['Phủ Lý (Hà Nam)', [105.91, 20.54], 'Ninh Bình'],
  ['Nam Định', [106.17, 20.43], 'Ninh Bình'],
  ['Thanh Hóa', [105.78, 19.81], 'Thanh Hóa'],
  ['Vinh', [105.68, 18.68], 'Nghệ An'],
  ['Hà Tĩnh', [105.9, 18.34], 'Hà Tĩnh'],
  ['Đông Hà', [107.1, 16.82], 'Quảng Trị'],
  ['Đồng Hới', [106.6, 17.47], 'Quảng Trị'],
  ['Huế', [107.58, 16.46], 'Huế'],
  ['Đà Nẵng', [108.21, 16.06], 'Đà Nẵng'],
  ['Tam Kỳ', [108.48, 15.57], 'Đà Nẵng'],
  ['Quảng Ngãi', [108.8, 15.12], 'Quảng Ngãi'],
  ['Lý Sơn', [109.12, 15.38], 'Quảng Ngãi'],
  ['Kon Tum', [108.0, 14.35], 'Quảng Ngãi'],
  ['Pleiku', [108.0, 13.98], 'Gia Lai'],
  ['Quy Nhơn', [109.22, 13.77], 'Gia Lai'],
  ['Nha Trang', [109.19, 12.24], 'Khánh Hòa'],
  ['Phan Rang', [108.99, 11.57], 'Khánh Hòa'],
  ['Buôn Ma Thuột', [108.05, 12.68], 'Đắk Lắk'],
  ['Tuy Hòa', [109.3, 13.09], 'Đắk Lắk'],
  ['Đà Lạt', [108.44, 11.94], 'Lâm Đồng'],
  ['Phan Thiết', [108.1, 10.93], 'Lâm Đồng'],
  ['Gia Nghĩa', [107.69, 12.0], 'Lâm Đồng'],
  ['Phú Quý', [108.94, 10.52], 'Lâm Đồng'],
  ['Biên Hòa', [106.84, 10.95], 'Đồng Nai'],
  ['Đồng Xoài', [106.9, 11.53], 'Đồng Nai'],
  ['Thành phố Hồ Chí Minh', [106.7, 10.78], 'Hồ Chí Minh'],
  ['Thủ Dầu Một', [106.65, 10.98], 'Hồ Chí Minh'],
  ['Vũng Tàu', [107.08, 10.35], 'Hồ Chí Minh'],
  ['Côn Đảo', [106.6, 8.69], 'Hồ Chí Minh'],
  ['Tây Ninh', [106.1, 11.31], 'Tây Ninh'],
  ['Tân An', [106.41, 10.54], 'Tây Ninh'],
  ['Cao Lãnh', [105.63, 10.46], 'Đồng Tháp'],
  ['Mỹ Tho', [106.36, 10.36], 'Đồng Tháp'],
  ['Vĩnh Long', [105.97, 10.25], 'Vĩnh Long'],
  ['Bến Tre', [106.38, 10.24], 'Vĩnh Long'],
  ['Trà Vinh', [106.34, 9.94], 'Vĩnh Long'],
  ['Rạch Giá', [105.08, 10.01], 'An Giang'],
  ['Long Xuyên', [105.43, 10.38], 'An Giang'],
  ['Phú Quốc', [103.98, 10.22], 'An Giang'],
  ['Cần Thơ', [105.78, 10.03], 'Cần Thơ'],
  ['Vị Thanh (Hậu Giang)', [105.47, 9.78], 'Cần Thơ'],
  ['Sóc Trăng', [105.97, 9.6], 'Cần Thơ'],
  ['Cà Mau', [105.15, 9.18], 'Cà Mau'],
  ['Bạc Liêu', [105.72, 9.29], 'Cà Mau'],
]

test('the town list names a town in every province', () => {
  assert.deepEqual([...new Set(TOWNS.map(([, , province]) => codeOf(province)))].sort(), provinces.map((p) => p.code).sort())
})

for (const [town, at, province] of TOWNS)
  test(`${town} lies in ${province}`, () => {
    // A town on the coast or on a border river may fall outside every simplified shape, never into another province.
    const [first] = mainland.map((f) => ({ name: f.properties.name_vi, km: distance(f, at) })).sort((a, b) => a.km - b.km)
    assert.equal(first!.name, province)
    assert.ok(first!.km <= 10, `${first!.km} km away`)
  })
