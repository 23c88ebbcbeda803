#!/usr/bin/env node
/** `npm start`, `npm test` and their like: `node tools/run.mjs COMMAND [arguments]`. */
import path from 'node:path'
import { launch, root } from './launch.mjs'

const commands = {
  start: ['src/6-app/server/main.ts'],
  dev: ['src/6-app/server/main.ts', '--dev'],
  test: ['tools/test.ts'],
  bench: ['bench/main.ts'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'],
}

const [name, ...rest] = process.argv.slice(2)
const command = commands[name]
if (command) {
  await launch([path.join(root, command[0]), ...command.slice(1), ...rest], root)
} else {
  const names = Object.keys(commands).join(', ')
  process.stderr.write(`Không có lệnh "${name || ''}". Các lệnh: ${names}.\nThere is no command "${name || ''}". Commands: ${names}.\n`)
  process.exitCode = 2
}
