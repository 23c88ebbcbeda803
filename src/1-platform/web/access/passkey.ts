// The browser's side of a passkey: asks the server, lets the device answer, brings the answer back. The package that
// speaks to the device comes only when someone presses the button.
import { text, type Text } from '#base/text'
import { access, type Me } from '#web/session.ts'

const words = {
  given: text('Thiết bị không xác nhận: bạn đã dừng lại, hoặc ở đây chưa có khóa truy cập nào.', 'The device did not confirm: you stopped it, or there is no passkey here yet.'),
  known: text('Thiết bị này đã có khóa truy cập của tài khoản này.', 'This device already holds a passkey of this account.'),
}

/** A passkey belongs to a host name, under HTTPS; an old browser has none. */
export function canUsePasskeys(): boolean {
  return isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(location.hostname)
}

export async function makePasskey(name: string, password: string): Promise<void> {
  const optionsJSON = await access.invitePasskey.call({ password })
  const { startRegistration } = await import('@simplewebauthn/browser')
  const response = await startRegistration({ optionsJSON: optionsJSON as never }).catch(said)
  await access.keepPasskey.call({ name, response: response as never })
}

export async function enterByPasskey(): Promise<Me> {
  const optionsJSON = await access.askPasskey.call()
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const response = await startAuthentication({ optionsJSON: optionsJSON as never }).catch(said)
  return access.signInByPasskey.call({ response: response as never })
}

/** What the device refused, in the shape of a refusal of the server, so that a form shows it like any other. */
function said(error: unknown): never {
  const refused = (code: string, words: Text) => Object.assign(new Error(code), { status: 0, data: { refusals: [{ code, field: null, text: words }] } })
  throw (error as Error).name === 'InvalidStateError' ? refused('known', words.known) : refused('not-given', words.given)
}
