// What a file imports, read by the parser that also bundles it (vite brings it): statements over several lines, types,
// re-exports, import() of code and of types. A regular expression would believe what stands in strings and comments.
import { parseSync } from 'vite'

export interface Import { specifier: string; line: number; typeOnly: boolean; /** export * from: everything, whatever it may become. */ star: boolean }

/** Throws with the first fault when the text is no TypeScript. */
export function importsOf(path: string, text: string): Import[] {
  const { module, program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path} cannot be read: ${errors[0].message}`)
  const lineAt = lines(text)
  const found: Import[] = []
  for (const { start, moduleRequest, entries } of module.staticImports) {
    found.push({ specifier: moduleRequest.value, line: lineAt(start), typeOnly: entries.length > 0 && entries.every((e) => e.isType), star: false })
  }
  for (const { start, entries } of module.staticExports) {
    const from = entries.filter((e) => e.moduleRequest)
    if (from.length === 0) continue
    const star = from.some((e) => ['AllButDefault', 'All'].includes(e.importName.kind))
    found.push({ specifier: from[0]!.moduleRequest!.value, line: lineAt(start), typeOnly: from.every((e) => e.isType), star })
  }
  // The parser lists import() of code only; the tree is walked for the rare file that may hold import() of a type.
  if (/\bimport\s*\(/.test(text)) walk(program, (node) => {
    const source = node.source as Node | undefined
    if ((node.type === 'ImportExpression' || node.type === 'TSImportType') && typeof source?.value === 'string') {
      found.push({ specifier: source.value, line: lineAt(node.start as number), typeOnly: node.type === 'TSImportType', star: false })
    }
  })
  return found
}

type Node = Record<string, unknown>

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit)
  else if (value !== null && typeof value === 'object') {
    if (typeof (value as Node).type === 'string') visit(value as Node)
    for (const child of Object.values(value)) walk(child, visit)
  }
}

function lines(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1
}
