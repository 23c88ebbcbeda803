// Typst writes one standard into a file; PDF/A-2a and PDF/UA-1 ask the same of its pages, and a file may name both. What a
// PDF/UA file says beyond a PDF/A one is put in here: that readers show its title, and that it is one, with the schema that
// PDF/A wants for a word it does not know. Both stand in the last two objects, so that nothing before them moves.

const schema = '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>'

/** A PDF/A-2a file that was drawn with the tags of PDF/UA-1 says that it is both. Throws where the file is not built as Typst builds it. */
export function declareAccessible(archive: Uint8Array): Uint8Array {
  // One character for one byte, so that places in the text are places in the file.
  const file = Buffer.from(archive).toString('latin1')
  const startxref = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file)?.[1])
  const [, metadataNo] = must(/\/Type \/Catalog[^]*?\/Metadata (\d+) 0 R/.exec(file))
  const [, rootNo] = must(/\/Root (\d+) 0 R/.exec(file.slice(startxref)))
  const metadataAt = file.indexOf(`\n${metadataNo} 0 obj`) + 1, rootAt = file.indexOf(`\n${rootNo} 0 obj`) + 1
  if (!(metadataAt > 0 && metadataAt < rootAt && rootAt < startxref) || Number(rootNo) !== Number(metadataNo) + 1) throw unlike()

  const old = file.slice(metadataAt, rootAt)
  const [, packet] = must(/stream\r?\n([^]*?)\r?\nendstream/.exec(old))
  const fresh = change(change(change(packet!, ' xmlns:pdfaid=', ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid='), '<pdfaid:part>', '<pdfuaid:part>1</pdfuaid:part><pdfaid:part>'), '<pdfaExtension:schemas><rdf:Bag>', `<pdfaExtension:schemas><rdf:Bag>${schema}`)
  const metadata = old.replace(packet!, () => fresh).replace(/\/Length \d+/, `/Length ${fresh.length}`)
  const root = change(file.slice(rootAt, startxref), '/ViewerPreferences <<', '/ViewerPreferences <<\n    /DisplayDocTitle true')
  const moved = metadata.length - old.length
  const entry = (at: number) => `${String(at).padStart(10, '0')} 00000 n`
  const tail = change(change(file.slice(startxref), entry(rootAt), entry(rootAt + moved)), /startxref\s+\d+/, `startxref\n${metadataAt + metadata.length + root.length}`)
  return Buffer.from(file.slice(0, metadataAt) + metadata + root + tail, 'latin1')
}

function change(where: string, what: string | RegExp, by: string): string {
  if (where.search(typeof what === 'string' ? new RegExp(RegExp.escape(what)) : what) < 0) throw unlike()
  return where.replace(what, () => by)
}

function must(found: RegExpExecArray | null): RegExpExecArray {
  if (!found) throw unlike()
  return found
}

function unlike(): Error {
  return new Error('the compiler writes PDF in another form than it did: look at declare.ts')
}
