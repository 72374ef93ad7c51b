import { CodeBlock } from '../code/code-block.tsx'
import { Section } from '../page/section.tsx'
import classes from './docs.module.css'
import { FieldTable } from './field-table.tsx'
import { Prose } from './prose.tsx'
import type { ReferenceOperation } from './reference.ts'

/** All calls about one noun. Rendered on the server: a browser loads neither the document nor a viewer of it. */
export function ApiReference({ operations }: { operations: ReferenceOperation[] }) {
  return (
    <div className={classes.operations}>
      {operations.map((operation) => (
        <div key={operation.id} id={operation.id}>
          <Section title={operation.summary} description={<Prose text={operation.description} />}>
            <div className={classes.operation}>
              <div className={classes.call}>
                <span className={classes.method}>{operation.method}</span>
                {operation.path}
              </div>
              <CodeBlock text={operation.curl} label={`Command: ${operation.summary}`} language="bash" />
              <FieldTable caption={`Parameters of ${operation.id}`} fields={operation.parameters} showNeeded />
              <FieldTable caption={`Body of ${operation.id}`} fields={operation.body} showNeeded />
              <FieldTable caption={`Answer of ${operation.id}, ${operation.answerStatus}`} fields={operation.answer} />
            </div>
          </Section>
        </div>
      ))}
    </div>
  )
}
