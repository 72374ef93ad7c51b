import { Text } from '@mantine/core'
import { type SchemaField, schemaFields } from './schema-fields.ts'
import classes from './schema-tree.module.css'

/** The fields of a schema, each with its type, whether it must be there, and what else holds. */
export function SchemaTree({ schema }: { schema: unknown }) {
  const fields = schemaFields(schema)
  if (fields.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        It names no fields.
      </Text>
    )
  }
  return (
    <ul className={classes.tree} aria-label="Fields">
      {fields.map((field) => (
        <li key={field.path} className={classes.field} style={{ paddingLeft: 14 + field.depth * 18 }}>
          <FieldLine field={field} />
        </li>
      ))}
    </ul>
  )
}

function FieldLine({ field }: { field: SchemaField }) {
  return (
    <>
      <span className={classes.head}>
        <code className={classes.name}>{field.name}</code>
        <span className={classes.type}>{field.type}</span>
        {field.isRequired && <span className={classes.required}>required</span>}
      </span>
      {field.description && <span className={classes.description}>{field.description}</span>}
      {field.rules.length > 0 && <span className={classes.rules}>{field.rules.join(' · ')}</span>}
    </>
  )
}
