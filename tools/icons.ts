// Draws the icons of the installed product from its mark, in the browser of the journeys. Usage: node tools/icons.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium as playwright } from 'playwright-core'

// Without this it does not unpack the libraries that the browser needs.
process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x'
const { default: chromium } = await import('@sparticuz/chromium')
const web = fileURLToPath(new URL('../src/6-app/web/', import.meta.url))
const mark = readFileSync(`${web}mark.svg`, 'utf8')
// Where the system cuts its own shape out of it, the ground reaches to the edges and the road stays within the safe circle.
const bare = mark.replace('rx="11" ', '').replace(/(<path[^]*)(<\/svg>)/, '<g transform="translate(4.8 4.8) scale(.8)">$1</g>$2')
const icons = [['icon-192', 192, mark], ['icon-512', 512, mark], ['icon-maskable-512', 512, bare], ['apple-touch-icon', 180, bare]] as const

const browser = await playwright.launch({ executablePath: await chromium.executablePath(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
for (const [name, size, drawing] of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${drawing}`)
  writeFileSync(`${web}public/${name}.png`, await page.screenshot({ omitBackground: true }))
}
await browser.close()
