// What may be recorded of an agreement. A draft may be incomplete; what is signed must stand by the Labour Code 45/2019/QH14.
import { addDays, addMonths, daysBetween, writeDay, type Day, type DayRange } from '#base/day'
import { refuse, type Refusal, type Verdict } from '#base/refusal'
import { beginOf, type Amendment, type Bargaining, type Content, type Judgment, type Status, type Vote, type Widening } from './agreement.ts'

/** May this be kept as a draft? Only what no later correction could make good. */
export function mayKeep(c: Content): Refusal[] {
  const found: Refusal[] = []
  if (c.title.trim() === '') found.push(refuse('title-missing', 'title', 'Ghi tên thỏa ước.', 'Give the agreement a title.'))
  for (const [i, p] of c.parties.entries()) {
    if (p.name.trim() === '') found.push(refuse('party-name', `parties.${i}.name`, 'Ghi tên bên tham gia.', 'Give the party its name.'))
    if (p.taxCode !== null && !/^\d{10}(-\d{3})?$|^\d{12}$/.test(p.taxCode)) found.push(refuse('tax-code', `parties.${i}.taxCode`, 'Mã số thuế gồm 10 chữ số, 10 chữ số và 3 chữ số sau dấu gạch ngang, hoặc 12 chữ số.', 'A tax code has 10 digits, 10 and 3 after a hyphen, or 12.'))
    if (p.joinedOn && p.leftOn && p.leftOn <= p.joinedOn) found.push(refuse('left-early', `parties.${i}.leftOn`, 'Ngày rút khỏi phải sau ngày gia nhập.', 'It cannot leave before it joined.'))
    found.push(...voteFits(p.vote, `parties.${i}.`))
  }
  for (const [i, p] of c.parts.entries()) if (p.name.trim() === '') found.push(refuse('part-name', `parts.${i}.name`, 'Ghi tên nội dung.', 'Give the content its name.'))
  return [...found, ...voteFits(c.vote, '')]
}

function voteFits(v: Vote, at: string): Refusal[] {
  return v.entitled !== null && v.inFavour !== null && v.inFavour > v.entitled
    ? [refuse('more-than-all', `${at}inFavour`, 'Số người tán thành không thể nhiều hơn số người được lấy ý kiến.', 'No more can be in favour than were asked.')] : []
}

/**
 * May this stand as signed? An agreement on which the vote fell short is not recorded as signed at all, rather than shown as without
 * effect: it may not be signed (article 76), only a court declares void what was signed all the same (article 87), and the draft
 * keeps what was written.
 */
export function maySign(c: Content, today: Day): Refusal[] {
  const found = mayKeep(c)
  const begins = beginOf(c)
  if (!c.signedOn) found.push(refuse('signed-on-missing', 'signedOn', 'Ghi ngày ký.', 'Give the day of signing.'))
  else if (c.signedOn > today) found.push(refuse('signed-later', 'signedOn', 'Ngày ký không được sau hôm nay.', 'The day of signing lies after today.'))
  if (!c.until) found.push(refuse('until-missing', 'until', 'Ghi ngày hết hạn.', 'Give the last day.'))
  else if (begins) insistOn(found, termFits(begins, c.until))
  if (c.workers === null || c.workers < 1) found.push(refuse('workers-missing', 'workers', 'Ghi số người lao động được áp dụng: toàn bộ, không chỉ đoàn viên (Điều 79).', 'Give how many workers it covers: all of them, not members alone (article 79).'))
  if (!c.workersOn) found.push(refuse('workers-on-missing', 'workersOn', 'Ghi ngày của số người lao động.', 'Give the day of the head-count.'))
  if (c.sentOn && c.signedOn && c.sentOn < c.signedOn) found.push(refuse('sent-early', 'sentOn', 'Ngày gửi không được trước ngày ký.', 'It cannot be sent before it was signed.'))
  found.push(...partiesFit(c), ...partsFit(c))
  if (c.kind === 'multi-enterprise') {
    for (const [i, p] of c.parties.entries()) {
      // One that joins later signs by the consent of the parties (article 85).
      if (p.side !== 'employer' || p.joinedOn) continue
      const verdict = approved(p.vote, c.signedOn, 'multi-enterprise', `parties.${i}.`)
      if (verdict !== true) found.push(verdict)
    }
  } else insistOn(found, approved(c.vote, c.signedOn, c.kind, ''))
  return found
}

function partiesFit(c: Content): Refusal[] {
  const employers = c.parties.filter((p) => p.side === 'employer' && !p.joinedOn).length
  if (employers === 0) return [refuse('employer-missing', 'parties', 'Ghi ít nhất một người sử dụng lao động.', 'Give at least one employer.')]
  if (c.kind === 'enterprise' && employers > 1) return [refuse('one-employer', 'parties', 'Thỏa ước doanh nghiệp chỉ có một người sử dụng lao động; nhiều hơn là thỏa ước nhiều doanh nghiệp.', 'An enterprise agreement has one employer; with more it is a multi-enterprise agreement.')]
  if (c.kind === 'multi-enterprise' && employers < 2) return [refuse('two-employers', 'parties', 'Thỏa ước nhiều doanh nghiệp có từ hai người sử dụng lao động.', 'A multi-enterprise agreement has two employers or more.')]
  return []
}

