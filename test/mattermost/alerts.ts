import type { Alert } from '../../nodes/alert/alert'

/** An ordinary alert, and what a test wants otherwise. */
export const anAlert = (otherwise: Partial<Alert> = {}): Alert => ({
  id: '17',
  key: 'sshd',
  title: 'sshd: brute force trying to get access to the system. Non existent user.',
  level: 'HIGH',
  link: 'https://siem.example.com/alerts/17',
  source: 'ossec',
  status: 'NEW',
  incidents: 1,
  created: '2024-03-01T10:30:05.000Z',
  data: {},
  description: '',
  runbook: '',
  details: [],
  ...otherwise
})
