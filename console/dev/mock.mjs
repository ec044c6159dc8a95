// A server for looking at the page without the platform: speaks the push protocol with synthetic
// beds in every alert state, and serves the built page.
//   node dev/mock.mjs [--beds 16] [--port 4010]      GET /mock/freeze | thaw | drop | quiet
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import { WebSocketServer } from 'ws';

const { values: args } = parseArgs({
  options: { beds: { type: 'string', default: '16' }, port: { type: 'string', default: '4010' } },
});
const WARD = 'icu-1';
const HISTORY_S = 30 * 60;
const PAGE = 'target/classes/dev/wardstream/console';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const NAMES = ['Abara, Ngozi', 'Brandt, Jonas', 'Castillo-Montenegro, María del Carmen', 'Diallo, Awa',
  'Eriksen, Liv', 'Fontaine, Luc', 'Gruber, Maria', 'Haddad, Omar', 'Ivanova, Irina', 'Jensen, Kai',
  'Kowalska, Ewa', 'Lindqvist, Nils', 'Moreau, Élise', 'Nakamura, Ren', 'Okonkwo, Chidi', 'Petrov, Dan'];

const iso = (ms) => new Date(ms).toISOString();
const RULES = { id: 'adult-continuous', version: 3, hash: '9f2c51d07be4a381' };

// A pause or an alarm-off in force.
const muting = (family, s, note) =>
  [family, 'NONE', null, null, { by: 'nurse-okafor', note, until: iso(Date.now() + s * 1000) }];

// Which story each bed tells; the others are calm.
const STORIES = {
  2: { spo2: 78, alerts: [['SPO2_LOW', 'HIGH', '78', '< 80'], ['HR_HIGH', 'MEDIUM', '124', '> 120']], hr: 124 },
  4: { hr: 127, alerts: [['HR_HIGH', 'MEDIUM', '127', '> 120']] },
  5: { hr: 156, alerts: [['HR_HIGH', 'HIGH', '156', '> 150', { acked: true, ackedBy: 'nurse-okafor' }]] },
  7: { alerts: [['SPO2_LOW', 'NONE', '79', '< 80', { latched: true }]] },
  8: { rr: 32, alerts: [['RR_HIGH', 'MEDIUM', '32', '> 30', { acked: true, ackedBy: 'dr-lange' }]] },
  9: { lost: ['spo2'], alerts: [['SIGNAL_LOST:SPO2', 'MEDIUM', null, null]] },
  10: { lost: ['hr', 'spo2', 'rr'], alerts: [['SIGNAL_LOST:HR', 'MEDIUM', null, null]] },
  11: { rr: 22, alerts: [['NEWS2', 'LOW', '3', '>= 3']] },
  12: { pulse: true },
  13: { silent: true },
  14: { late: 20 },
  3: { alerts: [['SPO2_LOW', 'MEDIUM', '88', '< 90', { stale: true }], muting('AUDIO_PAUSE', 95)] },
  6: { hr: 131, alerts: [['HR_HIGH', 'MEDIUM', '131', '> 120', { suppressed: true }],
    muting('ALARM_OFF:HR_HIGH', 3900, 'known atrial fibrillation, cardiology informed')] },
  15: { alerts: [['HR_LOW', 'MEDIUM', '48', '< 50', { retrospective: true }]] },
};

function makeBed(n) {
  const story = STORIES[n] ?? {};
  const base = { hr: story.hr ?? 62 + (n * 7) % 28, spo2: story.spo2 ?? 95 + n % 5, rr: story.rr ?? 13 + n % 7 };
  const patient = `p-${1000 + n}`;
  const alerts = (story.alerts ?? []).map(([family, severity, value, limit, more], i) => ({
    alertId: `a-${n}-${i}`, patient, family, severity, raisedAt: iso(Date.now() - 95_000 * (i + 1)),
    changedAt: iso(Date.now() - 40_000), seq: 4 + i, occurrence: 1, value, worst: value, limit,
    acked: false, ackedBy: null, latched: false, retrospective: false, tier: 0, ruleSet: RULES,
    readings: value === null ? [] : [{ topic: 'vitals.readings', partition: n % 6, first: 88_119 + n, last: 88_121 + n }],
    ...more,
  }));
  return { n, patient, story, base, alerts, at: 1000 * n };
}

const beds = Array.from({ length: Number(args.beds) }, (_, i) => makeBed(i + 1));

