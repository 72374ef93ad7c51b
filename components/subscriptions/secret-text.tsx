import { CopyIcon } from '../copy/copy-icon.tsx'
import classes from './secret-text.module.css'

/** A secret in full, to be copied. Rendered only where somebody asked for it. */
export function SecretText({ secret, what = 'secret' }: { secret: string; what?: string }) {
  return (
    <div className={classes.secret}>
      <code className={classes.text}>{secret}</code>
      <CopyIcon value={secret} what={what} size={26} />
    </div>
  )
}

/** In the place of a secret that nobody asked for. */
export function MaskedSecret() {
  return (
    <div className={classes.secret}>
      <span className={classes.text} role="img" aria-label="A hidden secret">
        whsec_{'•'.repeat(24)}
      </span>
    </div>
  )
}
