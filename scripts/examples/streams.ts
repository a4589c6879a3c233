/** Flows that begin with a stream, whose sender asks for no answer: MQTT, TCP, a file that grows. */
import type { Canvas } from './canvas'
import { atStart, broker, catching, change, courier, debug, inject, notTakenIn, onlyResolutions, parseJson, set, sourceAction, watchdog } from './nodes'
import type { FileSource, MqttSource, Source, TcpSource } from './source'

/** Draws all that comes behind an event; `x` is where the watchdog is. */
const drawFrom = (canvas: Canvas, { preset, name, sample }: Source, from: string, x: number): void => {
  const dog = canvas.add('alert-watchdog', [x, 140], watchdog(preset, name), 3)
  const act = canvas.add('webhook-action', [x + 400, 140], sourceAction(1))
  const dispatch = canvas.add('debug', [x + 620, 140], debug('Dispatch', 'dispatch'), 0)
  const { topic } = sample
  const example = canvas.add('inject', [x - 180, 200], inject(sample.name, sample.event, topic === undefined ? {} : { topic }))
  const resolutions = canvas.add('sieve', [x + 200, 200], onlyResolutions(1))
  canvas.line(from, dog, act, dispatch)
  canvas.wire(example, dog)
  canvas.wire(dog, resolutions, 1)
  canvas.wire(resolutions, act)

  const failed = canvas.add('catch', [150, 340], catching('not delivered'))
  const why = canvas.add('debug', [370, 340], debug('why', 'error'), 0)
  const lost = canvas.add('sieve', [370, 400], notTakenIn)
  const takeBack = canvas.add('change', [570, 400], change('take it back', set('reset', 'true', 'bool')))
  const back = canvas.link([[715, 400]], [x - 125, 240], 'take it back')
  canvas.wire(failed, why)
  canvas.line(failed, lost, takeBack, back.outs[0] ?? '')
  canvas.wire(back.into, dog)
  canvas.config(courier)
}

export const drawMqtt = (canvas: Canvas, source: MqttSource): void => {
  const from = canvas.add('mqtt in', [170, 140], {
    name: '',
    topic: source.topic,
    qos: '1',
    datatype: 'auto-detect',
    broker: broker.id,
    nl: false,
    rap: true,
    rh: 0,
    inputs: 0
  })
  drawFrom(canvas, source, from, 480)
  canvas.config(broker)
}

export const drawTcp = (canvas: Canvas, source: TcpSource): void => {
  const from = canvas.add('tcp in', [150, 140], {
    name: 'JSON lines',
    server: 'server',
    host: '',
    port: source.port,
    datamode: 'stream',
    datatype: 'utf8',
    newline: '\\n',
    topic: '',
    trim: false,
    base64: false,
    tls: ''
  })
  const json = canvas.add('json', [360, 140], parseJson)
  canvas.line(from, json)
  drawFrom(canvas, source, json, 600)
}

/** Runs in Node-RED's function node. */
const wholeLines = `// A piece of output ends anywhere, also inside a character: what is no whole line yet waits for its rest.
const piece = Buffer.isBuffer(msg.payload) ? msg.payload : Buffer.from(msg.payload);
const all = Buffer.concat([Buffer.from(context.get("rest") ?? []), piece]);
const end = all.lastIndexOf(10) + 1;
// No event is a megabyte long: that is another file.
context.set("rest", all.length - end > 1e6 ? undefined : all.subarray(end));
const lines = all.subarray(0, end).toString().split("\\n").filter((line) => line.trim() !== "");
return [lines.map((payload) => ({ payload }))];`

export const drawFile = (canvas: Canvas, source: FileSource): void => {
  const start = canvas.add('inject', [150, 140], atStart)
  // Core's "watch" tells only that a file has changed, and its "file in" reads all of it each time.
  const follow = canvas.add(
    'exec',
    [350, 140],
    {
      command: `tail -n 0 -F ${source.file}`,
      addpay: '',
      append: '',
      useSpawn: 'true',
      timer: '',
      winHide: false,
      oldrc: false,
      name: 'follow the file'
    },
    3
  )
  const lines = canvas.add('function', [560, 140], {
    name: 'whole lines',
    func: wholeLines,
    outputs: 1,
    timeout: 0,
    noerr: 0,
    initialize: '',
    finalize: '',
    libs: []
  })
  const json = canvas.add('json', [740, 140], parseJson)
  const said = canvas.add('debug', [560, 200], debug('tail says', 'payload'), 0)
  const pause = canvas.add('delay', [570, 260], {
    name: 'in 10 seconds',
    pauseType: 'delay',
    timeout: '10',
    timeoutUnits: 'seconds',
    rate: '1',
    nbRateUnits: '1',
    rateUnits: 'second',
    randomFirst: '1',
    randomLast: '5',
    randomUnits: 'seconds',
    drop: false,
    allowrate: false,
    outputs: 1
  })
  const again = canvas.link([[695, 260]], [235, 200], 'follow again')
  canvas.line(start, follow, lines, json)
  canvas.wire(follow, said, 1)
  canvas.wire(follow, pause, 2)
  canvas.line(pause, again.outs[0] ?? '')
  canvas.wire(again.into, follow)
  drawFrom(canvas, source, json, 960)
}
