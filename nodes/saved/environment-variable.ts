/**
 * Whether a saved text is the name of an environment variable, whole: Node-RED puts its value there when a flow starts, and
 * leaves the text as it is where it has none.
 */
export const isEnvironmentVariable = (saved: string): boolean => /^\$(?:\{[^}\s]+\}|\([^)\s]+\))$/.test(saved)
