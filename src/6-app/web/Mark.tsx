/** The product's mark: a road that runs on. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 48 48" aria-hidden="true">
      <rect width="48" height="48" rx="11" fill="var(--teal)" />
      <path d="M15 41C15 31 33 30 33 21S22 15 22 7" fill="none" stroke="#fff" strokeWidth="7.5" strokeLinecap="round" />
      <path d="M15 41C15 31 33 30 33 21S22 15 22 7" fill="none" stroke="var(--teal)" strokeWidth="1.6" strokeDasharray="3.6 3.2" strokeLinecap="round" />
    </svg>
  )
}
