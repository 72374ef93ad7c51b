/** Every subscription of a benchmark signs with it. */
export const benchSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo='
