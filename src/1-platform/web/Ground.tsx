/** What every screen stands on: theme, queries, toasts. The shell puts it around the router once. */
import { MantineProvider } from '@mantine/core'
import '@mantine/core/styles/baseline.layer.css'
import '@mantine/core/styles/global.layer.css'
import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import './fonts.css'
import './theme.css'
import { queries } from './api.ts'
import { Toasts } from './kit/toast.tsx'
import { theme } from './theme.ts'

// The variables are written by the provider anyway; their default sheet would be 3 KB more of the first load.
export function Ground({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} forceColorScheme="light" deduplicateCssVariables={false}>
      <QueryClientProvider client={queries}>
        {children}
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  )
}
