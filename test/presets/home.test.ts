import { atBroker, type Broker, connectTo, Example, freeTcp, startBroker } from './example'
import type { Shown } from './posted'

const overMqtt = (preset: string, title: string, tell: (example: Example, publish: (topic: string, message: unknown) => Promise<void>) => Promise<void>): void => {
  describe(`The preset ${preset}, in its example`, () => {
    let broker: Broker
    let example: Example

    before(async () => {
      broker = await startBroker()
      example = await Example.start(preset, atBroker(broker))
      await broker.listened
    })

    after(async () => {
      await example.end()
      // Node-RED lets go of its broker first.
      await example.nodeRed.deploy([])
      await broker.close()
    })

    it(title, () => tell(example, (topic, message) => broker.publish(topic, typeof message === 'string' ? message : JSON.stringify(message))))
  })
}

overMqtt('zigbee2mqtt', 'posts a leak once and its end, by the device in the topic, and nothing that is no danger', async (example, publish) => {
  const leak: Shown = { title: 'cellar/leak: water leak', level: 'CRITICAL', source: 'Zigbee2MQTT' }
  await publish('zigbee2mqtt/bridge/state', { state: 'online' })
  await publish('zigbee2mqtt/cellar/leak/availability', 'online')
  await publish('zigbee2mqtt/cellar/leak', { battery: 99, water_leak: false, tamper: false })
  await publish('zigbee2mqtt/lamp', { state: 'ON', brightness: 200 })
  await publish('zigbee2mqtt/cellar/leak', { battery: 99, water_leak: true, tamper: false })
  await example.posts([leak])
  await publish('zigbee2mqtt/cellar/leak', { battery: '98.00', water_leak: true, tamper: false })
  await publish('zigbee2mqtt/cellar/leak', { battery: 98, water_leak: false, tamper: false })
  await example.posts([{ ...leak, status: 'DONE', incidents: 2 }])
  await publish('zigbee2mqtt/cellar/leak', { battery: 98, water_leak: false, tamper: false })
  await publish('zigbee2mqtt/attic', { smoke: true, tamper: false })
  await publish('zigbee2mqtt/door', { contact: true, tamper: true })
  await example.posts([
    { title: 'attic: smoke', level: 'CRITICAL', source: 'Zigbee2MQTT' },
    { title: 'door: tampered with', level: 'HIGH', source: 'Zigbee2MQTT' }
  ])
})

overMqtt('zigbee2mqtt', 'posts each danger that a device tells of, and the end of each', async (example, publish) => {
  const shown = (what: string, more: Partial<Shown> = {}): Shown => ({ title: `loft: ${what}`, level: 'CRITICAL', source: 'Zigbee2MQTT', ...more })
  await publish('zigbee2mqtt/loft', { smoke: true, carbon_monoxide: false, gas: false, tamper: false })
  await example.posts([shown('smoke')])
  await publish('zigbee2mqtt/loft', { smoke: true, carbon_monoxide: true, gas: false, tamper: true })
  await example.posts([shown('carbon monoxide'), shown('tampered with', { level: 'HIGH' })])
  await publish('zigbee2mqtt/loft', { smoke: false, carbon_monoxide: true, gas: true, tamper: true })
  await example.posts([shown('smoke', { status: 'DONE', incidents: 2 }), shown('gas')])
  await publish('zigbee2mqtt/loft', { smoke: false, carbon_monoxide: false, gas: true, tamper: true })
  await example.posts([shown('carbon monoxide', { status: 'DONE', incidents: 2 })])
})

overMqtt('frigate', 'posts a review once for each severity that it reaches, and its end', async (example, publish) => {
  const review = (type: string, id: string, severity: string, objects: readonly string[]): object => {
    const state = { id, camera: 'porch', start_time: 1795592400.25, end_time: type === 'end' ? 1795592460.5 : null, severity, data: { objects, zones: ['steps'] } }
    return { type, before: state, after: state }
  }
  const detection: Shown = { title: 'porch: cat', level: 'LOW', source: 'Frigate: porch' }
  const alert: Shown = { title: 'porch: cat person', level: 'HIGH', source: 'Frigate: porch' }
  await publish('frigate/reviews', review('new', 'r-1', 'detection', ['cat']))
  await example.posts([detection])
  await publish('frigate/reviews', review('update', 'r-1', 'detection', ['cat', 'cat']))
  await publish('frigate/reviews', review('update', 'r-1', 'alert', ['cat', 'person']))
  await publish('frigate/reviews', review('end', 'r-1', 'alert', ['cat', 'person']))
  await example.posts([alert, { ...alert, status: 'DONE' }])
  await publish('frigate/reviews', review('end', 'r-1', 'alert', ['cat', 'person']))
  await publish('frigate/reviews', 'no review')
  await publish('frigate/reviews', review('new', 'r-2', 'alert', ['car']))
  await example.posts([{ ...alert, title: 'porch: car' }])
})

