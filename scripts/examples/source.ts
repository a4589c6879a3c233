/** A tool whose events become alerts, as an example shows it. */
interface Tool {
  /** Two digits: the place in the list of examples. */
  readonly number: string
  /** As people call it. */
  readonly name: string
  readonly preset: string
  /** In a few words: what has to be done. */
  readonly hint: string
  /** How the tool is told to send its events here, as Markdown. */
  readonly setUp: string
  /** An event to try it with. */
  readonly sample: { readonly name: string; readonly event: unknown; readonly topic?: string }
}

export interface HttpSource extends Tool {
  readonly kind: 'http'
  readonly path: string
}

export interface MqttSource extends Tool {
  readonly kind: 'mqtt'
  readonly topic: string
}

export interface TcpSource extends Tool {
  readonly kind: 'tcp'
  readonly port: string
}

export interface FileSource extends Tool {
  readonly kind: 'file'
  readonly file: string
}

export type Source = HttpSource | MqttSource | TcpSource | FileSource
