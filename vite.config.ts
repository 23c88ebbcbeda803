// The browser's part: sources in src/6-app/web, built to dist/web. `#…` imports resolve by package.json, as on the server.
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { serviceWorker } from './tools/serviceWorker.ts'

const server = `http://127.0.0.1:${process.env.PORT ?? 8237}`

export default defineConfig({
  root: fileURLToPath(new URL('src/6-app/web', import.meta.url)),
  plugins: [react(), serviceWorker(fileURLToPath(new URL('src/6-app/web/sw.ts', import.meta.url)))],
  build: {
    outDir: '../../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Fonts stay files of their own, so that a page fetches only the weights it shows.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    // Which files make up a screen: the server names them in the page (src/6-app/server/pages.ts).
    manifest: true,
    // What every page needs comes in one file, and what the frame and the home page need beside it in another: on a slow line each
    // file waits for a round trip of its own.
    rolldownOptions: { output: { codeSplitting: { groups: [
      { name: 'first', tags: ['$initial'], priority: 3 },
      { name: 'sign-in', test: /[\\/]SignInPage\.tsx$/, priority: 1 },
      { name: 'home', test: /[\\/](Frame|HomePage)\.tsx$/, priority: 2 },
    ] } } },
  },
  server: { proxy: { '/api': server, '/healthz': server } },
})
