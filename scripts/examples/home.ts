/** Logs, homes and sensors, and where their events arrive. */
import type { HttpSource, MqttSource, TcpSource } from './source'

export const syslog: TcpSource = {
  kind: 'tcp',
  number: '30',
  name: 'Syslog',
  preset: 'syslog',
  port: '5514',
  hint: 'Let rsyslog send JSON lines to this port',
  setUp: `In \`/etc/rsyslog.d/alert-courier.conf\` ([templates](https://www.rsyslog.com/doc/reference/templates/index.html),
[omfwd](https://www.rsyslog.com/doc/configuration/modules/omfwd.html)):

    template(name="AlertCourier" type="list" option.jsonf="on") {
      property(outname="timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")
      property(outname="hostname" name="hostname" format="jsonf")
      property(outname="app_name" name="programname" format="jsonf")
      property(outname="process_id" name="procid" format="jsonf")
      property(outname="facility" name="syslogfacility-text" format="jsonf")
      property(outname="severity" name="syslogseverity" format="jsonf")
      property(outname="message" name="msg" format="jsonf")
    }
    *.warning action(type="omfwd" target="nodered.example.com" port="5514" protocol="tcp"
                     template="AlertCourier" queue.type="LinkedList" action.resumeRetryCount="-1")

emerg, alert and crit are CRITICAL, err HIGH, warning MEDIUM, notice LOW; info and debug are no alerts. Messages of one program on one host that differ in
their numbers only are the same. The objects of \`journalctl -o json\` are understood too.`,
  sample: {
    name: 'an error',
    event: {
      timestamp: '2026-11-24T10:07:31.220114+01:00',
      hostname: 'mail-2',
      app_name: 'postfix/smtpd',
      process_id: '2214',
      facility: 'mail',
      severity: '3',
      message: 'error: open database /etc/postfix/virtual.db: No such file or directory'
    }
  }
}

export const homeAssistant: HttpSource = {
  kind: 'http',
  number: '40',
  name: 'Home Assistant',
  preset: 'homeassistant',
  path: '/alerts/home-assistant',
  hint: 'Add this rest_command and this automation to configuration.yaml',
  setUp: `In \`configuration.yaml\` ([rest_command](https://www.home-assistant.io/integrations/rest_command/),
[automation](https://www.home-assistant.io/docs/automation/templating/)):

    rest_command:
      alert_courier:
        url: http://nodered.example.com:1880/alerts/home-assistant
        method: POST
        content_type: application/json
        payload: >-
          {{ {"entity_id": entity_id, "to_state": {"entity_id": entity_id, "state": state, "last_changed": changed,
              "attributes": {"friendly_name": name, "device_class": device_class}}} | to_json }}

    automation:
      - alias: Alerts to Mattermost
        trigger:
          - platform: state
            entity_id:
              - binary_sensor.cellar_leak
              - binary_sensor.kitchen_smoke
        action:
          - service: rest_command.alert_courier
            data:
              entity_id: "{{ trigger.entity_id }}"
              state: "{{ trigger.to_state.state }}"
              changed: "{{ trigger.to_state.last_changed.isoformat() }}"
              name: "{{ trigger.to_state.name }}"
              device_class: "{{ trigger.to_state.attributes.device_class }}"

Of the device classes moisture, smoke, gas, carbon_monoxide and safety, *on* is CRITICAL; of problem and tamper HIGH; *off* resolves it. Others say nothing.
Events of Home Assistant's API (\`state_changed\`) are understood too.`,
  sample: {
    name: 'a leak',
    event: {
      entity_id: 'binary_sensor.cellar_leak',
      to_state: {
        entity_id: 'binary_sensor.cellar_leak',
        state: 'on',
        last_changed: '2026-11-24T10:10:05.120000+00:00',
        attributes: { friendly_name: 'Cellar leak', device_class: 'moisture' }
      }
    }
  }
}

export const zigbee2mqtt: MqttSource = {
  kind: 'mqtt',
  number: '41',
  name: 'Zigbee2MQTT',
  preset: 'zigbee2mqtt',
  topic: 'zigbee2mqtt/#',
  hint: 'Set the address of your MQTT broker',
  setUp: `Open the pencil beside *Server* in the node **zigbee2mqtt/#** and fill in the broker that Zigbee2MQTT uses. Where \`base_topic\` in its
\`configuration.yaml\` is another ([MQTT](https://www.zigbee2mqtt.io/guide/configuration/mqtt.html)), change the topic:

    mqtt:
      base_topic: zigbee2mqtt
      server: mqtt://localhost

Devices that know \`water_leak\`, \`smoke\`, \`gas\` or \`carbon_monoxide\` are CRITICAL when it is true, HIGH for \`tamper\`; false resolves it.
The topic names the device; each danger of it is an alert of its own. Anything else that Zigbee2MQTT publishes says nothing.`,
  sample: {
    name: 'a leak',
    topic: 'zigbee2mqtt/cellar_leak',
    event: { battery: 97, battery_low: false, linkquality: 112, tamper: false, voltage: 3015, water_leak: true }
  }
}

export const frigate: MqttSource = {
  kind: 'mqtt',
  number: '42',
  name: 'Frigate',
  preset: 'frigate',
  topic: 'frigate/reviews',
  hint: 'Set the address of your MQTT broker',
  setUp: `Open the pencil beside *Server* in the node **frigate/reviews** and fill in the broker that Frigate uses
([MQTT](https://docs.frigate.video/integrations/mqtt)):

    mqtt:
      enabled: true
      host: mqtt.example.com

What Frigate calls an alert is HIGH, a detection LOW. The end of a review resolves it. \`frigate/events\` has no severity, and makes no alerts.`,
  sample: {
    name: 'somebody at the door',
    topic: 'frigate/reviews',
    event: {
      type: 'new',
      before: {
        id: '1795514700.120418-ab12cd',
        camera: 'front_door',
        start_time: 1795514700.120418,
        end_time: null,
        severity: 'alert',
        thumb_path: '/media/frigate/clips/review/thumb-front_door-1795514700.120418-ab12cd.webp',
        data: { detections: ['1795514699.8-qwer12'], objects: ['person'], sub_labels: [], zones: ['porch'], audio: [] }
      },
      after: {
        id: '1795514700.120418-ab12cd',
        camera: 'front_door',
        start_time: 1795514700.120418,
        end_time: null,
        severity: 'alert',
        thumb_path: '/media/frigate/clips/review/thumb-front_door-1795514700.120418-ab12cd.webp',
        data: { detections: ['1795514699.8-qwer12'], objects: ['person'], sub_labels: [], zones: ['porch'], audio: [] }
      }
    }
  }
}

export const sensor: MqttSource = {
  kind: 'mqtt',
  number: '43',
  name: 'A sensor over MQTT',
  preset: 'sensor',
  topic: 'sensors/+/temperature',
  hint: 'Set broker, topic and the limits in the triggers of the watchdog',
  setUp: `Open the pencil beside *Server* in the MQTT node, fill in your broker and the topic of your sensors. A message is a number, or an object with
\`value\`, and \`unit\` where it has one.

From 90 on a value is CRITICAL, from 80 on HIGH; below 75 it is well again. Change the limits in the **triggers** and in **resolved when** of
the watchdog. The gap between 75 and 80 keeps a value that swings round a limit from being an alert each time.`,
  sample: { name: '84 degrees', topic: 'sensors/rack-3/temperature', event: { value: 84, unit: '°C' } }
}
