// Where the browser starts.
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { Ground } from '#web/Ground.tsx'
import { router } from './router.tsx'

createRoot(document.getElementById('root')!).render(
  <Ground>
    <RouterProvider router={router} />
  </Ground>,
)
