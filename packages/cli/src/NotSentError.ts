/** The portal could not be reached, or did not take what was sent. */
export class NotSentError extends Error {}
