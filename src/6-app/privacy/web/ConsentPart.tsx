// A consent on the own page: its words, when it was given, and the way back. What rests on it is written by the person alone.
import { useState } from 'react'
import { text } from '#base/text'
import { queries } from '#web/api.ts'
import { Badge } from '#web/kit/Badge.tsx'
import { Button } from '#web/kit/Button.tsx'
import { Confirm } from '#web/kit/Dialog.tsx'
import { Facts } from '#web/kit/Facts.tsx'
import { Form } from '#web/kit/form/Form.tsx'
import { SelectField } from '#web/kit/form/SelectField.tsx'
import { TextField } from '#web/kit/form/TextField.tsx'
import { useForm } from '#web/kit/form/useForm.ts'
import { Part, Row, Stack } from '#web/kit/Page.tsx'
import { Sheet } from '#web/kit/Sheet.tsx'
import { toast } from '#web/kit/toast.tsx'
import { useFormat, useText } from '#web/language.tsx'
import { common } from '#web/words.ts'
import type { ConsentState, MyData } from '../contract.ts'
import { privacy } from './api.ts'
import { words } from './words.ts'

const own = {
  title: text('Sự đồng ý: {name}', 'Consent: {name}'), given: text('Đã đồng ý', 'Given'), none: text('Chưa đồng ý', 'Not given'), withdrawn: text('Đã rút lại {at}', 'Withdrawn {at}'),
  give: text('Đồng ý và khai', 'Agree and state'), agree: text('Tôi đồng ý', 'I agree'), change: text('Sửa nội dung đã khai', 'Change what I stated'), withdraw: text('Rút lại', 'Withdraw'),
  withdrawWhat: text('Dân tộc, tôn giáo, Đảng viên bị xóa ngay và không ai mở được nữa. Bạn có thể đồng ý lại bất cứ lúc nào.', 'Ethnicity, religion and Party membership are erased at once and open to nobody. You may agree again at any time.'),
  withdrawOther: text('Việc xử lý dựa trên sự đồng ý này dừng ngay. Bạn có thể đồng ý lại bất cứ lúc nào.', 'Processing that rests on this consent stops at once. You may agree again at any time.'),
  ethnicity: text('Dân tộc', 'Ethnicity'), religion: text('Tôn giáo', 'Religion'), party: text('Đảng viên', 'Party member'), yes: text('Có', 'Yes'), no: text('Không', 'No'), notSaid: text('Không khai', 'Not stated'),
  free: text('Không bắt buộc. Bạn khai mục nào thì chỉ mục ấy được lưu.', 'Nothing is compulsory; only what you state is kept.'),
  how: text('Ngày {day}, {by}, bản lời số {n}', '{day}, {by}, wording no. {n}'), newer: text('Lời đồng ý đã có bản mới', 'There is a newer wording'),
}
type Profile = NonNullable<MyData['person']>['profile']

export function ConsentPart({ consent, profile }: { consent: ConsentState; profile: Profile }) {
  const t = useText()
  const { day, moment } = useFormat()
  const [deed, setDeed] = useState<'give' | 'withdraw' | null>(null)
  const { given } = consent
  const isProfile = consent.activity === 'profile'
  return (
    <Part title={t(own.title, { name: t(consent.name) })} actions={given
      ? <>{isProfile && <Button onClick={() => setDeed('give')}>{t(own.change)}</Button>}<Button tone="grave" onClick={() => setDeed('withdraw')}>{t(own.withdraw)}</Button></>
      : <Button onClick={() => setDeed('give')}>{t(isProfile ? own.give : own.agree)}</Button>}>
      <Stack>
        <p>{t(given?.wording ?? consent.wording)}</p>
        <Row>
          <Badge tone={given ? 'good' : 'plain'}>{t(given ? own.given : own.none)}</Badge>
          {given && <span>{t(own.how, { day: day(given.on), by: t(given.by === 'paper' ? words.paper : words.ownPage), n: given.version })}</span>}
          {given && given.version < consent.version && <Badge tone="soon">{t(own.newer)}</Badge>}
          {!given && consent.withdrawnAt && <span>{t(own.withdrawn, { at: moment(consent.withdrawnAt) })}</span>}
        </Row>
        {given && isProfile && <Facts of={[[t(own.ethnicity), profile.ethnicity ?? t(own.notSaid)], [t(own.religion), profile.religion ?? t(own.notSaid)], [t(own.party), t(profile.partyMember === null ? own.notSaid : profile.partyMember ? own.yes : own.no)]]} />}
      </Stack>
      {deed === 'give' && <GiveSheet consent={consent} profile={profile} onClose={() => setDeed(null)} />}
      {deed === 'withdraw' && (
        <Confirm title={t(own.withdraw)} deed={t(own.withdraw)} grave open onClose={() => setDeed(null)} act={async () => {
          await privacy.consent.call({ activity: consent.activity, consentId: given!.id, given: false, version: consent.version })
          toast(words.saved)
          await queries.invalidateQueries({ queryKey: privacy.key() })
        }}>{t(isProfile ? own.withdrawWhat : own.withdrawOther)}</Confirm>
      )}
    </Part>
  )
}

function GiveSheet({ consent, profile, onClose }: { consent: ConsentState; profile: Profile; onClose: () => void }) {
  const t = useText()
  const isProfile = consent.activity === 'profile'
  const form = useForm({
    // Sensitive text is not left behind in the browser.
    key: null, renews: [privacy.key()],
    start: { ethnicity: profile.ethnicity ?? '', religion: profile.religion ?? '', party: (profile.partyMember === null ? null : profile.partyMember ? 'yes' : 'no') as 'yes' | 'no' | null },
    send: (v, id) => privacy.consent.call({
      activity: consent.activity, consentId: id, given: true, version: consent.version,
      profile: isProfile ? { ethnicity: v.ethnicity.trim() || null, religion: v.religion.trim() || null, partyMember: v.party === null ? null : v.party === 'yes' } : null,
    }),
    done: () => { toast(words.saved); onClose() },
  })
  return (
    <Sheet title={t(consent.name)} lead={t(consent.wording)} open onClose={onClose} width={560}>
      <Form of={form} submit={t(own.agree)} beside={<Button onClick={onClose}>{t(common.cancel)}</Button>}>
        {isProfile && (
          <>
            <p>{t(own.free)}</p>
            <TextField field={form.at('ethnicity')} label={t(own.ethnicity)} maxLength={100} />
            <TextField field={form.at('religion')} label={t(own.religion)} maxLength={100} />
            <SelectField field={form.at('party')} label={t(own.party)} placeholder={t(own.notSaid)} choices={[{ value: 'yes', label: t(own.yes) }, { value: 'no', label: t(own.no) }]} />
          </>
        )}
      </Form>
    </Sheet>
  )
}
