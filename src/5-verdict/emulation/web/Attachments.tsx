// Photos and files of a use: taken with the phone's camera or chosen. A photo is made smaller on the device first: over a
// weak line a full one takes minutes, and where it was taken stays on the phone.
import { IconCamera, IconPaperclip, IconTrash } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { newId } from '#base/id'
import { text, type Text } from '#base/text'
import { heed, refusalsOf } from '#web/api.ts'
import { Button, IconButton } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { Use } from '../contract.ts'
import { emulation, renew } from './api.ts'
import styles from './Models.module.css'
import { smaller } from './smaller.ts'

const own = {
  camera: text('Chụp ảnh', 'Take a photo'), choose: text('Chọn ảnh, tệp', 'Choose photos or files'), sending: text('Đang gửi {name}…', 'Sending {name}…'), none: text('Chưa có ảnh nào.', 'No photo yet.'),
  photo: text('Ảnh {n}: {name}', 'Photo {n}: {name}'), takeOff: text('Gỡ {name}', 'Take {name} off'), off: text('Gỡ', 'Take off'), offWhy: text('Mọi người không còn thấy ảnh, tệp này ở mô hình.', 'Nobody sees it with the model any more.'), wait: text('Còn {n} tệp chưa gửi được', '{n} files are not sent yet'),
}

export function Attachments({ use, unitId, write }: { use: Use; unitId: string; write: boolean }) {
  const t = useText()
  const [sending, setSending] = useState<string | null>(null)
  const [refused, setRefused] = useState<Text[]>([])
  const [off, setOff] = useState<Use['attachments'][number] | null>(null)
  // Kept with their ids until the server has them, so that a second try stores each once.
  const waiting = useRef<{ file: File; fileId: string }[]>([])
  const underWay = useRef(false)
  const send = async () => {
    if (underWay.current) return
    underWay.current = true
    setRefused([])
    try {
      for (let next = waiting.current[0]; next; next = waiting.current[0]) {
        setSending(next.file.name)
        await renew(await emulation.attach.call({ id: use.id, unitId, fileId: next.fileId, file: await smaller(next.file) }))
        waiting.current.shift()
      }
    } catch (error) {
      heed(error)
      const refusals = refusalsOf(error)
      setRefused(refusals.map((refusal) => refusal.text))
      // What is refused for what it is will be refused again.
      if (refusals.some((refusal) => refusal.field === 'file')) waiting.current.shift()
    } finally {
      underWay.current = false
      setSending(null)
    }
  }
  const take = (files: FileList | null) => {
    waiting.current.push(...[...files ?? []].map((file) => ({ file, fileId: newId() })))
    if (waiting.current.length > 0) void send()
  }
  const photos = use.attachments.filter((a) => a.photo), files = use.attachments.filter((a) => !a.photo)
  const input = (label: Text, Icon: typeof IconCamera, more: object) => (
    <label className={styles.attach}>
      <Icon size={18} stroke={1.75} aria-hidden /> {t(label)}
      <input type="file" disabled={sending !== null} {...more} onChange={(event) => { take(event.currentTarget.files); event.currentTarget.value = '' }} />
    </label>
  )
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
          {input(own.camera, IconCamera, { accept: 'image/*', capture: 'environment' })}
          {input(own.choose, IconPaperclip, { accept: 'image/jpeg,image/png,.pdf,.docx,.xlsx', multiple: true })}
        </div>
      )}
      <p role="status" className={styles.soft}>{sending === null ? '' : t(own.sending, { name: sending })}</p>
      {refused.length > 0 && (
        <div role="alert" className={styles.bad}>
          {refused.map((one, i) => <p key={i}>{t(one)}</p>)}
          {waiting.current.length > 0 && <><p>{t(own.wait, { n: waiting.current.length })}</p><Button onClick={() => void send()}>{t(common.sendAgain)}</Button></>}
        </div>
      )}
      {off && <Confirm title={t(own.takeOff, { name: off.name })} open onClose={() => setOff(null)} deed={t(own.off)} grave act={async () => renew(await emulation.detach.call({ id: use.id, unitId, fileId: off.fileId }))}>{t(own.offWhy)}</Confirm>}
    </div>
  )
}
