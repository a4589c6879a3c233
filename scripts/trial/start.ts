import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { splitWebhookUrl } from '../../nodes/mattermost/endpoint'
import { StandIn } from '../stand-in/stand-in'
import { freePort } from './free-port'
import { NodeRed } from './node-red'
import { deliverOnce, watched } from './once'
import { installInto, pack } from './package'
import { pointedAt, readExample } from './quick-start'

/** Where the editor and the channel are looked for first. */
const editorPort = 1880
const channelPort = 8065

const say = (text: string): void => void process.stderr.write(`${text}\n`)

const untilStopped = (nodeRed: NodeRed): Promise<'asked' | 'died'> =>
  new Promise((answer) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => answer('asked'))
    void nodeRed.ended.then(() => answer('died'))
  })

/**
 * Starts Node-RED with the package installed as a user would have it, the quick-start flow deployed, and a stand-in
 * for Mattermost, or the server that MATTERMOST_WEBHOOK_URL names.
 *
 * @param args `--once`: send the quick-start event, print what came of it and end
 * @returns the exit code
 */
export const start = async (args: readonly string[]): Promise<number> => {
  const once = args.includes('--once')
  const unknown = args.filter((arg) => arg !== '--once')
  if (unknown.length > 0) {
    say(`There is no option ${unknown.join(' ')}; there is --once`)
    return 1
  }
  const given = process.env.MATTERMOST_WEBHOOK_URL ?? ''
  const outside = splitWebhookUrl(given)
  if (given !== '' && outside === undefined) {
    say('MATTERMOST_WEBHOOK_URL is not a webhook URL: it should look like https://mattermost.example.com/hooks/…')
    return 1
  }

  const folder = mkdtempSync(join(tmpdir(), 'alert-courier-'))
  let standIn: StandIn | undefined
  let nodeRed: NodeRed | undefined
  try {
    const { server, key } = outside ?? (standIn = await StandIn.start({ port: await freePort(channelPort) }))
    say('Installing the package into a throwaway Node-RED …')
    await installInto(folder, await pack(folder))
    // The webhook's URL is a secret: Node-RED has no need of it in its environment.
    nodeRed = await NodeRed.start({ userDir: folder, port: editorPort, env: { MATTERMOST_WEBHOOK_URL: '' } })
    const quickStart = pointedAt(readExample('01 Quick start'), server, key)
    const flows = once ? watched(quickStart) : quickStart
    await nodeRed.deploy(flows)
    if (once) return await deliverOnce(nodeRed, flows, standIn)
    say('')
    say(`  Editor:   ${nodeRed.url}   click the button of the node "a Wazuh alert"`)
    say(`  Channel:  ${standIn === undefined ? server : standIn.pageUrl}   and see the alert arrive`)
    say('')
    say('  Stop with Ctrl-C; nothing is kept.')
    if ((await untilStopped(nodeRed)) === 'asked') return 0
    say(nodeRed.log)
    return 1
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return 1
  } finally {
    await nodeRed?.stop()
    await standIn?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
