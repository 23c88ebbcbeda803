// The words of a PDF, page by page, line by line, as its text layer has them.
import { getDocumentProxy } from 'unpdf'

/** Pages at most; the longest sectoral agreements have a hundred. */
const MOST_PAGES = 600

/** Lines of each page; a page that is a picture has none. Throws an error of the name PasswordException on a locked file. */
export async function readPdf(bytes: Uint8Array): Promise<string[][]> {
  const document = await getDocumentProxy(bytes, { verbosity: 0, useSystemFonts: false, disableFontFace: true, stopAtErrors: false })
  try {
    if (document.numPages > MOST_PAGES) throw new Error(`more than ${MOST_PAGES} pages`)
    const pages: string[][] = []
    for (let n = 1; n <= document.numPages; n++) {
      const page = await document.getPage(n)
      const { items } = await page.getTextContent()
      const lines = ['']
      for (const item of items) {
        if (!('str' in item)) continue
        lines[lines.length - 1] += item.str
        if (item.hasEOL) lines.push('')
      }
      pages.push(lines)
      page.cleanup()
    }
    return pages
  } finally {
    await document.loadingTask.destroy()
  }
}
