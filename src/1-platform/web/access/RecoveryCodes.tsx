// Recovery codes, shown once: to be copied or saved before the dialog is closed.
import { IconCopy, IconDownload } from '@tabler/icons-react'
import { text } from '#base/text'
import { Button } from '#web/kit/Button.tsx'
import { Dialog } from '#web/kit/Dialog.tsx'
import { Row, Stack } from '#web/kit/Page.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import styles from './Secret.module.css'

const words = {
  title: text('Mã khôi phục', 'Recovery codes'),
  lead: text('Mất điện thoại, bạn đăng nhập bằng một trong các mã này thay cho mã của ứng dụng. Mỗi mã dùng một lần. Chúng chỉ hiện ở đây, lần này: hãy chép hoặc tải về và cất ở nơi an toàn.', 'If you lose your phone, one of these signs you in instead of the app\'s code. Each works once. They are shown only here, this time: copy or save them and keep them safe.'),
  list: text('Mười mã khôi phục', 'Ten recovery codes'),
  copy: text('Chép', 'Copy'),
  copied: text('Đã chép các mã', 'Codes copied'),
  save: text('Tải về', 'Save'),
  kept: text('Đã cất giữ', 'I have kept them'),
}

export function RecoveryCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const t = useText()
  return (
    <Dialog title={t(words.title)} open onClose={onClose}>
      <Stack>
        <p>{t(words.lead)}</p>
        <ol className={styles.codes} aria-label={t(words.list)}>{codes.map((code) => <li key={code}>{code}</li>)}</ol>
        <Row end>
          {'clipboard' in navigator && <Button icon={IconCopy} onClick={() => void navigator.clipboard.writeText(codes.join('\n')).then(() => toast(words.copied))}>{t(words.copy)}</Button>}
          <Button icon={IconDownload} onClick={() => save(codes)}>{t(words.save)}</Button>
          <Button tone="main" onClick={onClose}>{t(words.kept)}</Button>
        </Row>
      </Stack>
    </Dialog>
  )
}

function save(codes: string[]): void {
  const url = URL.createObjectURL(new Blob([`Lộ Trình\n${location.origin}\n\n${codes.join('\n')}\n`], { type: 'text/plain' }))
  Object.assign(document.createElement('a'), { href: url, download: 'lo-trinh-ma-khoi-phuc.txt' }).click()
  URL.revokeObjectURL(url)
}
