// Reads one file in a thread of its own, where it can be stopped: a file that was made to fill the machine ends with the thread.
import { parentPort, workerData } from 'node:worker_threads'
import { cleanLines, hasWords, joinPages } from '../domain/text-clean.ts'
import { readDocx } from './text-docx.ts'
import { readPdf } from './text-pdf.ts'
import type { Asked, Answered } from './text-read.ts'

async function answer({ kind, bytes }: Asked): Promise<Answered> {
  try {
    if (kind === 'docx') return { body: cleanLines(await readDocx(bytes)), blankPages: 0, pages: 0 }
    const pages = await readPdf(bytes)
    return { body: joinPages(pages), blankPages: pages.filter((lines) => !hasWords(lines)).length, pages: pages.length }
  } catch (error) {
    return { failed: (error as Error).name === 'PasswordException' ? 'locked' : 'damaged' }
  }
}

parentPort!.postMessage(await answer(workerData as Asked))
