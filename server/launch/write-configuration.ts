import { writeFileSync } from 'node:fs'
import { configurationDocument, configurationFile } from './configuration-document.ts'

writeFileSync(configurationFile, configurationDocument())
