import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Refused } from '#base/refusal'
import { seal, unseal } from './sealed.ts'

const passphrase = 'một mật khẩu đủ dài'
async function* once(bytes: Uint8Array) { yield bytes }
const sealed = async (content: Uint8Array) => Buffer.concat(await Array.fromAsync(seal(once(content), passphrase)))
const opened = async (file: Uint8Array, by = passphrase) => Buffer.concat(await Array.fromAsync(unseal(once(file), by)))
const refusedAs = (code: string) => (error: Refused) => error instanceof Refused && error.refusals[0]!.code === code

describe('the envelope of a backup', () => {
  for (const size of [0, 1, 1 << 20, (1 << 20) + 1, 3_500_000]) test(`gives ${size} bytes back as they were, and shows none of them`, async () => {
    const content = Buffer.alloc(size, 'Nguyễn Văn An; ')
    const file = await sealed(content)
    assert.ok((await opened(file)).equals(content))
    assert.equal(file.includes('Nguyễn'), false)
  })

  test('does not open by another passphrase, and says that it is the passphrase', async () => {
    const file = await sealed(Buffer.from('x'))
    await assert.rejects(opened(file, 'một mật khẩu đủ dai'), refusedAs('backup-passphrase'))
    assert.equal((await opened(file, passphrase.normalize('NFD'))).toString(), 'x', 'however the keyboard composes its letters')
  })

  test('is refused cut off anywhere, altered anywhere, with frames exchanged, left out or added', async () => {
    const file = await sealed(Buffer.alloc(2_500_000, 'x'))
    const head = 17 + 3 + 16 + 16 + 32, frame = 4 + (1 << 20) + 16
    for (const length of [20, head - 1, head, head + 2, head + 100, head + frame, head + 2 * frame, file.length - 1]) await assert.rejects(opened(file.subarray(0, length)), refusedAs('backup-altered'), `cut at ${length}`)
    for (const at of [17, 18, 25, 40, head - 1, head, head + 3, head + 4, head + frame - 1, head + frame + 10, file.length - 1]) {
      const altered = Buffer.from(file)
      altered[at]! ^= 1
      await assert.rejects(opened(altered), refusedAs('backup-altered'), `altered at ${at}`)
    }
    const [first, second, rest] = [file.subarray(head, head + frame), file.subarray(head + frame, head + 2 * frame), file.subarray(head + 2 * frame)]
    for (const frames of [[second, first, rest], [first, rest], [first, second], [first, second, rest, rest], [first, second, rest, Buffer.from('x')]]) {
      await assert.rejects(opened(Buffer.concat([file.subarray(0, head), ...frames])), refusedAs('backup-altered'))
    }
    await assert.rejects(opened(Buffer.from('PK\x03\x04 this is another kind of file')), refusedAs('backup-foreign'))
  })
})
