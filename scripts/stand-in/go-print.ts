import type { Json } from './post'

/** Go's `%v` of a float64: the fewest digits, with an exponent below 1e-4 and from 1e6 on, which has two digits. */
const printNumber = (value: number): string => {
  if (Object.is(value, -0)) return '-0'
  if (value === 0) return '0'
  const [mantissa = '', exponentText = ''] = value.toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent >= 6 || exponent < -4) {
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
  }
  return String(value) // JavaScript writes no exponent between 1e-7 and 1e21
}

/**
 * Go's `fmt.Sprintf("%v", value)` of decoded JSON, as Mattermost stores a field's value that is not text
 * ("Mattermost 11.6 model/slack_attachment.go", `StringifySlackFieldValue`): `12345678901` becomes
 * `1.2345678901e+10`, `{"a":1}` becomes `map[a:1]`.
 */
export const goPrint = (value: Json): string => {
  if (value === null) return '<nil>'
  if (typeof value === 'string') return value
  if (typeof value === 'number') return printNumber(value)
  if (typeof value === 'boolean') return String(value)
  if (isList(value)) return `[${value.map(goPrint).join(' ')}]`
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[${entries.map(([key, each]) => `${key}:${goPrint(each)}`).join(' ')}]`
}

/** Whether a JSON value is a list; `Array.isArray` forgets the type of a readonly one's elements. */
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)
