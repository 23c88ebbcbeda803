// Photos and files of a use: taken with the phone's camera or chosen. A photo is made smaller on the device first: over a
// weak line a full one takes minutes, and where it was taken stays on the phone.
import { IconCamera, IconPaperclip, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { AttachButton, AttachState, useAttaching } from '#web/kit/Attach.tsx'
import { IconButton } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { useText } from '#web/language.tsx'
import type { Use } from '../contract.ts'
import { emulation, renew } from './api.ts'
import styles from './Models.module.css'
import { smaller } from './smaller.ts'

const own = {
  camera: text('Chụp ảnh', 'Take a photo'), choose: text('Chọn ảnh, tệp', 'Choose photos or files'), none: text('Chưa có ảnh nào.', 'No photo yet.'),
  photo: text('Ảnh {n}: {name}', 'Photo {n}: {name}'), takeOff: text('Gỡ {name}', 'Take {name} off'), off: text('Gỡ', 'Take off'), offWhy: text('Mọi người không còn thấy ảnh, tệp này ở mô hình.', 'Nobody sees it with the model any more.'),
}

export function Attachments({ use, unitId, write }: { use: Use; unitId: string; write: boolean }) {
  const t = useText()
  const [off, setOff] = useState<Use['attachments'][number] | null>(null)
  const attaching = useAttaching(async (file, fileId) => renew(await emulation.attach.call({ id: use.id, unitId, fileId, file: await smaller(file) })), () => {})
  const photos = use.attachments.filter((a) => a.photo), files = use.attachments.filter((a) => !a.photo)
  return (
    <div>
      {photos.length > 0 && (
        <ul className={styles.photos}>
          {photos.map((photo, i) => (
            <li key={photo.fileId}>
              <a href={`/api/files/${photo.fileId}`} target="_blank" rel="noreferrer"><img src={`/api/files/${photo.fileId}`} alt={t(own.photo, { n: i + 1, name: photo.name })} loading="lazy" /></a>
              {write && <span><IconButton label={t(own.takeOff, { name: photo.name })} icon={IconTrash} onClick={() => setOff(photo)} /></span>}
            </li>
          ))}
        </ul>
      )}
      {files.length > 0 && (
        <ul className={styles.files}>
          {files.map((file) => (
            <li key={file.fileId}>
              <a href={`/api/files/${file.fileId}`} target="_blank" rel="noreferrer"><IconPaperclip size={16} stroke={1.75} aria-hidden /> {file.name}</a>
              {write && <IconButton label={t(own.takeOff, { name: file.name })} icon={IconTrash} onClick={() => setOff(file)} />}
            </li>
          ))}
        </ul>
      )}
      {write && use.attachments.length === 0 && <p className={styles.soft}>{t(own.none)}</p>}
      {write && (
        <div className={`${styles.attaching} no-print`}>
          <AttachButton of={attaching} label={own.camera} icon={IconCamera} kinds="image/*" camera />
          <AttachButton of={attaching} label={own.choose} icon={IconPaperclip} kinds="image/jpeg,image/png,.pdf,.docx,.xlsx" many />
        </div>
      )}
      <AttachState of={attaching} />
      {off && <Confirm title={t(own.takeOff, { name: off.name })} open onClose={() => setOff(null)} deed={t(own.off)} grave act={async () => renew(await emulation.detach.call({ id: use.id, unitId, fileId: off.fileId }))}>{t(own.offWhy)}</Confirm>}
    </div>
  )
}
