import type { Level } from './level.ts'

const heights = [28, 52, 76, 100]

/** Four bars, `level` of them lit. The count carries the meaning, colour only supports it: a single lit bar is amber. */
export function Bars({ level }: { level: Level }) {
  const lit = level === 1 ? 'var(--sb-wait)' : 'currentColor'
  return (
    <svg data-standby="connection-quality-bars" viewBox="0 0 124 100" aria-hidden="true">
      {heights.map((height, index) => (
        <rect
          key={height}
          x={index * 33}
          y={100 - height}
          width={25}
          height={height}
          rx={6}
          fill={index < level ? lit : 'var(--sb-unlit)'}
        />
      ))}
    </svg>
  )
}
