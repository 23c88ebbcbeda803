// The browser from the registry, unpacked into the temporary folder, with the letters that came with it.
import { existsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where it stands; the first call unpacks it. */
export async function chromiumPath(): Promise<string> {
  // Without this it does not unpack the libraries that the browser needs.
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  const path = await chromium.executablePath()
  // It looks for its letters in folders of other machines; where it finds none it ends at the first field of a form.
  const letters = join(tmpdir(), 'fonts'), said = join(letters, 'lotrinh.conf')
  if (!existsSync(said)) writeFileSync(said, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${letters}</dir><cachedir>${letters}/cache</cachedir></fontconfig>`)
  process.env.FONTCONFIG_FILE = said
  return path
}
