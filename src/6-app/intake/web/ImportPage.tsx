// One import, step by step. Which step follows from where the import stands and from the address, so that a reload, a link
// or a second screen finds it there.
import { useQuery } from '@tanstack/react-query'
import { text } from '#base/text'
import { useAddress, useParams } from '#web/address.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Page } from '#web/kit/Page.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { useLive } from '#web/live.ts'
import type { WholeImport } from '../contract.ts'
import { aboutImports, intake, isRunning } from './api.ts'
import { CheckStep } from './CheckStep.tsx'
import { ColumnsStep } from './ColumnsStep.tsx'
import { Outcome } from './Outcome.tsx'
import { Running } from './Running.tsx'
import { Steps, type Step } from './Steps.tsx'
import { words } from './words.ts'

const own = {
  sheet: text('{unit} · trang “{sheet}”, dòng tiêu đề {row} · {by}, {at}', '{unit} · sheet “{sheet}”, header row {row} · {by}, {at}'),
}

export default function ImportPage() {
  const t = useText()
  const { moment } = useFormat()
  const { importId } = useParams<'importId'>()
  const [{ buoc }, go] = useAddress({ buoc: 'cot' })
  const query = useQuery({
    ...intake.read.queryOptions({ input: { id: importId } }),
    refetchInterval: ({ state }) => (isRunning(state.data?.state) ? 500 : false),
  })
  useLive(intake.key(), aboutImports)
  return (
    <Answer of={query} lines={10}>
      {(data) => {
        const step = stepOf(data, buoc)
        return (
          <Page title={data.name} path={[{ label: t(words.imports), to: '/nhap-du-lieu' }]} lead={t(own.sheet, { unit: data.unit, sheet: data.sheet, row: data.headerRow ?? '–', by: data.by, at: moment(data.at) })}>
            <Steps now={step} open={data.state === 'checked' || data.state === 'failed' ? (to) => go({ buoc: to }, { keepInHistory: true }) : null} />
            {step === 'dang-chay' && <Running data={data} />}
            {step === 'cot' && <ColumnsStep key={JSON.stringify(data.columns.map((c) => c.field))} data={data} onDone={() => go({ buoc: 'kiem-tra' }, { keepInHistory: true })} />}
            {step === 'kiem-tra' && <CheckStep data={data} onColumns={() => go({ buoc: 'cot' })} />}
            {step === 'ket-qua' && <Outcome data={data} />}
          </Page>
        )
      }}
    </Answer>
  )
}

function stepOf(data: WholeImport, asked: string): Step {
  if (isRunning(data.state)) return 'dang-chay'
  if (data.state === 'imported' || data.state === 'undone' || data.state === 'cancelled') return 'ket-qua'
  return asked === 'kiem-tra' || data.refusal ? 'kiem-tra' : 'cot'
}
