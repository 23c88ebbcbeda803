// The Typst compiler, in the worker beside the server: a class list of two hundred takes a tenth of a second in which nothing
// else may wait. It only ever sees the drawing that ships with the house, with what a paper says handed in as data.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { NodeCompiler, PdfStandard, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { declareAccessible } from './declare.ts'

export interface Asked { no: number; paper: string; seconds: number }
export type Drawn = { no: number; pdf: Uint8Array } | { no: number; fault: string }

const drawing = readFileSync(new URL('office.typ', import.meta.url), 'utf8')
const faces = ['400Regular/Tinos_400Regular', '400Regular_Italic/Tinos_400Regular_Italic', '700Bold/Tinos_700Bold', '700Bold_Italic/Tinos_700Bold_Italic']
const compiler = NodeCompiler.create({
  // Its own folder, so that no drawing could read anything else of the machine.
  workspace: fileURLToPath(new URL('.', import.meta.url)),
  fontArgs: [{ fontBlobs: faces.map((face) => readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/tinos/${face}.ttf`)))) }],
})

/** Throws with the compiler's own words; a font that is not there is only a warning to it, and is a fault here. */
export function draw({ paper, seconds }: Asked, how = drawing): Uint8Array {
  const compiled = compiler.compile({ mainFileContent: how, inputs: { paper } })
  const said = (compiled.hasError() ? compiled.takeDiagnostics() : compiled.takeWarnings())?.shortDiagnostics as { message: string }[] | undefined
  if (!compiled.result || said?.length) throw new Error(said?.map((one) => one.message).join('; ') ?? 'nothing was drawn')
  const written = (standard: PdfStandard, of: NodeTypstDocument) => compiler.pdf(of, { pdfStandard: standard, creationTimestamp: seconds })
  const archive = written(PdfStandard.A_2a, compiled.result)
  // Typst checks one standard at a time: the same pages must pass as PDF/UA-1 too before the file may say so.
  written(PdfStandard.UA_1, compiled.result)
  compiler.evictCache(10)
  return declareAccessible(archive)
}

parentPort?.on('message', (asked: Asked) => {
  try {
    parentPort!.postMessage({ no: asked.no, pdf: draw(asked) } satisfies Drawn)
  } catch (error) {
    parentPort!.postMessage({ no: asked.no, fault: (error as Error).message } satisfies Drawn)
  }
})
