#!/usr/bin/env node
/** `npx lotrinh COMMAND`: the work that is done at a terminal (backup, export, verify). */
import path from 'node:path'
import { launch, root } from './launch.mjs'

// Little room for what is young: a long import leaves so much behind it that V8 would take a hundred megabytes more.
await launch(['--max-semi-space-size=8', path.join(root, 'src/6-app/cli/main.ts'), ...process.argv.slice(2)])
