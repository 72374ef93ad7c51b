import classes from './docs.module.css'

/** Text of the API's document, whose names stand between backticks. */
export function Prose({ text }: { text: string }) {
  return text.split('`').map((part, index) => {
    // Equal parts stand at different places.
    const key = `${index}:${part}`
    return index % 2 === 1 ? (
      <code key={key} className={classes.code}>
        {part}
      </code>
    ) : (
      <span key={key}>{part}</span>
    )
  })
}
