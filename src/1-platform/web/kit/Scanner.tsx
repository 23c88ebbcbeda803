// Reads QR codes with the device's camera for as long as it is drawn. What reads them is fetched with the first one.
import { useEffect, useRef, useState } from 'react'
import { text } from '#base/text'
import { useText } from '../language.tsx'
import styles from './Scanner.module.css'

const words = {
  starting: text('Đang mở máy ảnh…', 'Opening the camera…'),
  none: text('Không mở được máy ảnh. Hãy cho phép trang này dùng máy ảnh, hoặc nhập mã bằng tay.', 'The camera could not be opened. Allow this page to use it, or type the code.'),
}

/** `onRead` hears each code as often as it is seen. */
export function Scanner({ label, onRead }: { label: string; onRead: (read: string) => void }) {
  const t = useText()
  const video = useRef<HTMLVideoElement>(null)
  const heard = useRef(onRead)
  heard.current = onRead
  const [state, setState] = useState<'starting' | 'on' | 'none'>('starting')
  useEffect(() => {
    let left = false
    let stop = () => {}
    const start = async () => {
      const { QRCanvas, frameLoop, rearCamera } = await import('qr/dom.js')
      const camera = await rearCamera(video.current!)
      if (left) return camera.stop()
      const canvas = new QRCanvas()
      const cancel = frameLoop(() => {
        void camera.readFrame(canvas).then((read) => { if (typeof read === 'string') heard.current(read) }, () => {})
      })
      stop = () => { cancel(); camera.stop() }
      setState('on')
    }
    start().catch(() => { if (!left) setState('none') })
    return () => { left = true; stop() }
  }, [])
  return (
    <div className={styles.scanner}>
      <video ref={video} className={styles.picture} aria-label={label} muted playsInline autoPlay hidden={state === 'none'} />
      {state !== 'on' && <p role="status" className={styles.state}>{t(words[state])}</p>}
    </div>
  )
}
