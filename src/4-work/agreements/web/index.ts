// The screens of agreements.
import type { Screen } from '#web/screen.ts'

export const agreementsScreens: Screen[] = []
