import { CopyIcon } from '../copy/copy-icon.tsx'
import classes from './headers-table.module.css'
import { visibleControls } from './pretty-json.ts'

/** HTTP headers by name; one that came several times has a row for each. */
export function HeadersTable({ headers, label }: { headers: Record<string, string | string[]>; label: string }) {
  const rows = Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((text, index) => ({ key: `${name} ${index}`, name, text })),
  )
  const asText = rows.map(({ name, text }) => `${name}: ${text}`).join('\n')
  return (
    <div className={classes.frame}>
      <table className={classes.headers} aria-label={label}>
        <tbody>
          {rows.map(({ key, name, text }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{visibleControls(text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <span className={classes.copy}>
        <CopyIcon value={asText} what={label.toLowerCase()} />
      </span>
    </div>
  )
}
