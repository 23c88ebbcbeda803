import assert from 'node:assert/strict'
import { it } from 'node:test'
import { powers } from '#people'
import { roleOf, tours, type Role } from './tours.ts'

it('every office comes to the tour of its work, and whoever holds none to that of a member', () => {
  const role = (row: keyof typeof powers, kind: string) => roleOf({ verbs: powers[row], kind })
  assert.deepEqual([
    role('lead', 'grassroots-union'), role('committee', 'section-union'), role('none', 'union-group'),
    role('lead', 'provincial-federation'), role('lead', 'commune-union'), role('committee', 'provincial-federation'),
    role('officer', 'provincial-federation'), role('deputy', 'commune-union'),
    role('lead', 'confederation'), role('inspector', 'confederation'), role('auditor', 'provincial-federation'), role('administrator', 'confederation'),
  ], ['chair', 'chair', 'chair', 'officer', 'officer', 'officer', 'training', 'training', 'confederation', 'inspection', 'inspection', 'administrator'])
  assert.equal(roleOf({ verbs: [], kind: null }), 'member')
})

it('a step can be read at a glance, on a phone too', () => {
  for (const [role, steps] of Object.entries(tours) as [Role, (typeof tours)[Role]][]) {
    assert.equal(steps.length, 5, role)
    for (const { title, text } of steps) for (const language of ['vi', 'en'] as const) {
      assert.ok(title[language].length <= 40 && text[language].length <= 190, `${role}: ${text[language]}`)
    }
  }
})
