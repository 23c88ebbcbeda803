import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { readPhone } from './phone.ts'

test('a number is the same number however an office typed it', () => {
  const cases: [string | number, string | undefined, string[]][] = [
    ['0975705243', '0975705243', []],
    [770545479, '0770545479', ['phone-as-number']],
    ['770545479', '0770545479', ['phone-zero-lost']],
    ['+84 39 6238495', '0396238495', ['plus84']],
    ['(+84) 0396.238.495', '0396238495', ['plus84']],
    ['84396238495', '0396238495', ['plus84']],
    [84396238495, '0396238495', ['phone-as-number', 'plus84']],
    ['0084396238495', '0396238495', ['plus84']],
    ['0381.957.145', '0381957145', ['phone-dots']],
    ['0381 957\u00A0145', '0381957145', ['phone-dots']],
    ['0321.000.000', '0321000000', ['phone-dots']],
    ['975705243.0', '0975705243', ['phone-zero-lost']],
    ['01689123456', '0389123456', ['phone-old-prefix']],
    [1689123456, '0389123456', ['phone-as-number', 'phone-old-prefix']],
    ['0123.456.7890', '0834567890', ['phone-dots', 'phone-old-prefix']],
    ['+841999123456', '0599123456', ['plus84', 'phone-old-prefix']],
    ['0912345678 / 0987654321', '0912345678', ['phone-first-of-several']],
    ['02143840123', '02143840123', []],
    ['07989915', undefined, []],
    ['không có', undefined, []],
    ['+1 202 555 0143', undefined, []],
    ['0000000000', undefined, []],
    [3.5, undefined, []],
  ]
  for (const [raw, phone, repairs] of cases) {
    assert.deepEqual(readPhone(raw), phone === undefined ? null : { phone, repairs }, String(raw))
  }
})

test('every mobile number survives every way of writing it', () => {
  const prefixes = ['032', '039', '052', '056', '059', '070', '077', '081', '086', '088', '091', '094', '096', '099']
  fc.assert(
    fc.property(fc.constantFrom(...prefixes), fc.integer({ min: 1_000_000, max: 9_999_999 }), (prefix, rest) => {
      const phone = `${prefix}${rest}`
      const ways = [
        phone,
        Number(phone),
        phone.slice(1),
        `+84${phone.slice(1)}`,
        `84 ${phone.slice(1)}`,
        `${phone.slice(0, 4)}.${phone.slice(4, 7)}.${phone.slice(7)}`,
        `${phone.slice(0, 4)}-${phone.slice(4)}`,
      ]
      for (const way of ways) assert.equal(readPhone(way)?.phone, phone, String(way))
    }),
  )
})

test('a mobile number is judged as the library judges it, whichever number with its first digits was asked before', () => {
  const digits = (n: number, length: number) => String(n).padStart(length, '0')
  for (const tails of [['0000', '9999'], ['5318', '0271']]) {
    for (let prefix = 0; prefix < 100_000; prefix += prefix % 1000 < 20 ? 1 : 7) {
      for (const tail of tails) {
        const number = `0${digits(prefix, 5)}${tail}`
        if (!/^0[35789]/.test(number)) continue
        const parsed = parsePhoneNumberFromString(number, 'VN')
        assert.equal(readPhone(number) !== null, parsed !== undefined && parsed.isValid() && parsed.country === 'VN', number)
      }
    }
  }
})
