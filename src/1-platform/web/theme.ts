// The look: paper ground, ink and deep teal, red only for what is behind. Colours are chosen against the ground they
// stand on (WCAG AA, 4.5:1 for text); the custom properties stand in theme.css for the kit's own styles.
import { createTheme, type MantineColorsTuple } from '@mantine/core'

const teal: MantineColorsTuple = ['#eef6f5', '#d9eae8', '#b2d5d2', '#86bdb9', '#5fa6a2', '#3b8e8b', '#1f7776', '#0d6064', '#0a4f54', '#073d42']
const red: MantineColorsTuple = ['#fdf1ef', '#f9dfdb', '#f0bbb4', '#e59388', '#d96c5f', '#ca4a3c', '#b83428', '#a12a20', '#85221a', '#691a14']

export const theme = createTheme({
  colors: { teal, red },
  primaryColor: 'teal',
  primaryShade: 7,
  fontFamily: "'Be Vietnam Pro', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontWeights: { regular: '400', medium: '600', bold: '600' },
  headings: { fontFamily: "'Be Vietnam Pro', system-ui, sans-serif", fontWeight: '600' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  black: '#14272b',
})