function wave(bed, vital, t) {
  const s = t / 1000;
  const swing = { hr: 5, spo2: 1.2, rr: 2 }[vital];
  const drift = Math.sin(s / 37 + bed.n) + 0.5 * Math.sin(s / 11 + 2 * bed.n) + 0.3 * Math.sin(s * 1.7 + bed.n);
  const onset = bed.story[vital] ? Math.min(1, Math.max(0, (s - startS + 150) / 60)) : 1;
  const rest = { hr: 84, spo2: 96, rr: 16 }[vital];
  const value = rest + (bed.base[vital] - rest) * onset + drift * swing * 0.5;
  return Math.round(vital === 'spo2' ? Math.min(100, value) : value);
}

const startS = Date.now() / 1000;

function reading(bed, t) {
  const out = { t: iso(t) };
  const cutOff = (startS - 130) * 1000;
  for (const vital of ['hr', 'rr', 'spo2']) {
    if (bed.story.lost?.includes(vital) && t > cutOff) continue;
    out[vital === 'hr' && bed.story.pulse ? 'pulse' : vital] = wave(bed, vital, t);
  }
  if (bed.n % 3 === 0 && Math.floor(t / 1000) % 60 === 0) Object.assign(out, { temp: 37.05, sbp: 121, dbp: 74 });
  return Object.keys(out).length > 1 ? out : null;
}

function vitalsItem(bed, t) {
  if (bed.story.silent) return null;
  const one = reading(bed, t - (bed.story.late ?? 0) * 1000);
  bed.at += 1;
  return one && { at: `vitals.readings/${bed.n % 6}/${bed.n * 1e6 + Math.floor(t / 1000)}`, data: {
    patient: bed.patient, device: `mon-${bed.n}`, boot: 1, seq: bed.at, arrivedAt: iso(t), readings: [one],
    unusable: bed.n === 3 ? [{ reading: 0, vital: 'temp', value: 'NaN', why: 'INVALID' }] : [],
  } };
}

function past(bed, fromMs) {
  const items = [];
  for (let t = Math.max(fromMs, Date.now() - HISTORY_S * 1000); t < Date.now(); t += 1000) {
    const item = vitalsItem(bed, t);
    if (item) items.push(item);
  }
  return items;
}

function snapshotOf(kind) {
  if (kind === 'census') {
    return beds.map((b) => ({ at: `care.patients/0/${b.n}`, data: {
      patient: b.patient, ward: WARD, bed: String(b.n), name: NAMES[(b.n - 1) % NAMES.length],
      ageYears: 24 + (b.n * 11) % 66, sex: b.n % 2 ? 'F' : 'M', profile: 'adult-continuous' } }));
  }
  if (kind === 'alerts') return beds.flatMap((b) => b.alerts.map((a, i) => ({ at: `alerts.active/${b.n % 6}/${i}`, data: a })));
  return beds.filter((b) => !b.story.silent).map((b) => ({ at: `vitals.latest/${b.n % 6}/${b.n}`, data: {
    patient: b.patient, latest: Object.fromEntries(['hr', 'rr', 'spo2'].map((v) => [v === 'hr' && b.story.pulse ? 'pulse' : v, {
      value: wave(b, v, Date.now() - 1000), arrivedAt: iso(Date.now()), device: `mon-${b.n}`,
      t: iso(Date.now() - 1000 * (b.story.late ?? (b.story.lost?.includes(v) ? 131 : 1))) }])) } }));
}

let frozen = false;
let quiet = false;
let actions = 0;
const sessions = new Set();

function say(session, frame) {
  if (!frozen) session.socket.send(JSON.stringify(frame));
}

function subscribe(session, id, { stream, from }) {
  const sub = session.nextSub++;
  const [scope, name, kind] = stream.split('/');
  if (scope === 'wards' && name !== WARD) return say(session, { id, error: { code: 'FORBIDDEN' } });
  say(session, { id, ok: { sub } });
  if (from === 'snapshot') say(session, { sub, snapshot: snapshotOf(kind), more: false });
  const fromMs = typeof from === 'object' ? Date.parse(from.time ?? from.cursor.slice(3)) : NaN;
  if (kind === 'vitals' && !Number.isNaN(fromMs)) {
    const whose = beds.filter((b) => scope === 'wards' || b.patient === name);
    for (const bed of whose) say(session, { sub, data: past(bed, fromMs) });
  }
  say(session, { sub, live: { cursor: `c1.${iso(Date.now())}` } });
  session.subs.set(sub, { scope, name, kind });
}

