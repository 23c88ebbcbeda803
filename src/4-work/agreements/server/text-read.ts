// From a file to the text that is kept. What cannot be read is refused with what to do about it.
import { Worker } from 'node:worker_threads'
import { Refused, refuse, type Refusal } from '#base/refusal'
import { sniff } from '#platform/files/kinds'

export interface Asked { kind: 'docx' | 'pdf'; bytes: Uint8Array }
export type Answered = { body: string; blankPages: number; pages: number } | { failed: 'locked' | 'damaged' }
export interface ReadText { readAs: 'docx' | 'pdf'; body: string; blankPages: number }

/** Signs of a text; the longest agreements have a fifth of it. */
const LONGEST = 1_000_000
/** What one file may take of the machine. */
const limits = { milliseconds: 30_000, memory: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64 } }

/** The words of a DOCX or of a PDF that carries them; refuses anything else. */
export async function readText(bytes: Uint8Array, { milliseconds, memory } = limits): Promise<ReadText> {
  const kind = sniff(bytes)
  const readAs = kind === 'application/pdf' ? 'pdf' : kind === 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' ? 'docx' : null
  if (kind === 'image/jpeg' || kind === 'image/png') throw new Refused(scanned)
  if (!readAs) throw new Refused(refuse('text-kind', 'file', 'Toàn văn đọc được từ tệp DOCX hoặc PDF có lớp chữ. Tệp .doc đời cũ: mở bằng Word và lưu lại dạng .docx.', 'The text is read from a DOCX, or a PDF that carries text. An old .doc file: open it in Word and save it as .docx.'))
  const answer = await inThread({ kind: readAs, bytes }, milliseconds, memory)
  if (answer === 'stopped') throw new Refused(refuse('text-heavy', 'file', 'Tệp quá nặng hoặc không bình thường nên đã dừng đọc. Hãy lưu lại tệp từ Word (DOCX) rồi gửi lại.', 'The file is too heavy or not a plain one, so reading it was stopped. Save it anew from Word (DOCX) and send that.'))
  if ('failed' in answer) throw new Refused(answer.failed === 'locked' ? locked : damaged)
  if (readAs === 'pdf' && answer.blankPages * 2 > answer.pages) throw new Refused(scanned)
  if (answer.body.replace(/\P{L}/gu, '').length < 20) throw new Refused(readAs === 'pdf' ? scanned : refuse('text-empty', 'file', 'Tệp không có chữ nào để đọc.', 'There are no words in the file.'))
  if (answer.body.length > LONGEST) throw new Refused(refuse('text-long', 'file', 'Văn bản dài hơn 1 triệu ký tự. Hãy tách phụ lục thành tệp riêng.', 'The text is longer than a million signs. Put the annexes into files of their own.'))
  return { readAs, body: answer.body, blankPages: answer.blankPages }
}

const scanned: Refusal = refuse('text-scan', 'file', 'Tệp là ảnh quét, không có lớp chữ nên không đọc được toàn văn. Hãy gửi bản DOCX, hoặc quét lại bằng máy có nhận dạng chữ (OCR). Ảnh quét vẫn đính kèm được làm minh chứng.',
  'The file is a scan without a text layer, so its words cannot be read. Send the DOCX, or scan it again with text recognition (OCR). The scan itself may still be attached as evidence.')
const locked: Refusal = refuse('text-locked', 'file', 'Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.', 'The file has a password. Take the password off and send it again.')
const damaged: Refusal = refuse('text-damaged', 'file', 'Tệp bị hỏng hoặc dài bất thường nên không đọc được. Hãy lưu lại từ Word (DOCX) rồi gửi lại.', 'The file is damaged or of an unusual length and cannot be read. Save it anew from Word (DOCX) and send that.')

function inThread(asked: Asked, milliseconds: number, resourceLimits: typeof limits.memory): Promise<Answered | 'stopped'> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./text-worker.ts', import.meta.url), { workerData: asked, resourceLimits })
    const end = (deed: () => void) => { clearTimeout(clock); void worker.terminate(); deed() }
    const clock = setTimeout(() => end(() => resolve('stopped')), milliseconds)
    worker.once('message', (answer: Answered) => end(() => resolve(answer)))
    worker.once('error', (error: NodeJS.ErrnoException) => end(() => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve('stopped') : reject(error))))
    worker.once('exit', (code) => { if (code !== 0) end(() => resolve('stopped')) })
  })
}
