// Draws the icons of the installed product after its mark (src/6-app/web/mark.svg): the ground, the road along its curve, the dashes
// in its middle. Usage: node tools/icons.ts
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'

type Point = readonly [x: number, y: number]
/** The two curves of the road in the mark's square of 48. */
const curves: readonly (readonly [Point, Point, Point, Point])[] = [[[15, 41], [15, 31], [33, 30], [33, 21]], [[33, 21], [33, 12], [22, 15], [22, 7]]]
const teal = [0x0d, 0x60, 0x64], white = [255, 255, 255]
const road = 7.5, dash = 1.6, [drawn, left] = [3.6, 3.2]

/** The road as short steps, each with how far along it lies. */
const steps: (readonly [x: number, y: number, along: number])[] = []
for (const [a, b, c, d] of curves) {
  for (let i = 0; i <= 200; i++) {
    const t = i / 200, u = 1 - t
    const at = (k: 0 | 1) => u ** 3 * a[k] + 3 * u * u * t * b[k] + 3 * u * t * t * c[k] + t ** 3 * d[k]
    const last = steps.at(-1), [x, y] = [at(0), at(1)]
    steps.push([x, y, last ? last[2] + Math.hypot(x - last[0], y - last[1]) : 0])
  }
}
/** What a dash with round ends covers: within half its width of a point that is drawn. */
const dashes = steps.filter(([, , along]) => along % (drawn + left) <= drawn)
const near = (points: typeof steps, x: number, y: number, within: number) => points.some(([px, py]) => (px - x) ** 2 + (py - y) ** 2 <= within * within)

/** `bare`: the system cuts its own shape out, so the ground reaches to the edges and the road stays within the safe circle. */
function draw(size: number, bare: boolean): Buffer {
  const inside = (x: number, y: number) => {
    const dx = Math.max(11 - x, x - 37, 0), dy = Math.max(11 - y, y - 37, 0)
    return dx * dx + dy * dy <= 121
  }
  const colour = (x: number, y: number): readonly [red: number, green: number, blue: number, alpha: number] => {
    const [mx, my] = bare ? [(x - 24) / 0.8 + 24, (y - 24) / 0.8 + 24] : [x, y]
    const [r, g, b] = near(dashes, mx, my, dash / 2) ? teal : near(steps, mx, my, road / 2) ? white : teal
    return [r!, g!, b!, bare || inside(x, y) ? 1 : 0]
  }
  const fine = 3, rows = Buffer.alloc(size * (size * 4 + 1))
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) {
    let [r, g, b, a] = [0, 0, 0, 0]
    for (let i = 0; i < fine * fine; i++) {
      const [red, green, blue, alpha] = colour(((x + (i % fine + 0.5) / fine) * 48) / size, ((y + (Math.floor(i / fine) + 0.5) / fine) * 48) / size)
      r += red * alpha; g += green * alpha; b += blue * alpha; a += alpha
    }
    rows.set(a === 0 ? [0, 0, 0, 0] : [r / a, g / a, b / a, (a * 255) / (fine * fine)].map(Math.round), y * (size * 4 + 1) + 1 + x * 4)
  }
  return png(size, rows)
}

function png(size: number, rows: Buffer): Buffer {
  const piece = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data]), frame = Buffer.alloc(4), sum = Buffer.alloc(4)
    frame.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([frame, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), piece('IHDR', head), piece('IDAT', deflateSync(rows, { level: 9 })), piece('IEND', Buffer.alloc(0))])
}

const web = fileURLToPath(new URL('../src/6-app/web/public/', import.meta.url))
for (const [name, size, bare] of [['icon-192', 192, false], ['icon-512', 512, false], ['icon-maskable-512', 512, true], ['apple-touch-icon', 180, true]] as const) {
  writeFileSync(`${web}${name}.png`, draw(size, bare))
}
