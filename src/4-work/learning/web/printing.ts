// Certificates to paper: a few at once, more than that in the background.
import { useState } from 'react'
import type { Text } from '#base/text'
import { useAddress } from '#web/address.ts'
import { heed, refusalsOf } from '#web/api.ts'
import { saveFile } from '#web/saveFile.ts'
import { learning } from './api.ts'

/** Drawn while one waits. */
const A_FEW = 50

/** `jobId`: the work in the background, kept in the address so that a reload finds it again. */
export function usePrinting() {
  const [{ 'viec-in': jobId }, go] = useAddress({ 'viec-in': '' })
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Text[]>([])
  const print = async (ids: readonly string[], format: 'pdf' | 'docx', name: string) => {
    setRefused([])
    setBusy(true)
    try {
      if (ids.length > A_FEW) go({ 'viec-in': (await learning.printLater.call({ ids: [...ids], format, name })).jobId })
      else {
        const file = await learning.printCertificates.call({ ids: [...ids], format }) as File
        saveFile(file, file.name)
      }
    } catch (error) {
      heed(error)
      setRefused(refusalsOf(error).map((refusal) => refusal.text))
    } finally {
      setBusy(false)
    }
  }
  return { busy, refused, print, jobId }
}
