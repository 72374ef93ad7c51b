import { type Environment, mistypedVariables, readEnvironment } from '../platform/env.ts'

/**
 * The environment of a command that somebody started, with a warning for each variable that looks like one of ours: without its
 * DATABASE_URL the command would quietly take the embedded database. Throws as `readEnvironment` does.
 */
export function readSettings(): Environment {
  for (const { given, meant } of mistypedVariables()) {
    console.warn(`Warning: ${given} is no setting; did you mean ${meant}?`)
  }
  return readEnvironment()
}
