import type { NodeAPI } from 'node-red'
import type { SavedSettings } from '../mattermost/settings'
import { readText } from '../saved/text'
import { nodeOf } from './node-of'

/** The core `tls-config` node. */
interface TlsNode {
  readonly type?: unknown
  readonly valid?: boolean
  readonly addTLSOptions?: (options: object) => object
}

/** The core `http proxy` node. */
interface ProxyNode {
  readonly type?: unknown
  readonly url?: unknown
  readonly noproxy?: unknown
  readonly credentials?: { readonly username?: string; readonly password?: string }
}

/** What a core `tls-config` node says. */
export const tlsOf = (RED: NodeAPI, id: unknown): SavedSettings['tls'] => {
  if (id === undefined || id === '') return {}
  const node = nodeOf(RED, id) as TlsNode | undefined
  if (node?.type !== 'tls-config' || typeof node.addTLSOptions !== 'function') return 'missing'
  return node.valid === false ? 'invalid' : node.addTLSOptions({})
}

/** What a core `http proxy` node says. */
export const proxyOf = (RED: NodeAPI, id: unknown): SavedSettings['proxy'] => {
  if (id === undefined || id === '') return undefined
  const node = nodeOf(RED, id) as ProxyNode | undefined
  // Another node with an address and a login would give both away.
  if (node?.type !== 'http proxy') return 'missing'
  const { username = '', password = '' } = node.credentials ?? {}
  return { url: readText(node.url), username, password, except: Array.isArray(node.noproxy) ? node.noproxy.map(String) : [] }
}
