// A new file: sent, read, and on to its page.
import { useNavigate } from '@tanstack/react-router'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { FileDrop } from '#web/kit/FileDrop.tsx'
import { useText } from '#web/language.tsx'
import { useMe } from '#web/session.ts'
import { importPath, intake } from './api.ts'

const kinds = text('Danh sách cán bộ, đoàn viên hoặc danh sách đơn vị, .xlsx hoặc .csv, đến 256 MB, để nguyên như đơn vị gửi.', 'A roster of officials or members, or a list of units; .xlsx or .csv, up to 256 MB, as the office sent it.')

export function ChooseFile() {
  const t = useText()
  const me = useMe()
  const navigate = useNavigate()
  return (
    <FileDrop
      kinds={t(kinds)}
      send={async (file, id) => {
        await intake.receive.call({ id, unitId: me.unitId!, file })
        await queries.invalidateQueries({ queryKey: intake.key() })
        void navigate({ to: importPath(id) })
      }}
    />
  )
}
