import { useViewer } from '../session/viewer.tsx'
import classes from './brand.module.css'
import { Brand } from './brand.tsx'

/** Our name, or the logo of the product that the portal is embedded in. */
export function ShellBrand() {
  const { embedded, name } = useViewer()
  const logo = embedded?.theme?.logo
  if (!logo) return <Brand />
  // biome-ignore lint/performance/noImgElement: a data URL of at most 64 KiB, nothing for an image optimiser to do
  return <img className={classes.logo} src={logo} alt={name} />
}
