// What a plan says on paper: head, basis, its text, and as tables its targets stage by stage and its tasks. Official papers are
// written in Vietnamese, laid out as QĐ 933/QĐ-TLĐ and Decree 30/2020 ask; #platform/paper draws them.
import { addDays, writeDay, type Day } from '#base/day'
import { signing, writeBasis, writeDateline, writeNumber, type Block } from '#platform/paper/document'
import type { Content, Stage, Status, Target } from './plan.ts'
import { percent, stageSays } from './says.ts'

export interface PlanPaper {
  content: Pick<Content, 'title' | 'body' | 'basis' | 'number' | 'notation' | 'issuedOn' | 'targets' | 'tasks'>
  status: Status
  withdrawnOn: Day | null
  stages: readonly Stage[]
  /** Of each task the unit responsible by name, in the order of the tasks. */
  responsible: readonly string[]
  /** Number and notation of the plan that this one answers, with its issuer. */
  answers: string | null
  /** No union hangs below the issuer. */
  grassroots: boolean
}
export interface PlanIssuer { above: string | null; organ: string; abbreviation: string; place: string; body: string; signer: { name: string; title: string } | null }

export function planBlocks(of: PlanPaper, by: PlanIssuer): Block[] {
  const { content } = of
  const [first = [], ...rest] = sections(content.body)
  const basis = [...content.basis, ...(of.answers ? [`Thực hiện ${of.answers}`] : [])]
  return [
    { kind: 'letterhead', above: by.above, organ: by.organ, number: writeNumber(content.number, content.notation ?? `KH-${by.abbreviation}`), dateline: writeDateline(by.place, content.issuedOn) },
    { kind: 'title', name: 'KẾ HOẠCH', about: [content.title.replace(/^kế hoạch\s+/iu, '').replace(/^./u, (letter) => letter.toLocaleUpperCase('vi'))], ...noteOf(of) },
    ...(basis.length > 0 ? [{ kind: 'basis', lines: writeBasis(basis) } as const] : []),
    { kind: 'paragraph', line: [`${by.body} ${by.organ} ban hành Kế hoạch như sau:`] },
    ...first.map(paragraph),
    ...tables(of, by),
    ...rest.flat().map(paragraph),
    ...taskTable(of),
    { kind: 'paragraph', line: [of.grassroots ? 'Đề nghị các tổ công đoàn và đoàn viên nghiêm túc thực hiện Kế hoạch này./.' : 'Đề nghị các đơn vị trực thuộc căn cứ Kế hoạch này xây dựng kế hoạch của đơn vị mình và nghiêm túc thực hiện./.'] },
    { kind: 'signature', recipients: [...(by.above ? [`${by.above} (để báo cáo);`] : []), of.grassroots ? 'Các tổ công đoàn, đoàn viên (để thực hiện);' : 'Các đơn vị trực thuộc (để thực hiện);', 'Lưu: VT.'], signer: signing(by.body, by.signer) },
  ]
}

function noteOf({ status, withdrawnOn }: PlanPaper): { note?: string } {
  if (status === 'draft') return { note: '(Dự thảo)' }
  return status === 'withdrawn' ? { note: `(Đã thu hồi từ ngày ${withdrawnOn ? writeDay(withdrawnOn) : '…'})` } : {}
}

/** The parts of the text, each from its Roman number on; what stands before the first goes with it. */
function sections(body: string): string[][] {
  const lines = body.split('\n').map((line) => line.trim()).filter(Boolean)
  const parts: string[][] = [[]]
  for (const line of lines) {
    if (isHeading(line) && parts.at(-1)!.some(isHeading)) parts.push([])
    parts.at(-1)!.push(line)
  }
  return parts
}

const isHeading = (line: string) => /^[IVX]+[.)]\s/.test(line)
const paragraph = (line: string): Block => ({ kind: 'paragraph', line: isHeading(line) ? [{ bold: line }] : [line] })
const caption = (said: string): Block => ({ kind: 'paragraph', line: [{ bold: said }] })

function tables({ content, stages, grassroots }: PlanPaper, by: PlanIssuer): Block[] {
  return stages.flatMap((stage): Block[] => {
    const targets = content.targets.filter((target) => target.stage === stage.code)
    if (targets.length === 0) return []
    const until = writeDay(addDays(stage.during.to, -1))
    return [
      caption(`Chỉ tiêu giai đoạn ${stageSays(stage.code)}`),
      {
        kind: 'table',
        columns: [{ title: 'Mã', width: { mm: 13 }, align: 'center' }, { title: 'Chỉ tiêu', width: { share: 11 } }, { title: 'Mức', width: { share: 4 }, align: 'center' }, { title: 'Đơn vị thực hiện', width: { share: 6 } }, { title: 'Hoàn thành trước hết ngày', width: { mm: 25 }, align: 'center' }],
        rows: targets.map((target) => [target.code, target.met.vi, shareSays(target), carriedBy(target, grassroots, by), until]),
      },
    ]
  })
}

/** Từ 80% trở lên; 100%, ít nhất 2. */
function shareSays({ operator, share, atLeast }: Target): string {
  if (share === 0) return 'Không đặt'
  const said = operator === '>=' && share < 1 ? `Từ ${percent(share, 'vi')} trở lên` : percent(share, 'vi')
  return atLeast === null ? said : `${said}, mỗi đơn vị ít nhất ${atLeast}`
}

function carriedBy(target: Target, grassroots: boolean, { organ }: PlanIssuer): string {
  if (grassroots) return organ
  return target.carriedBy === 'upper' ? 'Công đoàn cấp trên cơ sở' : 'Các cấp công đoàn trực thuộc'
}

function taskTable({ content, responsible }: PlanPaper): Block[] {
  if (content.tasks.length === 0) return []
  return [caption('Phân công nhiệm vụ'), {
    kind: 'table',
    columns: [{ title: 'STT', width: { mm: 12 }, align: 'center' }, { title: 'Nhiệm vụ', width: { share: 10 } }, { title: 'Đơn vị phụ trách', width: { share: 7 } }, { title: 'Thời hạn', width: { mm: 25 }, align: 'center' }],
    rows: content.tasks.map((task, i) => [String(i + 1), task.text, responsible[i] ?? '', task.dueOn ? writeDay(task.dueOn) : '']),
  }]
}
