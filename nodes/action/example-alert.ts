import type { FlowMessage } from './flow-message'

/** A message with an alert in it, for who has none yet: as a watchdog makes them. Addresses are of RFC 2606 and RFC 5737. */
export const exampleMessage: FlowMessage = {
  topic: 'alerts/storage',
  payload: {
    id: '6f1c2e0a9b8d4c3f',
    key: 'DiskAlmostFull db-1.example.com /var/lib/postgresql',
    title: 'Disk almost full on db-1.example.com',
    level: 'HIGH',
    link: 'https://monitor.example.com/alerts/4711?panel=disk',
    source: 'monitor',
    status: 'NEW',
    incidents: 3,
    created: '2026-11-24T08:15:42.000Z',
    description: 'The volume /var/lib/postgresql is 97 % full. At this rate it is full in 40 minutes.',
    runbook: 'https://wiki.example.com/runbooks/disk-full',
    details: [],
    data: {
      host: { name: 'db-1.example.com', ip: '192.0.2.17' },
      volume: '/var/lib/postgresql',
      used_percent: 97,
      free_bytes: 3_221_225_472,
      team: 'storage',
      labels: ['database', 'production']
    }
  }
}
