// Which columns there is room for, and whether the page is going to paper (then: all rows and all columns).
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useMediaQuery } from '@mantine/hooks'

export type Width = 'phone' | 'tablet' | 'desktop'

export function useWidth(): Width {
  const phone = useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false })
  const tablet = useMediaQuery('(max-width: 1023px)', undefined, { getInitialValueInEffect: false })
  return phone ? 'phone' : tablet ? 'tablet' : 'desktop'
}

export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    // The browser takes the page as it stands when this handler returns, so the rows must be drawn before.
    const before = () => flushSync(() => setPrinting(true))
    const after = () => setPrinting(false)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
  return printing
}
