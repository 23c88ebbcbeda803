// The door of the national house: the country at its real size.

/** Fills an empty house, or goes on filling one that was begun. */
export { seedCountry, STORY_TODAY, type SeedOptions } from './seed.ts'
/** Agreements, models and registers for a country that was seeded before the generator made them. */
export { addRecords } from './records.ts'
/** Which sizes there are. */
export { sizes } from './sizes.ts'
/** A seed of another size or number was begun in this house. */
export { OtherSeed } from './steps.ts'