function partsFit(c: Content): Refusal[] {
  const begins = beginOf(c)
  if (!begins || !c.until) return []
  return c.parts.flatMap((p, i) => {
    const from = p.term.from ?? begins, to = p.term.to ?? c.until!
    const verdict = from < begins || to > c.until!
      ? refuse('part-outside', `parts.${i}.term`, `Thời hạn của nội dung này nằm ngoài thời hạn thỏa ước (${writeDay(begins)} – ${writeDay(addDays(c.until!, -1))}).`, `The term of this content lies outside that of the agreement (${writeDay(begins)} – ${writeDay(addDays(c.until!, -1))}).`)
      : p.term.from === null && p.term.to === null ? true : termFits(from, to, `parts.${i}.term`)
    return verdict === true ? [] : [verdict]
  })
}

/** A term is one to three years, of the agreement and of each content (article 78). */
export function termFits(from: Day, until: Day, field = 'until'): Verdict {
  if (until < addMonths(from, 12)) return refuse('term-short', field, `Thời hạn phải từ 1 đến 3 năm (Điều 78): sớm nhất đến hết ${writeDay(addDays(addMonths(from, 12), -1))}.`, `A term is 1 to 3 years (article 78): ${writeDay(addDays(addMonths(from, 12), -1))} at the earliest.`)
  if (until > addMonths(from, 36)) return refuse('term-long', field, `Thời hạn phải từ 1 đến 3 năm (Điều 78): muộn nhất đến hết ${writeDay(addDays(addMonths(from, 36), -1))}.`, `A term is 1 to 3 years (article 78): ${writeDay(addDays(addMonths(from, 36), -1))} at the latest.`)
  return true
}

/** More than half of ALL employees, members or not; of a sectoral agreement of all leaders of the workers' organisations (article 76). */
export function approved(vote: Vote, signedOn: Day | null, kind: Content['kind'], at: string): Verdict {
  const { votedOn, entitled, inFavour } = vote
  if (votedOn === null || entitled === null || inFavour === null) {
    return kind === 'sectoral' ? refuse('vote-missing', `${at}inFavour`, 'Ghi kết quả lấy ý kiến toàn bộ lãnh đạo của các tổ chức đại diện người lao động (Điều 76): ngày, tổng số, số tán thành.', 'Give the vote of all leaders of the workers\' organisations (article 76): day, all, in favour.')
      : refuse('vote-missing', `${at}inFavour`, 'Ghi kết quả lấy ý kiến toàn bộ người lao động (Điều 76): ngày, tổng số, số tán thành.', 'Give the vote of all employees (article 76): day, all, in favour.')
  }
  if (inFavour * 2 <= entitled) {
    return kind === 'multi-enterprise' ? refuse('vote-short', `${at}inFavour`, 'Chỉ doanh nghiệp có trên 50% người lao động tán thành mới tham gia ký (Điều 76). Bỏ doanh nghiệp này khỏi các bên.', 'Only enterprises where more than 50% are in favour sign (article 76). Take this one off the parties.')
      : refuse('vote-short', `${at}inFavour`, `Thỏa ước chỉ được ký khi trên 50% tổng số tán thành (Điều 76): cần ít nhất ${Math.floor(entitled / 2) + 1}/${entitled}. Bản nháp vẫn được giữ.`, `It is signed only when more than 50% of all are in favour (article 76): at least ${Math.floor(entitled / 2) + 1} of ${entitled}. The draft is kept.`)
  }
  if (signedOn && votedOn > signedOn) return refuse('voted-late', `${at}votedOn`, 'Việc lấy ý kiến phải trước khi ký.', 'The vote comes before the signing.')
  return true
}

/** A copy goes to the provincial labour body within ten days of signing (article 77). Late is a warning and a duty, never a refusal. */
export const daysToSend = 10
export function sending(signedOn: Day, sentOn: Day | null, today: Day): { by: Day; late: number } {
  return { by: addDays(signedOn, daysToSend), late: Math.max(0, daysBetween(signedOn, sentOn ?? today) - daysToSend) }
}

export function mayDiscard(status: Status): Verdict {
  return status === 'draft' || refuse('signed', null, 'Thỏa ước đã ký không xóa được; ghi việc chấm dứt hoặc bản án vô hiệu.', 'A signed agreement is not thrown away; record its end or a judgment.')
}
export function mustBeSigned(status: Status): Verdict {
  return status === 'signed' || refuse('not-signed', null, 'Thỏa ước còn là bản nháp: hãy ghi nhận việc ký trước.', 'This is still a draft: record its signing first.')
}