overMqtt('sensor', 'posts a value that passes a limit once, and that it is well again only below the lower limit', async (example, publish) => {
  const topic = (name: string): string => `sensors/${name}/temperature`
  const shown = (name: string, value: string, level: Shown['level'], more: Partial<Shown> = {}): Shown => ({
    title: `${topic(name)} is at ${value}`,
    level,
    source: topic(name),
    ...more
  })
  await publish(topic('rack'), '71.5')
  await publish(topic('rack'), '82')
  await example.posts([shown('rack', '82', 'HIGH')])
  await publish(topic('rack'), '84.5')
  await publish(topic('rack'), '78')
  await publish(topic('rack'), '91')
  await example.posts([shown('rack', '91', 'CRITICAL')])
  await publish(topic('rack'), '74.9')
  await example.posts([shown('rack', '74.9', 'CRITICAL', { status: 'DONE' })])
  await publish(topic('rack'), '60')
  await publish(topic('rack'), 'offline')
  await publish(topic('oven'), { value: 95, unit: '°C' })
  await example.posts([shown('oven', '95', 'CRITICAL')])
})

overMqtt('sensor', 'keeps several sensors of one topic apart', async (example, publish) => {
  const topic = 'sensors/kitchen/temperature'
  const of = (which: string, value: number, level: Shown['level']): Shown => ({ title: `${topic}, ${which} is at ${value}`, level, source: topic })
  await publish(topic, { name: 'oven', value: 95 })
  await publish(topic, { name: 'hob', value: 95 })
  await publish(topic, { id: 7, value: 82 })
  await publish(topic, { sensor: 'a', value: 95 })
  await publish(topic, { device: 'b', value: 20 })
  await example.posts([of('oven', 95, 'CRITICAL'), of('hob', 95, 'CRITICAL'), of('7', 82, 'HIGH'), of('a', 95, 'CRITICAL')])
  await publish(topic, { name: 'oven', value: 20 })
  await example.posts([{ ...of('oven', 20, 'CRITICAL'), status: 'DONE' }])
})

describe('The preset homeassistant, in its example', () => {
  let example: Example

  before(async () => {
    example = await Example.start('homeassistant')
  })

  after(() => example.end())

  it('posts a danger once and its end, by the rest_command and by an event of the API, and no other devices', async () => {
    const state = (entity_id: string, now: string, device_class: string, friendly_name: string): object => ({
      entity_id,
      state: now,
      last_changed: '2026-11-25T07:50:00.000000+00:00',
      attributes: { friendly_name, device_class }
    })
    const command = (...args: Parameters<typeof state>): object => ({ entity_id: args[0], to_state: state(...args) })
    const event = (...args: Parameters<typeof state>): object => ({
      id: 18,
      type: 'event',
      event: { event_type: 'state_changed', data: { entity_id: args[0], old_state: null, new_state: state(...args) }, time_fired: '2026-11-25T07:50:00.1+00:00' }
    })
    const leak: Shown = { title: 'Cellar: moisture on', level: 'CRITICAL', source: 'Home Assistant' }
    await example.sends(command('binary_sensor.cellar', 'on', 'moisture', 'Cellar'), [leak])
    await example.sends(event('binary_sensor.cellar', 'on', 'moisture', 'Cellar'))
    await example.sends(command('binary_sensor.cellar', 'unavailable', 'moisture', 'Cellar'))
    await example.sends(command('binary_sensor.cellar', 'off', 'moisture', 'Cellar'), [{ ...leak, title: 'Cellar: moisture off', status: 'DONE', incidents: 2 }])
    await example.sends(command('binary_sensor.cellar', 'off', 'moisture', 'Cellar'))
    await example.sends(event('binary_sensor.hall', 'on', 'motion', 'Hall'))
    await example.sends(event('binary_sensor.pump', 'on', 'problem', 'Pump'), [{ title: 'Pump: problem on', level: 'HIGH', source: 'Home Assistant' }])
  })
})

describe('The preset syslog, in its example', () => {
  let example: Example
  let port: number

  before(async () => {
    const tcp = await freeTcp()
    port = tcp.port
    example = await Example.start('syslog', tcp.change)
  })

  after(() => example.end())

  it('posts each message once, whatever its numbers, of each program on each host, and no info', async () => {
    const line = (severity: string, message: string, more: object = {}): string =>
      `${JSON.stringify({
        timestamp: '2026-11-25T08:55:00.1+01:00',
        hostname: 'mail-1',
        app_name: 'smtpd',
        process_id: '71',
        facility: 'mail',
        severity,
        message,
        ...more
      })}\n`
    const shown = (title: string, level: Shown['level'], source = 'syslog on mail-1'): Shown => ({ title, level, source })
    const socket = await connectTo(port)
    const lines = [
      line('3', 'error 12 of queue 7'),
      line('3', 'error 13 of queue 9'),
      line('6', 'connect from 192.0.2.1'),
      line('4', 'queue is slow'),
      line('3', 'error 12 of queue 7', { hostname: 'mail-2' }),
      line('err', 'error 12 of queue 7', { app_name: 'imapd' })
    ].join('')
    // A connection hands on bytes, not lines.
    socket.write(lines.slice(0, 50))
    socket.write(lines.slice(50))
    await example.posts([
      shown('smtpd: error 12 of queue 7', 'HIGH'),
      shown('smtpd: queue is slow', 'MEDIUM'),
      shown('smtpd: error 12 of queue 7', 'HIGH', 'syslog on mail-2'),
      shown('imapd: error 12 of queue 7', 'HIGH')
    ])
    const journal = { PRIORITY: '2', MESSAGE: 'Out of memory', SYSLOG_IDENTIFIER: 'kernel', _HOSTNAME: 'db-1', __REALTIME_TIMESTAMP: '1795593300000000' }
    socket.end(`${JSON.stringify(journal)}\n`)
    await example.posts([shown('kernel: Out of memory', 'CRITICAL', 'syslog on db-1')])
  })
})
