// Spreadsheets that were made to fill the machine or to hold it up, each a few kilobytes to send.
import { strToU8, zipSync } from 'fflate'

interface Parts { sheet?: string; strings?: string; styles?: string; sheets?: number }

const part = (name: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml`
const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`
const relations = (...all: string[]) => strToU8(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`)

/** A workbook with these insides, whatever they are. */
export function workbookOf({ sheet = '', strings = '', styles = '', sheets = 1 }: Parts): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="${part('sheet.main')}"/></Types>`),
    '_rels/.rels': relations(relation('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': strToU8(`<workbook xmlns:r="r"><sheets>${Array.from({ length: sheets }, (_, i) => `<sheet name="S${i}" sheetId="${i + 1}" r:id="r1"/>`).join('')}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': relations(relation('r1', 'worksheet', 'worksheets/sheet1.xml'), relation('r2', 'sharedStrings', 'sharedStrings.xml'), relation('r3', 'styles', 'styles.xml')),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${sheet}</sheetData></worksheet>`),
    'xl/sharedStrings.xml': strToU8(`<sst>${strings}</sst>`),
    'xl/styles.xml': strToU8(`<styleSheet>${styles}</styleSheet>`),
  }, { level: 6 })
}

const text = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'

/** Refused, each by a limit of its own. */
export const bombs: Record<string, () => Uint8Array> = {
  'forty megabytes of nothing in some kilobytes': () => workbookOf({ sheet: ' '.repeat(40_000_000) }),
  'one shared text of forty megabytes': () => workbookOf({ sheet: text, strings: `<si><t>${'a'.repeat(40_000_000)}</t></si>` }),
  'a row that does not end': () => workbookOf({ sheet: `<row r="1">${'<c r="A1"><v>1</v></c>'.repeat(400_000)}` }),
  'ten million blank cells in some kilobytes': () => workbookOf({ sheet: `<row>${'<c/>'.repeat(1000)}</row>`.repeat(10_000) }),
  'ten thousand sheets': () => workbookOf({ sheets: 10_000 }),
  'a cell whose tag never ends': () => workbookOf({ sheet: '<row r="1"><c r="A1"><v>1</v></c><c r="A1" </row>' }),
  'an attribute of a megabyte': () => workbookOf({ sheet: `<row ${'a'.repeat(1_000_000)}><c r="A1"><v>1</v></c></row>` }),
  'sixty-five million cells, one of them written in each row': () => workbookOf({ sheet: Array.from({ length: 4000 }, (_, i) => `<row r="${i + 1}"><c r="XFD${i + 1}"><v>1</v></c></row>`).join('') }),
  'a row far below Excel’s last': () => workbookOf({ sheet: '<row r="900000000"><c r="A900000000"><v>1</v></c></row>' }),
  'a zip within a zip': () => zipSync({ 'a.zip': zipSync({ 'b.zip': zipSync({ 'c.txt': new Uint8Array(10_000_000) }) }) }),
  'a directory that counts parts without an end': () => Buffer.concat([Buffer.from('PK\x05\x06\0\0\0\0', 'latin1'), Buffer.from([255, 255, 255, 255]), Buffer.alloc(10)]),
}

/** Odd, but read in no time for what they hold. */
export const oddities: Record<string, { bytes: () => Uint8Array; first: unknown[] }> = {
  'a million blank cells that are only formatted': { bytes: () => workbookOf({ sheet: `<row r="1"><c r="A1"><v>7</v></c></row>${Array.from({ length: 1000 }, (_, r) => `<row r="${r + 2}">${`<c s="1"/>`.repeat(1000)}</row>`).join('')}` }), first: [7] },
  'a hundred thousand comments that never end': { bytes: () => workbookOf({ sheet: `<row r="1"><c r="A1"><v>7</v></c>${'<!--'.repeat(100_000)}</row>` }), first: [7] },
  'a hundred thousand beginnings of the list of styles': { bytes: () => workbookOf({ sheet: '<row r="1"><c r="A1"><v>7</v></c></row>', styles: '<cellXfs '.repeat(100_000) }), first: [7] },
  'a hundred thousand readings above the letters': { bytes: () => workbookOf({ sheet: text, strings: `<si><t>a</t>${'<rPh '.repeat(100_000)}</si>` }), first: ['a'] },
  'entities that stand for entities': { bytes: () => workbookOf({ sheet: '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><row r="1"><c r="A1" t="inlineStr"><is><t>&b;&b;</t></is></c></row>' }), first: ['&b;&b;'] },
}
