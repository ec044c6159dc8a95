// Watches a ward from the command line: its open alerts, then every event, and how many readings come.
//
//   npm ci && npm run build
//   WARDSTREAM_TOKEN=eyJ… node examples/watch.mjs ws://localhost:8080 icu-1
//
// Node 20 has a WebSocket only with --experimental-websocket; without, server-sent events are used.
import { Client } from '../dist/index.js';

const [server = 'ws://localhost:8080', ward = 'icu-1'] = process.argv.slice(2);
const token = process.env.WARDSTREAM_TOKEN;
if (!token) throw new Error('set WARDSTREAM_TOKEN: ./wardstream token --role nurse --subject me --ward icu-1');

let phase = '';
const client = new Client({
  url: `${server}/v1/push`,
  token,
  name: 'watch/1',
  onLink: (link) => {
    if (link.phase === phase) return;
    phase = link.phase;
    console.log(`-- ${phase} ${link.transport ?? link.reason ?? ''}`);
  },
});

let readings = 0;
client.subscribe(`wards/${ward}/vitals`, {
  from: 'live',
  onData: (items) => { readings += items.reduce((sum, { data }) => sum + data.readings.length, 0); },
});
const counting = setInterval(() => console.log(`-- ${readings} readings`), 5_000);

process.once('SIGINT', () => client.close());
try {
  for await (const event of client.events(`wards/${ward}/alerts`)) {
    if (event.kind === 'snapshot') event.items.forEach(({ data }) => print('OPEN', data));
    if (event.kind === 'data') event.items.forEach(({ data }) => print(data.type, data));
    if (event.kind === 'gap') console.log(`-- ${event.gap.count ?? 'some'} events missing: ${event.gap.why}`);
  }
} finally {
  clearInterval(counting);
}

function print(what, { patient, severity, family, value = '' }) {
  console.log(`${what.padEnd(12)} ${severity.padEnd(6)} ${patient.padEnd(8)} ${family} ${value}`);
}
