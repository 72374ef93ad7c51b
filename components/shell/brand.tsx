import classes from './brand.module.css'

/** A post horn's bell, reduced to three strokes: a message on its way out. */
export function BrandMark({ size = 22 }: { size?: number }) {
  return (
    <svg className={classes.mark} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6.5" fill="var(--accent)" />
      <path
        d="M6.6 15.4V8.6h4.1a2.4 2.4 0 0 1 0 4.8H6.6M14.6 8.7a4.9 4.9 0 0 1 0 6.6M17 6.6a7.9 7.9 0 0 1 0 10.8"
        fill="none"
        stroke="#fff"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}

export function Brand() {
  return (
    <span className={classes.brand}>
      <BrandMark />
      Postrider
    </span>
  )
}
