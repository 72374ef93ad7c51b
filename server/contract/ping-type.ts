/** Of the requests that a check of a receiver sends; they are no deliveries. */
export const pingType = 'postrider.ping'
