import { readAuthSecret } from '../auth/auth-secret.ts'
import { createOutboundPolicy } from '../outbound/outbound-policy.ts'
