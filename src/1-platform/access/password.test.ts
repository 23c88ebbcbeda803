import assert from 'node:assert/strict'
import { it } from 'node:test'
import { isRefusal } from '#base/refusal'
import { callerAddress, readProxies } from './address.ts'
import { readSignInName, usernameFor } from './names.ts'
import { hashPassword, mayBePassword, oneTimePassword, verifyPassword } from './password.ts'

it('a password is kept as argon2id and proved by itself alone, however its marks were typed', async () => {
  const hash = await hashPassword('sóng ở ngoài khơi')
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.notEqual(hash, await hashPassword('sóng ở ngoài khơi'))
  assert.equal(await verifyPassword({ hash, password: 'sóng ở ngoài khơi'.normalize('NFD') }), true)
  assert.equal(await verifyPassword({ hash, password: 'sóng ở ngoài khơj' }), false)
  assert.equal(await verifyPassword({ hash: 'sóng ở ngoài khơi', password: 'sóng ở ngoài khơi' }), false)
  // The reference implementation's own example, at another cost than ours.
  assert.equal(await verifyPassword({ hash: '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc', password: 'password' }), true)
})

it('a new password is long and not what everyone tries first, and nothing more is asked of it', () => {
  for (const good of ['trăng lên đầu núi', 'aaaa bbbb cccc dddd', 'correct horse battery', '8492037465']) assert.equal(mayBePassword(good, ['annv', 'an@laocai.vn']), true, good)
  for (const bad of ['ngắn quá', '1234567890', 'Matkhau@2026', 'CongDoan12345', 'qwertyuiop1', 'aaaaaaaaaaaa', 'annv1234567', 'an@laocai.vn', 'x'.repeat(201), 'password123']) {
    assert.ok(isRefusal(mayBePassword(bad, ['annv', 'an@laocai.vn'])), bad)
  }
})

it('a one-time password is fit to be read out, and is itself a password that may be', () => {
  const many = new Set(Array.from({ length: 500 }, oneTimePassword))
  assert.equal(many.size, 500)
  for (const one of many) {
    assert.match(one, /^[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){2}$/)
    assert.equal(mayBePassword(one), true)
  }
})

it('what is typed as a name is read as e-mail, telephone number or user name', () => {
  assert.deepEqual(readSignInName(' An.NV@LaoCai.VN '), { kind: 'email', value: 'an.nv@laocai.vn' })
  for (const typed of ['0912001001', '+84 912 001 001', '0912.001.001', '84912001001']) assert.deepEqual(readSignInName(typed), { kind: 'phone', value: '0912001001' })
  assert.deepEqual(readSignInName('AnNV'), { kind: 'username', value: 'annv' })
})

it('a user name is the given name with the initials, and a number where it is taken', () => {
  assert.equal(usernameFor('Nguyễn Văn An'), 'annv')
  assert.equal(usernameFor('Đặng Thị Ánh Đào', (name) => ['daodta', 'daodta2'].includes(name)), 'daodta3')
  assert.equal(usernameFor('Vũ'), 'vux')
})

it('x-forwarded-for is believed only as far as trusted proxies wrote it', () => {
  const trusted = readProxies(['10.0.0.0/8', '::1'])
  assert.equal(callerAddress('203.0.113.9', '1.2.3.4', trusted), '203.0.113.9')
  assert.equal(callerAddress('10.0.0.1', '1.2.3.4', trusted), '1.2.3.4')
  assert.equal(callerAddress('::ffff:10.0.0.1', '6.6.6.6, 1.2.3.4:5555, 10.0.0.2', trusted), '1.2.3.4')
  assert.equal(callerAddress('::1', null, trusted), '::1')
  assert.equal(callerAddress('10.0.0.1', 'nonsense', trusted), '10.0.0.1')
  assert.equal(callerAddress('10.0.0.1', '1.2.3.4', readProxies([])), '10.0.0.1')
  assert.throws(() => readProxies(['proxy.example']), /TRUSTED_PROXIES/)
})
