// A paper as PDF: PDF/A-2a (which is all of PDF/A-2b, and structure) and PDF/UA-1 in one file.
import { Worker } from 'node:worker_threads'
import qr from 'qrcode-generator'
import { Refused, refuse } from '#base/refusal'
import type { Block, Paper } from './document.ts'
import type { Asked, Drawn } from './typst.ts'

let worker: Worker | null = null
let last = 0
const waiting = new Map<number, { resolve(pdf: Uint8Array): void; reject(error: Error): void }>()

/** Refuses a letter that the font of official paper does not have; anything else that goes wrong is a fault. */
export async function toPdf(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const { madeAt, ...said } = paper
  const made = [madeAt.getUTCFullYear(), madeAt.getUTCMonth() + 1, madeAt.getUTCDate()]
  const asked: Asked = { no: ++last, paper: JSON.stringify({ ...said, made, blocks: paper.blocks.map(drawable) }).normalize('NFC'), seconds: Math.floor(madeAt.getTime() / 1000) }
  const running = worker ??= open()
  // A command that has nothing else to do waits for its paper, and for nothing after it.
  running.ref()
  try {
    return new Uint8Array(await new Promise<Uint8Array>((resolve, reject) => {
      waiting.set(asked.no, { resolve, reject })
      running.postMessage(asked)
    }))
  } finally {
    waiting.delete(asked.no)
    if (waiting.size === 0) running.unref()
  }
}

function open(): Worker {
  const opened = new Worker(new URL('typst.ts', import.meta.url))
  opened.on('message', (drawn: Drawn) => {
    const asker = waiting.get(drawn.no)
    if ('pdf' in drawn) asker?.resolve(drawn.pdf)
    else asker?.reject(faultOf(drawn.fault))
  })
  opened.on('error', (error) => {
    worker = null
    for (const { reject } of waiting.values()) reject(error as Error)
  })
  return opened
}

function faultOf(said: string): Error {
  const letter = /the text `\\?"(.+?)\\?"` could not be displayed/.exec(said)?.[1]
  if (letter) return new Refused(refuse('no-letter', null, `Phông chữ của văn bản không có ký tự “${letter}”. Hãy sửa lại tên hoặc nội dung có ký tự này.`, `The font of official paper has no “${letter}”. Correct the name or text in which it stands.`))
  return new Error(`the paper was not drawn: ${said}`)
}

function drawable(block: Block): object {
  return block.kind === 'sealed' ? { ...block, code: codeOf(block.address).createSvgTag({ cellSize: 4, margin: 0, scalable: true }) } : block
}

/** The code that a camera reads the address from; the fourth part of it may be damaged. */
export function codeOf(address: string) {
  const code = qr(0, 'Q')
  code.addData(address)
  code.make()
  return code
}
