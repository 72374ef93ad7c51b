import { Button } from '@mantine/core'
import classes from './logo-preview.module.css'

/** The logo as an image, which runs no script of it. */
export function LogoPreview({ src, onRemove }: { src: string; onRemove: () => void }) {
  return (
    <div className={classes.preview}>
      {/* biome-ignore lint/performance/noImgElement: a data URL has nothing to optimise */}
      <img className={classes.image} src={src} alt="The logo" />
      <Button variant="default" size="compact-xs" onClick={onRemove}>
        Remove the logo
      </Button>
    </div>
  )
}
