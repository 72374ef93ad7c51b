import classes from './docs.module.css'

/** The sections of a long page: above it, and beside it where there is room. `sections`: id and title, in their order. */
export function Contents({ sections }: { sections: readonly (readonly [id: string, title: string])[] }) {
  return (
    <nav className={classes.contents} aria-label="On this page">
      <ul>
        {sections.map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
