// Long work as its asker sees it: how far it is, a way to stop it, and the file that it ends in. The page may be left: the
// work goes on, and whoever comes back finds it here.
import { IconDownload, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { text, type Text } from '#base/text'
import { heed, queries, refusalsOf, roomApi } from '#web/api.ts'
import { Answer } from '#web/kit/Answer.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Row, Stack } from '#web/kit/Page.tsx'
import { Progress } from '#web/kit/Progress.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { saveFile } from '#web/saveFile.ts'
import type { jobsContract, Job } from '#platform/jobs/contract'

const jobs = roomApi<typeof jobsContract>('jobs')

const words = {
  waiting: text('Đang chờ tới lượt…', 'Waiting for its turn…'),
  leave: text('Có thể rời trang này; việc vẫn tiếp tục.', 'You may leave this page; the work goes on.'),
  stopping: text('Đang dừng sau phần đang làm; những gì đã làm vẫn còn.', 'Stopping after the present part; what was done stands.'),
  stopped: text('Đã dừng; những gì đã làm vẫn còn.', 'Stopped; what was done stands.'),
  download: text('Tải tệp', 'Download'),
  until: text('Tệp chỉ mình bạn tải được, giữ đến {at}; mười lăm phút sau khi tải thì hủy.', 'Only you can download the file. It is kept until {at}, and destroyed fifteen minutes after it was taken.'),
  taken: text('Đã tải; tệp hủy lúc {at}.', 'Downloaded; the file is destroyed at {at}.'),
  gone: text('Tệp đã hủy.', 'The file was destroyed.'),
  drop: text('Hủy tệp ngay', 'Destroy the file now'),
  dropWhat: text('Hãy chắc chắn bạn đã mở được tệp vừa tải. Tệp này không lấy lại được.', 'Be sure that the downloaded file opens. It cannot be had again.'),
}

/** `label`: what is being done. `onEnded` hears once that it is over. */
export function JobWatch({ jobId, label, onEnded }: { jobId: string; label: string; onEnded?: () => void }) {
  const job = useQuery({
    ...jobs.read.queryOptions({ input: { id: jobId } }),
    refetchInterval: ({ state }) => (isRunning(state.data) ? 700 : false),
  })
  const running = isRunning(job.data)
  const was = useRef(false)
  useEffect(() => {
    if (was.current && !running) onEnded?.()
    was.current = running
  }, [running, onEnded])
  return <Answer of={job} lines={2}>{(data) => <Watched job={data} label={label} />}</Answer>
}

const isRunning = (job: Job | undefined) => job?.state === 'waiting' || job?.state === 'running'

function Watched({ job, label }: { job: Job; label: string }) {
  const t = useText()
  const { moment } = useFormat()
  const [refused, setRefused] = useState<Text[]>([])
  const [busy, setBusy] = useState(false)
  const [dropping, setDropping] = useState(false)
  const renew = () => queries.invalidateQueries({ queryKey: jobs.read.key() })
  const act = async (deed: () => Promise<unknown>) => {
    setRefused([])
    setBusy(true)
    try {
      await deed()
    } catch (error) {
      heed(error)
      setRefused(refusalsOf(error).map((refusal) => refusal.text))
    } finally {
      setBusy(false)
      await renew()
    }
  }
  const { state, product } = job
  return (
    <Stack>
      {isRunning(job) && (
        <div role="status" aria-live="off">
          <Progress label={job.cancelAsked ? t(words.stopping) : state === 'waiting' ? t(words.waiting) : label} done={job.done} total={job.total} {...(!job.cancelAsked && { onCancel: () => void act(() => jobs.stop.call({ id: job.id })) })} />
          <p>{t(words.leave)}</p>
        </div>
      )}
      {state === 'failed' && job.refusal && <p role="alert">{t(job.refusal.text)}</p>}
      {state === 'cancelled' && <p role="status">{t(words.stopped)}</p>}
      {product && (
        <>
          <p>{t(product.takenAt ? words.taken : words.until, { at: moment(product.until) })}</p>
          <Row>
            <Button tone="main" icon={IconDownload} disabled={busy} onClick={() => void act(async () => {
              const file = await jobs.take.call({ id: job.id }) as File
              saveFile(file, file.name)
            })}>{t(words.download)}</Button>
            {product.takenAt && <Button icon={IconTrash} disabled={busy} onClick={() => setDropping(true)}>{t(words.drop)}</Button>}
          </Row>
        </>
      )}
      {state === 'done' && !product && <p>{t(words.gone)}</p>}
      {refused.length > 0 && <div role="alert">{refused.map((said, i) => <p key={i}>{t(said)}</p>)}</div>}
      <Confirm title={t(words.drop)} deed={t(words.drop)} grave open={dropping} onClose={() => setDropping(false)} act={async () => { await jobs.drop.call({ id: job.id }); await renew() }}>{t(words.dropWhat)}</Confirm>
    </Stack>
  )
}
