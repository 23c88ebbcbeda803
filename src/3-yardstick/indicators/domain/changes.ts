// What the next version of a definition changes, sentence by sentence: the same words in which both are read out.
import type { Text } from '#base/text'
import { saysDefinition, type Body, type Parts } from './says.ts'

/** A sentence as it was and as it is now; null: there was none, or is none any more. */
export interface Change { was: Text | null; is: Text | null }

/** In the order in which a definition is read; stages are known by their names. */
export function changesOf(parts: Parts, before: Body, now: Body): Change[] {
  const [was, is] = [before, now].map((body) => sentences(parts, body)) as [Map<string, Text>, Map<string, Text>]
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((key) => {
    const change = { was: was.get(key) ?? null, is: is.get(key) ?? null }
    return change.was?.vi === change.is?.vi && change.was?.en === change.is?.en ? [] : [change]
  })
}

function sentences(parts: Parts, body: Body): Map<string, Text> {
  const { counts, excludes, stages } = saysDefinition(parts, body)
  return new Map([['counts', counts], ...stages.map((s): [string, Text] => [`stage ${s.code}`, { vi: `${s.days.vi}. ${s.met.vi}`, en: `${s.days.en}. ${s.met.en}` }]), ...(excludes ? [['excludes', excludes] as [string, Text]] : [])])
}
