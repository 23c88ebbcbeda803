import { writeDay } from '#base/day'
import { writeNumber, writeShare } from '#base/text'
import type { Writing } from './columns.ts'

export const formatForTest: Writing = { day: writeDay, number: (n) => writeNumber(n), share: (part, whole) => writeShare(part, whole) }
