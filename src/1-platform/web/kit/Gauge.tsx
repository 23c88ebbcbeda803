/** Where a share stands against its target: a bar with a mark. `label` says it in words. `behind` is the owner's verdict, for rules other than "at least". */
import styles from './Gauge.module.css'

export interface GaugeProps { part: number; whole: number; target?: number; behind?: boolean; label: string }

export function Gauge({ part, whole, target, behind = target !== undefined && whole > 0 && part < target * whole - 1e-9, label }: GaugeProps) {
  const at = whole === 0 ? 0 : Math.min(1, part / whole)
  return (
    <span className={styles.gauge} role="img" aria-label={label}>
      <span className={styles.fill} data-behind={behind || undefined} style={{ width: `${at * 100}%` }} />
      {target !== undefined && <span className={styles.mark} style={{ left: `${Math.min(1, target) * 100}%` }} />}
    </span>
  )
}
