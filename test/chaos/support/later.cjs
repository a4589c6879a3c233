// Loaded before a Node-RED, makes it live so many milliseconds later: what waits has waited longer by as much.
const { performance } = require('node:perf_hooks')

const later = Number(process.env.ALERT_COURIER_LATER)
const now = Date.now
const { timeOrigin } = performance
Date.now = () => now() + later
Object.defineProperty(performance, 'timeOrigin', { value: timeOrigin + later })
