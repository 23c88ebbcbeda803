// A paper as DOCX, for whoever must still change a word. Drawn with Times New Roman, which offices have, by the same measures
// as the PDF (Decree 30/2020, appendix I). Sizes of letters are in half points, lengths in twentieths of a point.
import {
  AlignmentType, BorderStyle, convertMillimetersToTwip as mm, Document, Header, HeightRule, ImageRun, LineRuleType, Packer, PageNumber, PageOrientation, Paragraph, SectionType,
  Table, TableBorders, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlignTable, WidthType, type IParagraphOptions, type IRunOptions, type ISectionOptions,
} from 'docx'
import type { Block, Paper, Run, Signer } from './document.ts'
import { codeOf } from './pdf.ts'

type Drawn = Paragraph | Table
type Dress = Paper['dress']

export async function toDocx(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Drawn[][] = [[]]
  for (const [i, block] of paper.blocks.entries()) {
    if (block.kind === 'page') parts.push([])
    // What stands over a table or before a signature goes along to the next page.
    else if (block.kind === 'paragraph') parts.at(-1)!.push(paragraph(block.line, ['table', 'signature', 'signatures'].includes(paper.blocks[i + 1]?.kind ?? '')))
    else parts.at(-1)!.push(...draw(block, paper.dress))
  }
  const document = new Document({
    title: paper.title, creator: 'Lộ Trình',
    styles: { default: { document: { run: { font: 'Times New Roman', size: 28, language: { value: 'vi-VN' } }, paragraph: { spacing: { line: 264, lineRule: LineRuleType.AUTO } } } } },
    sections: parts.filter((part) => part.length > 0).map((part, i) => section(part, paper.dress, i === 0)),
  })
  return new Uint8Array(await Packer.toArrayBuffer(document))
}

/** A later section goes on with the head of the first: two hundred summonses are one file, not four hundred parts. */
function section(children: Drawn[], dress: Dress, first: boolean): ISectionOptions {
  const across = dress !== 'office'
  const page = across
    ? { size: { orientation: PageOrientation.LANDSCAPE, width: mm(210), height: mm(297) }, margin: { top: mm(20), bottom: mm(20), left: mm(24), right: mm(24) } }
    : { size: { width: mm(210), height: mm(297) }, margin: { top: mm(20), bottom: mm(20), left: mm(30), right: mm(15), header: mm(10) }, pageNumbers: { start: 1 } }
  // The first page bears no number.
  const numbered = across || !first ? {} : { headers: { first: new Header({ children: [new Paragraph('')] }), default: new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: [PageNumber.CURRENT], size: 26 })] })] }) } }
  return { properties: { type: SectionType.NEXT_PAGE, titlePage: !across, page }, ...numbered, children }
}

function draw(block: Exclude<Block, { kind: 'page' }>, dress: Dress): Drawn[] {
  switch (block.kind) {
    case 'letterhead': return [letterhead(block)]
    case 'title': return [
      centred(block.name, { bold: true, size: dress === 'certificate' ? 60 : 28 }, { spacing: { before: 360 } }),
      ...block.about.map((line) => centred(line, { bold: true })),
      ...(block.note ? [centred(block.note, { italics: true })] : []),
      ...(dress === 'office' && block.about.length > 0 ? [ruled(mm(32))] : []),
      new Paragraph({ spacing: { line: 120 } }),
    ]
    case 'centred': return [new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 200, after: 200 }, children: runs(block.line, block.size === 'large' ? 48 : 28) })]
    case 'basis': return block.lines.map((line) => paragraph([{ italic: line }]))
    case 'paragraph': return [paragraph(block.line)]
    case 'facts': return [grid(block.of.map(([label, value]) => [[new Paragraph(`${label}:`)], [line(value, { bold: true })]]), [30, 70])]
    case 'table': return [listed(block), new Paragraph('')]
    case 'signature': return [new Paragraph(''), grid([[[line('Nơi nhận:', { bold: true, italics: true, size: 24 }), ...block.recipients.map((one) => line(`- ${one}`, { size: 22 }))], signer(block.signer)]], [48, 52])]
    case 'signatures': return [new Paragraph(''), grid([block.signers.map(signer)], [50, 50])]
    case 'sealed': return [grid([[seal(block.address), block.lines.map((one) => line(one, { size: 22 })), [...(block.dateline ? [centred(block.dateline, { italics: true })] : []), ...signer(block.signer)]]], [14, 36, 50])]
  }
}

