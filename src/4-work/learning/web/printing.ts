// Certificates to paper. They are drawn some at a time, so that a thousand show how far they are and can be given up; more
// than one portion comes as a zip of its files.
import { useRef, useState } from 'react'
import type { Text } from '#base/text'
import { heed, refusalsOf } from '#web/api.ts'
import { saveFile } from '#web/saveFile.ts'
import { learning } from './api.ts'

const PORTION = 50

export interface Printing { done: number; total: number }

export function usePrinting() {
  const [at, setAt] = useState<Printing | null>(null)
  const [refused, setRefused] = useState<Text[]>([])
  const givenUp = useRef(false)
  const print = async (ids: readonly string[], format: 'pdf' | 'docx', name: string) => {
    givenUp.current = false
    setRefused([])
    setAt({ done: 0, total: ids.length })
    try {
      const files: File[] = []
      for (let from = 0; from < ids.length && !givenUp.current; from += PORTION) {
        files.push(await learning.printCertificates.call({ ids: ids.slice(from, from + PORTION), format, site: location.origin }) as File)
        setAt({ done: Math.min(from + PORTION, ids.length), total: ids.length })
      }
      if (givenUp.current) return
      const [only] = files
      if (files.length === 1) saveFile(only!, only!.name)
      else {
        const { zipSync } = await import('fflate')
        const parts = Object.fromEntries(await Promise.all(files.map(async (file) => [file.name, new Uint8Array(await file.arrayBuffer())] as const)))
        saveFile(new Blob([zipSync(parts, { level: 0 }) as BlobPart], { type: 'application/zip' }), `${name}.zip`)
      }
    } catch (error) {
      heed(error)
      setRefused(refusalsOf(error).map((refusal) => refusal.text))
    } finally {
      setAt(null)
    }
  }
  return { at, refused, print, giveUp: () => { givenUp.current = true } }
}
