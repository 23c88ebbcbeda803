// The printed guide for grassroots chairs, from the real screens: node tools/guide.ts
// By hand, when screens that it shows or words that it says have changed: it opens the demonstration in the browser as the chair
// of a grassroots union, takes the pictures and sets two A4 pages in each language.
import { readFileSync, writeFileSync } from 'node:fs'
import type { Text } from '#base/text'
import { draw } from '#platform/paper/typst'
import { digestOfGuide, guideFile } from './guide/digest.ts'
import { blanks, lead, made, page, sections, title, type Shot } from './guide/text.ts'
import { layGround } from './test/ground.ts'

const drawing = readFileSync(new URL('guide/guide.typ', import.meta.url), 'utf8')

/** The guide as PDF; `shots` are JPEG pictures of one size. */
function setPages(language: 'vi' | 'en', now: Date, shots: Record<Shot, Buffer>): Uint8Array {
  const t = (said: Text, n: number | string = '') => said[language].replace(/\{\w+\}/, String(n))
  let no = 0
  const paper = {
    language, digest: digestOfGuide(), title: t(title), lead: t(lead), made: [now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()],
    foot: `Lộ Trình. ${t(made, `${now.getUTCMonth() + 1}/${now.getUTCFullYear()}`)}`, pages: [t(page, 1), t(page, 2)],
    sections: sections.map((list) => list.map((s) => ({ no: ++no, title: t(s.title), steps: s.steps.map((step) => t(step)), picture: s.shot && framed(shots[s.shot]), alt: s.alt && t(s.alt) }))),
    blanks: blanks.map((b) => t(b)),
  }
  return draw({ no: 0, paper: JSON.stringify(paper).normalize('NFC'), seconds: Math.floor(now.getTime() / 1000) }, drawing)
}

/** Typst takes a picture as a file or as the text of an SVG, which may hold it. */
function framed(jpeg: Buffer): string {
  const { width, height } = sizeOf(jpeg)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="data:image/jpeg;base64,${jpeg.toString('base64')}"/></svg>`
}

/** From the frame header of a JPEG. */
function sizeOf(jpeg: Buffer): { width: number; height: number } {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg.readUInt8(at + 1)
    if (marker >= 0xc0 && marker <= 0xc2) return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7) }
  }
  throw new Error('no JPEG')
}

const ground = layGround()
try {
  // Read by the factories as they are loaded.
  process.env.TEST_DATABASE_URL = await ground.url()
  const { closeBrowser } = await import('#tests/factories/browser')
  const { demonstrationHouse } = await import('#tests/factories/house')
  const { setScene, takePictures } = await import('./guide/pictures.ts')
  const house = await demonstrationHouse({ screens: true })
  try {
    const scene = await setScene(house)
    for (const language of ['vi', 'en'] as const) {
      const pdf = setPages(language, house.clock.now, await takePictures(house, language, scene))
      writeFileSync(guideFile(language), pdf)
      console.log(`${guideFile(language).pathname}: ${Math.round(pdf.length / 1024)} KB`)
    }
  } finally {
    await closeBrowser()
    await house.close()
  }
} finally {
  for (const line of await ground.close()) console.error(`left behind: ${line}`)
}
