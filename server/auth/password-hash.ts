import { type Algorithm, hash, verify } from '@node-rs/argon2'

/** Argon2id with the parameters OWASP recommends (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const settings = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), settings)
}

/** Made once; no password fits it in practice. Checked where there is nobody, so that it takes as long as where there is. */
let nobody: Promise<string> | undefined

/** `hashed` null: nobody, or somebody without a password; takes as long and answers false. */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  nobody ??= hashPassword(crypto.randomUUID())
  const isRight = await verify(hashed ?? (await nobody), password.normalize('NFKC'))
  return isRight && hashed !== null
}