function take(session, frame) {
  const { id } = frame;
  if (frame.hello) {
    say(session, { id, ok: { session: 's-mock', heartbeatMs: 5000, limits: {}, now: iso(Date.now()) } });
  } else if (frame.sub) subscribe(session, id, frame.sub);
  else if (frame.unsub) {
    session.subs.delete(frame.unsub.sub);
    say(session, { id, ok: {} });
  } else if (frame.act) receive(session, id, frame.act);
  else say(session, { id, error: { code: 'UNKNOWN_VERB' } });
}

function receive(session, id, { alert, patient, action }) {
  console.log(`${action} ${alert} of ${patient}`);
  say(session, { id, ok: { at: [`alerts.actions/0/${++actions}`] } });
}

setInterval(() => {
  const t = Math.floor(Date.now() / 1000) * 1000;
  const items = quiet ? [] : beds.map((bed) => [bed, vitalsItem(bed, t)]).filter(([, item]) => item);
  for (const session of sessions) {
    for (const [sub, { scope, name, kind }] of session.subs) {
      if (kind !== 'vitals') continue;
      const data = items.filter(([bed]) => scope === 'wards' || bed.patient === name).map(([, item]) => item);
      if (data.length > 0) say(session, { sub, data, cursor: `c1.${iso(Date.now())}` });
    }
  }
}, 1000);

setInterval(() => {
  for (const session of sessions) {
    const beat = Object.fromEntries([...session.subs.keys()].map((sub) => [sub, `c1.${iso(Date.now())}`]));
    say(session, { beat, now: iso(Date.now()) });
  }
}, 5000);

function emit(bed, event) {
  const alert = bed.alerts[0];
  Object.assign(alert, event, { seq: alert.seq + 1 });
  const data = { ...alert, type: event.type, eventTime: iso(Date.now()), emittedAt: iso(Date.now()), open: event.open ?? true };
  for (const session of sessions) {
    for (const [sub, { kind }] of session.subs) {
      if (kind === 'alerts') say(session, { sub, data: [{ at: `alerts.events/0/${bed.n}${alert.seq}`, data }] });
    }
  }
}

const COMMANDS = {
  freeze: () => { frozen = true; },
  thaw: () => { frozen = quiet = false; },
  quiet: () => { quiet = true; },
  drop: () => { for (const session of sessions) session.socket.terminate(); },
  raise: () => emit(beds[3], { type: 'ESCALATED', severity: 'HIGH', value: '152', limit: '> 150' }),
  clear: () => emit(beds[3], { type: 'CLEARED', severity: 'NONE', open: false }),
};

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://mock');
  const command = COMMANDS[pathname.slice('/mock/'.length)];
  if (pathname.startsWith('/mock/') && command) {
    command();
    response.end('ok\n');
  } else if (pathname === '/v1/demo') {
    const identity = (name, role) => ({ name, role, wards: [WARD], token: `mock.${btoa(JSON.stringify({ sub: name, roles: [role] }))}.mock` });
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ward: WARD, identities: [identity('Nurse Okafor', 'nurse'), identity('Dr. Lange', 'doctor')] }));
  } else if (pathname === '/v1/sign-in') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ accounts: true }));
  } else if (pathname === '/v1/me') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ subject: 'mock', roles: ['nurse'], wards: [WARD], patients: [], rooms: [] }));
  } else {
    const path = normalize(pathname === '/' ? '/index.html' : pathname);
    const body = await readFile(join(PAGE, path)).catch(() => null);
    response.writeHead(body ? 200 : 404, { 'content-type': TYPES[extname(path)] ?? 'text/plain' });
    response.end(body ?? 'not found\n');
  }
});

const sockets = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  if (!['/v1/push', '/v1/ingest'].includes(request.url)) socket.destroy();
  else sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws));
});
sockets.on('connection', (socket) => {
  const session = { socket, nextSub: 1, subs: new Map() };
  sessions.add(session);
  socket.on('message', (data) => {
    for (const line of String(data).split('\n')) if (line.trim()) take(session, JSON.parse(line));
  });
  socket.on('close', () => sessions.delete(session));
});
server.listen(Number(args.port), '127.0.0.1', () => console.log(`mock ward on port ${args.port}, ${beds.length} beds`));
