/** A message of a flow, as far as an action looks at it. */
export type FlowMessage = Readonly<Record<string, unknown>>
