#!/usr/bin/env node
/** `npx lotrinh COMMAND`: the work that is done at a terminal (backup, export, verify). */
import path from 'node:path'
import { launch, root } from './launch.mjs'

await launch([path.join(root, 'src/6-app/cli/main.ts'), ...process.argv.slice(2)])
