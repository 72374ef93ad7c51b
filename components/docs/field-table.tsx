import classes from './docs.module.css'
import { Prose } from './prose.tsx'
import type { Field } from './reference.ts'

/** What scrolls must be reachable by keyboard (WCAG 2.1.1). */
const reachableByKeyboard = { tabIndex: 0 }

/** Fields with their type and meaning; nothing where there are none. */
export function FieldTable({ caption, fields, showNeeded }: { caption: string; fields: Field[]; showNeeded?: true }) {
  if (fields.length === 0) return null
  return (
    <>
      <h3 className={classes.caption}>{caption}</h3>
      <section className={`${classes.table} ${classes.fields}`} aria-label={caption} {...reachableByKeyboard}>
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Type</th>
              <th scope="col">Meaning</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(({ name, type, description, isRequired }) => (
              <tr key={name}>
                <td className={classes.name}>
                  {name}
                  {showNeeded && isRequired && <span className={classes.needed}>required</span>}
                </td>
                <td className={classes.type}>{type}</td>
                <td>
                  <Prose text={description} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}
