// TCVN 5712 (TCVN3, "ABC", the .VnTime fonts): one byte a letter, seen today as Western signs.
// The table is that of TCVN 5712:1993 VN3. Capital letters with a tone have no code of their own:
// the capital fonts (.VnTimeH) draw the small codes large, so a decoded text may need its capitals again.

const FIRST_CAPITALS = 0xa1
const CAPITALS = 'ĂÂÊÔƠƯĐăâêôơưđ'

const TONED: [start: number, letters: string][] = [
  [0xb5, 'àảãáạ'],
  [0xbb, 'ằẳẵắ'],
  [0xc6, 'ặầẩẫấ'],
  [0xcb, 'ậè'],
  [0xce, 'ẻẽéẹềểễếệìỉ'],
  [0xdc, 'ĩíịò'],
  [0xe1, 'ỏõóọồổỗốộờởỡớợù'],
  [0xf1, 'ủũúụừửữứựỳỷỹýỵ'],
]

/** TCVN3 code (as the Western sign of the same byte) → Vietnamese letter. */
export const TCVN3_LETTERS: ReadonlyMap<string, string> = new Map(
  [[FIRST_CAPITALS, CAPITALS] as [number, string], ...TONED].flatMap(([start, letters]) =>
    [...letters].map((letter, i) => [String.fromCharCode(start + i), letter] as const),
  ),
)

/** Reads TCVN3 text that was shown as Windows-1252. Signs outside the table stay as they are. */
export function decodeTcvn3(text: string): string {
  // Greek mu is what some programs make of the micro sign, the code of à.
  return text.replaceAll('\u03BC', '\u00B5').replace(/[\u00A1-\u00FE]/g, (sign) => TCVN3_LETTERS.get(sign) ?? sign)
}
