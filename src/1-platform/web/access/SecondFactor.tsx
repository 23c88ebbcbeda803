// The second step of one's own sign-in: on or off, and the recovery codes.
import { IconDeviceMobileCheck, IconKey } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { text, type Text } from '#base/text'
import { Answer } from '#web/kit/Answer.tsx'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { PasswordField } from '#web/kit/form/PasswordField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { access } from '#web/session.ts'
import { common } from '#web/words.ts'
import { explained } from './explained.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { SecondFactorSetup } from './SecondFactorSetup.tsx'

const words = {
  title: text('Xác thực hai bước', 'Two-step sign-in'),
  what: text('Ngoài mật khẩu, mỗi lần đăng nhập cần thêm mã sáu số từ ứng dụng trên điện thoại của bạn. Người biết mật khẩu vẫn không vào được.', 'Beside the password, each sign-in asks for six digits from an app on your phone. Whoever knows the password still cannot get in.'),
  on: text('Đang bật', 'On'),
  off: text('Chưa bật', 'Off'),
  since: text('Từ {at}', 'Since {at}'),
  left: text('Còn {n} mã khôi phục chưa dùng.', 'Recovery codes left: {n}.'),
  few: text('Sắp hết, hãy tạo mã mới.', 'Nearly used up: make new ones.'),
  begin: text('Bật xác thực hai bước', 'Switch two-step sign-in on'),
  renew: text('Tạo mã khôi phục mới', 'New recovery codes'),
  renewDeed: text('Tạo mã mới', 'Make new codes'),
  renewWhat: text('Mười mã cũ hết hiệu lực ngay.', 'The old codes end at once.'),
  end: text('Tắt xác thực hai bước', 'Switch two-step sign-in off'),
  endDeed: text('Tắt', 'Switch off'),
  endWhat: text('Từ nay chỉ cần mật khẩu để đăng nhập. Các mã khôi phục hết hiệu lực.', 'From now on the password alone signs in. The recovery codes end.'),
  ended: text('Đã tắt xác thực hai bước', 'Two-step sign-in is off'),
  password: text('Mật khẩu hiện tại', 'Present password'),
  code: text('Mã từ ứng dụng, hoặc mã khôi phục', 'Code of the app, or a recovery code'),
}

export function SecondFactor() {
  const t = useText()
  const { moment } = useFormat()
  const standing = useQuery(access.secondFactor.queryOptions())
  const [deed, setDeed] = useState<'begin' | 'renew' | 'end' | null>(null)
  const [shown, setShown] = useState<string[] | null>(null)
  const close = () => setDeed(null)
  return (
    <Part title={t(words.title)}>
      <Answer of={standing} lines={2}>{({ since, recoveryLeft }) => (
        <Stack>
          <p>{t(words.what)}</p>
          <Row>
            <Badge tone={since ? 'good' : 'plain'}>{t(since ? words.on : words.off)}</Badge>
            {since && <span>{t(words.since, { at: moment(since) })}. {t(words.left, { n: recoveryLeft })} {recoveryLeft < 3 && t(words.few)}</span>}
          </Row>
          <Row>
            {since
              ? <><Button icon={IconKey} onClick={() => setDeed('renew')}>{t(words.renew)}</Button><Button tone="grave" onClick={() => setDeed('end')}>{t(words.end)}</Button></>
              : <Button tone="main" icon={IconDeviceMobileCheck} onClick={() => setDeed('begin')}>{t(words.begin)}</Button>}
          </Row>
        </Stack>
      )}</Answer>
      {deed === 'begin' && <SecondFactorSetup onClose={close} onCodes={(codes) => { close(); setShown(codes) }} />}
      {deed === 'renew' && (
        <Proof title={words.renew} deed={words.renewDeed} what={words.renewWhat} onClose={close} send={(proof) => access.renewRecoveryCodes.call(proof)}
          done={({ recoveryCodes }) => { close(); setShown(recoveryCodes) }} />
      )}
      {deed === 'end' && <Proof title={words.end} deed={words.endDeed} what={words.endWhat} onClose={close} send={(proof) => access.endSecondFactor.call(proof)} done={() => { close(); toast(words.ended) }} />}
      {shown && <RecoveryCodes codes={shown} onClose={() => setShown(null)} />}
    </Part>
  )
}

/** A deed that asks for password and code once more. */
function Proof<R>({ title, deed, what, send, done, onClose }: { title: Text; deed: Text; what: Text; send: (proof: { password: string; code: string }) => Promise<R>; done: (result: R) => void; onClose: () => void }) {
  const t = useText()
  const form = useForm({
    key: null, start: { password: '', code: '' },
    check: (v) => ({ password: !v.password && common.required, code: !v.code.trim() && common.required }),
    send, done, renews: [access.secondFactor.key()],
  })
  return (
    <Dialog title={t(title)} open onClose={onClose}>
      <Stack>
        <p>{t(what)}</p>
        <Form of={form} submit={t(deed)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
          <PasswordField field={form.at('password')} label={t(words.password)} autoComplete="current-password" />
          <TextField field={form.at('code')} label={t(words.code)} explain={t(explained.recovery)} autoComplete="one-time-code" maxLength={40} />
        </Form>
      </Stack>
    </Dialog>
  )
}
