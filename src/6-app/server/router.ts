// Every room's routes under its name.
import { indicatorsRoutes } from '#indicators'

export const router = { indicators: indicatorsRoutes }