function letterhead({ above, organ, number, dateline }: Extract<Block, { kind: 'letterhead' }>): Table {
  const left = [...(above ? [centred(above.toLocaleUpperCase('vi'), { size: 26 })] : []), centred(organ.toLocaleUpperCase('vi'), { bold: true, size: 26 }), ruled(mm(24))]
  const right = [centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true, size: 26 }), centred('Độc lập - Tự do - Hạnh phúc', { bold: true, size: 28 }), ruled(mm(60))]
  const below = number === null && dateline === null ? [] : [[number ? [centred(number, { size: 26 })] : [new Paragraph('')], dateline ? [centred(dateline, { italics: true })] : [new Paragraph('')]]]
  return grid([[left, right], ...below], [40, 60])
}

function listed({ columns, rows, signed, empty }: Extract<Block, { kind: 'table' }>): Table {
  const whole = mm(165), fixed = columns.reduce((sum, { width }) => sum + ('mm' in width ? mm(width.mm) : 0), 0)
  const shares = columns.reduce((sum, { width }) => sum + ('share' in width ? width.share : 0), 0)
  const widths = columns.map(({ width }) => Math.floor('mm' in width ? mm(width.mm) : (whole - fixed) * width.share / shares))
  const cell = (words: string, x: number, how: IRunOptions = {}, span = 1) => new TableCell({
    width: { size: widths[x]!, type: WidthType.DXA }, columnSpan: span, verticalAlign: VerticalAlignTable.CENTER, margins: { top: 60, bottom: 60, left: 90, right: 90 },
    children: [line(words, { size: 24, ...how }, { alignment: how.bold || how.italics || columns[x]!.align === 'center' ? AlignmentType.CENTER : AlignmentType.LEFT, spacing: { line: 240 } })],
  })
  return new Table({
    width: { size: whole, type: WidthType.DXA }, columnWidths: widths, layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: columns.map(({ title }, x) => cell(title, x, { bold: true })) }),
      ...(rows.length === 0 ? [new TableRow({ children: [cell(empty ?? '', 0, { italics: true }, columns.length)] })] : []),
      ...rows.map((row) => new TableRow({ cantSplit: true, ...(signed ? { height: { value: mm(9), rule: HeightRule.ATLEAST } } : {}), children: row.map((words, x) => cell(words, x)) })),
    ],
  })
}

function signer({ capacity, name, note }: Signer): Paragraph[] {
  const room = Array.from({ length: 4 }, () => centred('', {}))
  return [...capacity.map((one) => centred(one, { bold: true })), ...(note ? [centred(note, { italics: true, size: 26 })] : []), ...room, centred(name, { bold: true })]
}

function seal(address: string): Paragraph[] {
  const data = Buffer.from(codeOf(address).createDataURL(6, 0).split(',')[1]!, 'base64')
  return [new Paragraph({ children: [new ImageRun({ type: 'gif', data, transformation: { width: 100, height: 100 }, altText: { name: 'QR', title: 'Mã QR', description: address } })] })]
}

/** Cells beside one another without lines, in hundredths of the width. */
function grid(rows: readonly (readonly (readonly Paragraph[])[])[], shares: readonly number[]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE }, borders: TableBorders.NONE, columnWidths: shares.map((share) => Math.floor(mm(165) * share / 100)),
    rows: rows.map((cells) => new TableRow({ cantSplit: true, children: cells.map((children, x) => new TableCell({ width: { size: shares[x]!, type: WidthType.PERCENTAGE }, margins: { left: 40, right: 40 }, children: children.length > 0 ? [...children] : [new Paragraph('')] })) })),
  })
}

/** An empty line whose upper edge is drawn over a part of the width. */
function ruled(length: number): Paragraph {
  const indent = Math.max(0, Math.floor((mm(80) - length) / 2))
  return new Paragraph({ border: { top: { style: BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } }, indent: { left: indent, right: indent }, spacing: { before: 40, line: 120, lineRule: LineRuleType.EXACT } })
}

function line(words: string, how: IRunOptions = {}, where: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ ...where, children: [new TextRun({ ...how, text: words })] })
}

function centred(words: string, how: IRunOptions, where: IParagraphOptions = {}): Paragraph {
  return line(words, how, { ...where, alignment: AlignmentType.CENTER })
}

function paragraph(of: readonly Run[], keepNext = false): Paragraph {
  return new Paragraph({ keepNext, alignment: AlignmentType.JUSTIFIED, indent: { firstLine: mm(12.7) }, spacing: { before: 120, line: 276 }, children: runs(of, 28) })
}

function runs(of: readonly Run[], size: number): TextRun[] {
  return of.map((run) => new TextRun(typeof run === 'string' ? { text: run, size } : 'bold' in run ? { text: run.bold, bold: true, size } : { text: run.italic, italics: true, size }))
}
