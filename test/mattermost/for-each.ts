import assert from 'node:assert/strict'

/** Tells every value for which a check fails, not only the first. */
export const forEach = (some: readonly string[], check: (value: string) => void): void => {
  const failed: string[] = []
  for (const value of some) {
    try {
      check(value)
    } catch (error) {
      failed.push(`${JSON.stringify(value)}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  if (failed.length > 0) assert.fail(`${failed.length} values:\n${failed.slice(0, 10).join('\n')}`)
}