/** An amendment goes the way of the agreement, the vote included (article 82); an extension is agreed within 90 days before the end, or while it lasts past it (article 83). */
export function mayAmend(a: Amendment, { signedOn, begins, ends, outOn }: { signedOn: Day; begins: Day; ends: Day; outOn: Day }, today: Day): Refusal[] {
  const found: Refusal[] = []
  if (a.signedOn > today) found.push(refuse('signed-later', 'signedOn', 'Ngày ký không được sau hôm nay.', 'The day of signing lies after today.'))
  if (a.signedOn < signedOn || a.signedOn >= outOn) found.push(refuse('not-then', 'signedOn', 'Chỉ sửa đổi, bổ sung, gia hạn khi thỏa ước đã ký và còn hiệu lực.', 'Only an agreement that stands is amended or extended.'))
  if (a.effectiveOn < begins) found.push(refuse('effective-early', 'effectiveOn', 'Ngày hiệu lực không được trước ngày thỏa ước có hiệu lực.', 'It cannot take effect before the agreement does.'))
  if (a.sentOn && a.sentOn < a.signedOn) found.push(refuse('sent-early', 'sentOn', 'Ngày gửi không được trước ngày ký.', 'It cannot be sent before it was signed.'))
  insistOn(found, approved(a.vote, a.signedOn, 'enterprise', 'vote.'))
  if (a.extendsTo) {
    if (a.extendsTo <= ends) found.push(refuse('extends-nothing', 'extendsTo', `Ngày hết hạn mới phải sau ${writeDay(addDays(ends, -1))}.`, `The new last day must lie after ${writeDay(addDays(ends, -1))}.`))
    else if (a.extendsTo > addMonths(ends, 36)) found.push(refuse('term-long', 'extendsTo', `Gia hạn nhiều nhất 3 năm: đến hết ${writeDay(addDays(addMonths(ends, 36), -1))}.`, `It is extended by 3 years at most: ${writeDay(addDays(addMonths(ends, 36), -1))}.`))
    if (a.signedOn < addDays(ends, -90)) found.push(refuse('extends-early', 'signedOn', `Chỉ thương lượng gia hạn trong 90 ngày trước khi hết hạn (Điều 83): từ ${writeDay(addDays(ends, -90))}.`, `Extension is bargained within 90 days before the end (article 83): from ${writeDay(addDays(ends, -90))}.`))
  }
  return found
}

export function mayBargain({ during }: Bargaining, today: Day): Verdict {
  if (during.from === null || during.from > today) return refuse('begins-later', 'from', 'Ngày bắt đầu thương lượng không được sau hôm nay.', 'Bargaining cannot begin after today.')
  if (during.to !== null && during.to <= during.from) return refuse('ends-early', 'to', 'Ngày kết thúc phải sau ngày bắt đầu.', 'It ends after it begins.')
  return true
}

export function mayWiden(w: Widening, kind: Content['kind'], today: Day): Verdict {
  if (kind === 'enterprise') return refuse('not-widened', null, 'Chỉ mở rộng phạm vi áp dụng của thỏa ước ngành hoặc nhiều doanh nghiệp (Điều 84).', 'Only sectoral and multi-enterprise agreements are extended to others (article 84).')
  if (w.decidedOn > today) return refuse('decided-later', 'decidedOn', 'Ngày quyết định không được sau hôm nay.', 'The day of the decision lies after today.')
  return ordered(w.during)
}

export function mayJudge(j: Judgment, own: readonly string[], today: Day): Verdict {
  if (j.judgedOn > today) return refuse('judged-later', 'judgedOn', 'Ngày bản án không được sau hôm nay.', 'The day of the judgment lies after today.')
  if (!j.whole && !j.what?.trim()) return refuse('what-missing', 'what', 'Ghi phần nào bị tuyên vô hiệu.', 'Say which part was declared void.')
  if (j.parts.some((id) => !own.includes(id))) return refuse('unknown', 'parts', 'Có nội dung không thuộc thỏa ước này.', 'Some content is not of this agreement.')
  return true
}

export function mayEnd(on: Day, why: string, { signedOn, begins, carriedTo }: { signedOn: Day; begins: Day; carriedTo: Day }): Verdict {
  if (on < (signedOn < begins ? signedOn : begins) || on >= carriedTo) return refuse('not-then', 'on', 'Ngày chấm dứt phải nằm trong thời gian thỏa ước có hiệu lực.', 'It ends on a day on which it stands.')
  if (why.trim().length < 10) return refuse('reason-missing', 'why', 'Ghi lý do chấm dứt (ít nhất 10 ký tự).', 'Say why (10 characters at least).')
  return true
}

function ordered(r: DayRange): Verdict {
  return r.from !== null && (r.to === null || r.to > r.from) || refuse('ends-early', 'to', 'Ngày kết thúc phải sau ngày bắt đầu.', 'It ends after it begins.')
}

function insistOn(found: Refusal[], verdict: Verdict): void {
  if (verdict !== true) found.push(verdict)
}
