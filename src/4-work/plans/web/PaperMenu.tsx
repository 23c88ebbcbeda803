// A plan on paper: as the official document, or this page with its figures.
import { IconFileTypeDocx, IconFileTypePdf, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { text } from '#base/text'
import { heed, refusalsOf } from '#web/api.ts'
import { Button } from '#web/kit/Button.tsx'
import { Menu } from '#web/kit/Menu.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useText } from '#web/language.tsx'
import { saveFile } from '#web/saveFile.ts'
import type { Plan } from '../contract.ts'
import { plans } from './api.ts'

const own = {
  print: text('In, lưu văn bản', 'Print or save'),
  pdf: text('Văn bản kế hoạch (PDF)', 'The official document (PDF)'), docx: text('Văn bản kế hoạch (DOCX)', 'The official document (DOCX)'),
  page: text('In trang này với số liệu', 'Print this page with its figures'),
}

export function PaperMenu({ plan }: { plan: Pick<Plan, 'id' | 'status'> }) {
  const t = useText()
  const [busy, setBusy] = useState(false)
  const save = async (format: 'pdf' | 'docx') => {
    setBusy(true)
    try {
      const file = await plans.paper.call({ id: plan.id, format }) as File
      saveFile(file, file.name)
    } catch (error) {
      heed(error)
      toast(refusalsOf(error)[0]!.text)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Menu button={<Button icon={IconPrinter} busy={busy}>{t(own.print)}</Button>} deeds={[
      { label: t(own.pdf), icon: IconFileTypePdf, onClick: () => void save('pdf') },
      { label: t(own.docx), icon: IconFileTypeDocx, onClick: () => void save('docx') },
      ...(plan.status === 'draft' ? [] : [{ label: t(own.page), icon: IconPrinter, onClick: () => print() }]),
    ]} />
  )
}
