// Only one way to read each digit: were there two, 100,000 digits and a letter would be tried for minutes.
const decimal = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*$/

/**
 * Reads a value as a decimal number, as Cyphon's number rules do: `" 10 "`, `"1e1"`, `7.5` and `-3` count; `""`,
 * `null`, `"1foobar"`, `"0x10"`, `"1,000"`, booleans, lists and objects do not. JavaScript's own `Number()` would
 * take most of those for 0, 1 or 16.
 *
 * @returns the number, or NaN, which compares false with everything
 */
export const readDecimal = (value: unknown): number => {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'string' && decimal.test(value) ? Number(value) : NaN
}
