import { writeFileSync } from 'node:fs'
import { demonstrationHouse } from './factories/house.ts'
const house = await demonstrationHouse({ screens: true })
writeFileSync('/tmp/gr/address', house.address)
console.log('house', house.address)
process.on('SIGTERM', () => void house.close().then(() => process.exit(0)))
setInterval(() => {}, 1e6)
