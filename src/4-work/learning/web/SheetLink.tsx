import { IconPaperclip } from '@tabler/icons-react'

/** The evidence itself, in a tab of its own. */
export function SheetLink({ id, name }: { id: string; name: string }) {
  return <a href={`/api/files/${id}`} target="_blank" rel="noreferrer"><IconPaperclip size={16} stroke={1.75} aria-hidden /> {name}</a>
}
