// A paper as a file under a plain name, in the form that was asked for.
import { toDocx } from './docx.ts'
import type { Paper } from './document.ts'
import { toPdf } from './pdf.ts'

export type PaperFormat = 'pdf' | 'docx'

export async function fileOf(paper: Paper, name: string, format: PaperFormat): Promise<File> {
  const bytes = format === 'pdf' ? await toPdf(paper) : await toDocx(paper)
  const plain = name.normalize('NFC').replace(/[/\\:*?"<>|\p{Cc}]+/gu, ' ').replace(/\s+/g, ' ').trim().slice(0, 120)
  return new File([bytes], `${plain}.${format}`, { type: format === 'pdf' ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' })
}
