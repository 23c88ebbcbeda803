// Signing out while something waits in the outbox.
import { text } from '#base/text'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Go } from '#web/kit/Go.tsx'
import { useText } from '#web/language.tsx'

const words = {
  title: text('Còn việc chưa gửi', 'Something has not been sent'),
  lead: text('{n} việc đang chờ gửi trên máy này. Nếu đăng xuất, chúng ở lại máy này và chỉ được gửi khi đúng người đăng nhập lại.', '{n} entries wait on this device. If you sign out, they stay on it and are sent only once their own account signs in again.'),
  see: text('Xem hộp chờ gửi', 'See the outbox'),
  out: text('Vẫn đăng xuất', 'Sign out all the same'),
}

export default function LeaveDialog({ waiting, onClose, leave }: { waiting: number; onClose: () => void; leave: () => Promise<unknown> }) {
  const t = useText()
  return (
    <Confirm title={t(words.title)} open onClose={onClose} deed={t(words.out)} act={leave}>
      <p>{t(words.lead, { n: waiting })}</p>
      <Go to="/cho-gui">{t(words.see)}</Go>
    </Confirm>
  )
}
