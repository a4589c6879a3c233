/** Flows that begin with a request, which is answered once the alerts in it are safe. */
import { presets } from '../../nodes/watchdog/preset'
import type { Canvas, Place } from './canvas'
import {
  sourceAction,
  catching,
  change,
  choose,
  complete,
  courier,
  debug,
  httpIn,
  httpResponse,
  inject,
  joinAll,
  notTakenIn,
  onlyResolutions,
  parseJson,
  set,
  watchdog,
  without
} from './nodes'
import type { HttpSource } from './source'

/** What else can be done with a request before the watchdog sees it. */
export interface Request {
  /** The node that the event comes from, parsed. */
  readonly event: string
  readonly watchdog: string
  /** Where a node between the two is. */
  readonly between: Place
  /** A row below all others. */
  readonly below: number
}

/**
 * Draws a flow from a request to Mattermost and back to the sender. Every request is answered exactly once: 200 when all
 * of its alerts are safe or nothing for us, 400 for what is no JSON, 503 where an alert was not taken in, so that the sender
 * tries again; the watchdog takes such an alert back, for else the second try would be a repeat.
 */
export const drawHttp = (canvas: Canvas, source: HttpSource, detour?: (canvas: Canvas, request: Request) => void): void => {
  const { preset, name, path, sample } = source
  const right = detour === undefined ? 0 : 220
  const splits = (presets[preset]?.split ?? '') !== ''

  const request = canvas.add('http in', [170, 140], httpIn(path))
  const json = canvas.add('json', [390, 140], parseJson)
  const dog = canvas.add('alert-watchdog', [600 + right, 140], watchdog(preset, name), 3)
  const act = canvas.add('webhook-action', [1000 + right, 140], sourceAction(2), 2)
  const dispatch = canvas.add('debug', [1220 + right, 140], debug('Dispatch', 'dispatch'), 0)
  const example = canvas.add('inject', [170, 200], inject(sample.name, sample.event))
  const resolutions = canvas.add('sieve', [800 + right, 200], onlyResolutions(2), 2)
  const taken = canvas.link([[1165 + right, 200]], [95, 320], 'all is well')
  const wellOut = taken.outs[0] ?? ''

  // What a Complete node puts into a message would have the join node send what it has.
  const well = splits ? [set('payload', '200', 'num'), without('complete')] : [set('statusCode', '200', 'num'), set('payload', '', 'str')]
  const ok = canvas.add('change', [460, 320], change('200', ...well))
  // An action that is switched off completes a message, and sends it nowhere.
  const ended = canvas.add('complete', [150, 380], complete('done', [act]))
  const off = canvas.add('switch', [310, 380], choose('switched off', 'dispatch', { t: 'null' }))
  const first = canvas.add('switch', [650, 320], choose('not answered yet', 'res._res.headersSent', { t: 'false' }))
  const answer = canvas.add('http response', [splits ? 1260 : 850, 320], httpResponse, 0)
  canvas.line(request, json)
  canvas.line(dog, act, dispatch)
  canvas.wire(example, dog)
  canvas.wire(dog, resolutions, 1)
  canvas.wire(dog, wellOut, 2)
  canvas.wire(resolutions, act)
  canvas.wire(resolutions, wellOut, 1)
  canvas.wire(act, wellOut, 1)
  canvas.line(taken.into, ok, first)
  canvas.line(ended, off, ok)
  if (splits) {
    const all = canvas.add('join', [850, 320], joinAll)
    const worst = canvas.add('change', [1060, 320], change('the worst counts', set('statusCode', '$max(payload)', 'jsonata'), set('payload', '', 'str')))
    canvas.line(first, all, worst, answer)
  } else canvas.line(first, answer)

  const why = canvas.add('debug', [370, 500], debug('why', 'error'), 0)
  const unread = canvas.add('catch', [150, 440], catching('not understood', [json, dog]))
  const refuse = canvas.add('change', [370, 440], change('400 or 503', set('statusCode', 'error.source.type = "json" ? 400 : 503', 'jsonata'), set('payload', '', 'str')))
  const refused = canvas.add('http response', [570, 440], httpResponse, 0)
  canvas.line(unread, refuse, refused)
  canvas.wire(unread, why)

  const failed = canvas.add('catch', [150, 560], catching('not delivered'))
  const lost = canvas.add('sieve', [370, 560], notTakenIn)
  const takeBack = canvas.add('change', [570, 560], change('take it back', set('reset', 'true', 'bool')))
  const ill = splits ? [set('payload', '503', 'num')] : [set('statusCode', '503', 'num'), set('payload', '', 'str')]
  const again = canvas.add('change', [570, 620], change('503', ...ill))
  const back = canvas.link([[715, 560]], [475 + right, 240], 'take it back')
  const retry = canvas.link([[715, 620]], [535, 380], 'try again')
  canvas.wire(failed, why)
  canvas.line(failed, lost, takeBack, back.outs[0] ?? '')
  canvas.line(lost, again, retry.outs[0] ?? '')
  canvas.wire(back.into, dog)
  canvas.wire(retry.into, first)

  if (detour === undefined) canvas.wire(json, dog)
  else detour(canvas, { event: json, watchdog: dog, between: [600, 140], below: 720 })
  canvas.config(courier)
}
