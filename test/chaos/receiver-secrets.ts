/** Subscriptions sign with the first; a rotation brings the second. */
export const receiverSecrets = [
  'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
  'whsec_C2FVsBQIhrscChlQIMV0b5sSYspob7oDC2FVsBQIhrs=',
] as const
