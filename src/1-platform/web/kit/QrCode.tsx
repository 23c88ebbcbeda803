// A QR code as one path, black on white with its quiet zone, whatever the ground is. `label` says what scanning it does.
import qrcode from 'qrcode-generator'
import { useMemo } from 'react'

const quiet = 4

export function QrCode({ value, label, size = 208 }: { value: string; label: string; size?: number }) {
  const { modules, path } = useMemo(() => {
    const code = qrcode(0, 'M')
    code.addData(value, 'Byte')
    code.make()
    const count = code.getModuleCount()
    const dark = Array.from({ length: count * count }, (_, i) => i).filter((i) => code.isDark(Math.floor(i / count), i % count))
    return { modules: count + 2 * quiet, path: dark.map((i) => `M${i % count + quiet} ${Math.floor(i / count) + quiet}h1v1h-1z`).join('') }
  }, [value])
  return (
    <svg role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${modules} ${modules}`} shapeRendering="crispEdges">
      <rect width={modules} height={modules} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
