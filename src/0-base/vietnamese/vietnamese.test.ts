import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromLegacy } from './legacy.ts'
import { nameCase, properName } from './names.ts'
import { isSyllable, readsAsVietnamese } from './syllable.ts'
import { decodeTcvn3, TCVN3_LETTERS } from './tcvn3.ts'
import { compareByGivenName, fold, foldedWords, tidy } from './text.ts'
import { decodeVni, VNI_LETTERS } from './vni.ts'

const LOWER = 'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ'
const vietnamese = (letters: string) => fc.string({ unit: fc.constantFrom(...letters, ' '), maxLength: 40 })

test('every Vietnamese letter has one TCVN3 code, and writing then reading gives the text back', () => {
  const codes = new Map([...TCVN3_LETTERS].map(([code, letter]) => [letter, code]))
  assert.equal(codes.size, 67 + 7)
  assert.deepEqual([...LOWER].filter((letter) => letter > '\u007F' && !codes.has(letter)), [])
  const encode = (text: string) => [...text].map((letter) => codes.get(letter) ?? letter).join('')
  fc.assert(
    fc.property(vietnamese(LOWER + 'ABCDĐĂÂÊÔƠƯ'), (text) => {
      assert.equal(decodeTcvn3(encode(text)), text)
    }),
  )
})

test('every Vietnamese letter, capitals too, has one VNI code, and writing then reading gives the text back', () => {
  const codes = new Map([...VNI_LETTERS].map(([code, letter]) => [letter, code]))
  assert.deepEqual([...LOWER].filter((letter) => letter > '\u007F' && !codes.has(letter)), [])
  const encode = (text: string) =>
    [...text]
      .map((letter) => {
        const code = codes.get(letter.toLowerCase())
        return code === undefined ? letter : letter === letter.toLowerCase() ? code : code.toUpperCase()
      })
      .join('')
  fc.assert(
    fc.property(vietnamese(LOWER + LOWER.toUpperCase()), (text) => {
      assert.equal(decodeVni(encode(text)), text)
    }),
  )
})

test('text of both old codes as it stands in real files is read', () => {
  assert.equal(decodeTcvn3('C«ng ®oµn c¬ së C«ng ty TNHH May Hoµng Liªn'), 'Công đoàn cơ sở Công ty TNHH May Hoàng Liên')
  assert.equal(decodeTcvn3('cña sù thø kú kû kü lôc ®Þnh Nghiªm T« HiÖu §¹t'), 'của sự thứ kỳ kỷ kỹ lục định Nghiêm Tô Hiệu Đạt')
  assert.equal(decodeVni('Coâng ñoaøn cô sôû Nguyeãn Thò Phöôïng'), 'Công đoàn cơ sở Nguyễn Thị Phượng')
})

test('an old font code is told from Unicode by words nobody can say', () => {
  const cases: [string, string, ReturnType<typeof fromLegacy>['was']][] = [
    ['Vµng ThÞ BÝch Quyªn', 'Vàng Thị Bích Quyên', 'tcvn3'],
    ['Giµng A C\u00AD\u00EAng', 'Giàng A Cường', 'tcvn3'],
    ['D\u00AD¬ng V¨n Dòng', 'Dương Văn Dũng', 'tcvn3'],
    ['Nguyeãn Vaên Huøng', 'Nguyễn Văn Hùng', 'vni'],
    ['Lý Thị Thúy', 'Lý Thị Thúy', null],
    ['Bùi Hà Vân', 'Bùi Hà Vân', null],
    ['CĐCS Trường Mầm non Hoa Mai', 'CĐCS Trường Mầm non Hoa Mai', null],
    ['Müller GmbH', 'Müller GmbH', null],
    ['Trần Hữu'.normalize('NFD'), 'Trần Hữu', 'nfd'],
  ]
  for (const [raw, text, was] of cases) assert.deepEqual(fromLegacy(raw), { text, was })
})

test('a name that can be said both ways is read as the usual name', () => {
  assert.deepEqual(fromLegacy('Vò Minh Dòng', 'name'), { text: 'Vũ Minh Dũng', was: 'tcvn3' })
  assert.deepEqual(fromLegacy('Phan Thanh Dòng', 'name'), { text: 'Phan Thanh Dũng', was: 'tcvn3' })
  assert.deepEqual(fromLegacy('Lò Trí Tân', 'name'), { text: 'Lò Trí Tân', was: null })
  assert.deepEqual(fromLegacy('Hà Bé', 'name'), { text: 'Hà Bé', was: null })
})

test('decomposed text is composed, whatever it says', () => {
  fc.assert(
    fc.property(vietnamese(LOWER + LOWER.toUpperCase()), (text) => {
      assert.equal(fromLegacy(text.normalize('NFD')).text, text)
    }),
  )
})

test('syllables follow the spelling, tones before c, ch, p, t included', () => {
  for (const word of ['Nguyễn', 'Quỳnh', 'gì', 'giếng', 'khuỷu', 'Hoà', 'Hòa', 'Mỷ', 'Páo', 'ngoằn', 'ưa', 'Ý']) assert.ok(isSyllable(word), word)
  for (const word of ['ThÞ', 'Buøi', 'Quèc', 'càc', 'Thóy', 'ä', 'strength', 'Vaên']) assert.ok(!isSyllable(word), word)
  assert.ok(readsAsVietnamese('CĐCS Cty TNHH Chè Bản Xanh 2'))
})

test('a search finds đ and marks, and odd spaces do not matter', () => {
  assert.equal(fold('  Đặng\u00A0 Thị\tHƯỜNG '), 'dang thi huong')
  assert.equal(foldedWords('CĐCS Cty. CP–Sa Pa'), 'cdcs cty cp sa pa')
  assert.equal(tidy(' Võ\u00A0\u200B  Hữu Quý '), 'Võ Hữu Quý')
})

test('people are ordered by given name, then family name', () => {
  const names = ['Trần Văn Đức', 'Lê Thị Ánh', 'Nguyễn Văn Dũng', 'An Văn Đức', 'Phạm An', 'Đỗ Ba']
  assert.deepEqual(names.sort(compareByGivenName), ['Phạm An', 'Lê Thị Ánh', 'Đỗ Ba', 'Nguyễn Văn Dũng', 'An Văn Đức', 'Trần Văn Đức'])
})

test('names get their capitals, and somebody’s own spelling is left alone', () => {
  assert.equal(properName('TRẦN THỊ KIM TUYẾT'), 'Trần Thị Kim Tuyết')
  assert.equal(properName("h'mông y bhăm"), "H'Mông Y Bhăm")
  assert.deepEqual(['ĐỖ AN', 'đỗ An', 'Đỗ An', 'Trần McAn', 'Phan A Khánh'].map(nameCase), ['upper', 'lower', 'proper', 'proper', 'proper'])
})
