// A file that the server makes: one at a time, and what was refused is said.
import { useState, type ReactNode } from 'react'
import type { Text } from '#base/text'
import { heed, refusalsOf } from '#web/api.ts'
import { useText } from '#web/language.tsx'
import { saveFile } from '#web/saveFile.ts'

export function useDownload(ask: () => Promise<File | Blob>): { busy: boolean; go: () => void; refused: ReactNode } {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const [words, setWords] = useState<Text[]>([])
  const go = () => {
    if (busy) return
    setBusy(true)
    setWords([])
    ask().then((file) => saveFile(file, file instanceof File ? file.name : 'du-lieu'), (error: unknown) => {
      heed(error)
      setWords(refusalsOf(error).map((refusal) => refusal.text))
    }).finally(() => setBusy(false))
  }
  return { busy, go, refused: words.length > 0 && <div role="alert">{words.map((said, i) => <p key={i}>{t(said)}</p>)}</div> }
}
