/**
 * Makes a validator out of a check that answers `true` or says what is wrong.
 *
 * Node-RED takes a reason only from a function that declares two parameters.
 * Source: https://nodered.org/docs/creating-nodes/properties#property-validators
 */
export const inWords = <Properties>(
  check: (this: EditorNode<Properties>, value: unknown) => Verdict
): Validate<Properties> =>
  function (value, options) {
    const verdict = check.call(this, value)
    return typeof verdict === 'string' && options.label !== undefined ? `${options.label}: ${verdict}` : verdict
  }
