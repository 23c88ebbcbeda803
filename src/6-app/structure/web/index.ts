// What the roof lays on the page of a unit from here.

/** Asks what a structural change would move, and draws the answer. */
export { tryChange } from './trial.tsx'
