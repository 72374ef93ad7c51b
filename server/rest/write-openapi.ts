import { mkdir, writeFile } from 'node:fs/promises'
import { openApiText } from './openapi-document.ts'

/** `npm run openapi`: writes docs/openapi.json, which is committed; a test checks that it is up to date. */
const docs = new URL('../../docs/', import.meta.url)
await mkdir(docs, { recursive: true })
await writeFile(new URL('openapi.json', docs), openApiText())
