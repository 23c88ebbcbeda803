// Small pictures for the told story: no photograph of real people stands in for it.
import { crc32, deflateSync } from 'node:zlib'

const WIDTH = 360, HEIGHT = 225

/** A PNG of a few plain shapes; the same number always makes the same picture. */
export function madePicture(seed: number): Uint8Array {
  const hue = (seed * 137) % 360
  const ground = colour(hue, 0.25, 0.9), shape = colour((hue + 20) % 360, 0.45, 0.55), mark = colour((hue + 200) % 360, 0.5, 0.7)
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT)
  const circle = { x: 90 + (seed * 53) % 180, y: 90 + (seed * 29) % 50, r: 44 + (seed * 7) % 24 }
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) {
    const phone = Math.abs(x - WIDTH + 100) < 34 && Math.abs(y - 118) < 62
    const paint = phone ? (Math.abs(x - WIDTH + 100) < 27 && Math.abs(y - 114) < 48 ? [250, 250, 247] : shape) : (x - circle.x) ** 2 + (y - circle.y) ** 2 < circle.r ** 2 ? mark : y > HEIGHT - 34 - ((x + seed * 31) % 120) / 6 ? shape : ground
    rows.set(paint, y * (WIDTH * 3 + 1) + 1 + x * 3)
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(WIDTH, 0)
  head.writeUInt32BE(HEIGHT, 4)
  head.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]), frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

function colour(hue: number, saturation: number, lightness: number): [number, number, number] {
  const part = (n: number) => { const k = (n + hue / 30) % 12; return Math.round(255 * (lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1)))) }
  return [part(0), part(8), part(4)]
}
