// Takes a picture of the page: node dev/shot.mjs out.png [--url …] [--size 1440x900] [--dark]
//   [--reduced] [--sign-in] [--as NAME] [--hash '#/…'] [--click CSS] [--wait MS] [--get PATH] (a mock command, after sign-in) [--before JS] [--eval JS]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';

const string = (fallback) => ({ type: 'string', default: fallback });
const flag = { type: 'boolean', default: false };
const { values: args, positionals: [out = 'shot.png'] } = parseArgs({ allowPositionals: true, options: {
  url: string('http://127.0.0.1:4010/'), size: string('1440x900'), dark: flag, reduced: flag,
  'sign-in': flag, as: string(''), hash: string(''), click: string(''), wait: string('2500'), get: string(''), eval: string(''), before: string(''), browser: string('chromium'),
} });
const [width, height] = args.size.split('x').map(Number);
const profile = mkdtempSync(join(tmpdir(), 'shot-'));
const browser = spawn(args.browser, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required', '--hide-scrollbars',
  '--remote-debugging-port=0', `--user-data-dir=${profile}`, `--window-size=${width},${height}`, 'about:blank']);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const port = await new Promise((resolve) => {
  browser.stderr.on('data', (text) => {
    const match = /ws:\/\/[^:]+:(\d+)\//.exec(String(text));
    if (match) resolve(match[1]);
  });
});
const [page] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()).filter((t) => t.type === 'page');
const socket = new WebSocket(page.webSocketDebuggerUrl);
await new Promise((resolve) => socket.once('open', resolve));
let next = 1;
const waiting = new Map();
socket.on('message', (text) => {
  const message = JSON.parse(String(text));
  waiting.get(message.id)?.(message.result ?? message.error);
  if (message.method === 'Runtime.exceptionThrown') console.error(message.params.exceptionDetails.exception?.description);
  if (message.method === 'Log.entryAdded') console.error(message.params.entry.text, message.params.entry.url ?? '');
  if (message.method === 'Runtime.consoleAPICalled') console.error(message.params.args.map((a) => a.value).join(' '));
});
const call = (method, params = {}) => new Promise((resolve) => {
  waiting.set(next, resolve);
  socket.send(JSON.stringify({ id: next++, method, params }));
});
const run = async (expression) => (await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result?.value;

await call('Runtime.enable');
await call('Log.enable');
await call('Page.enable');
await call('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 600 });
await call('Emulation.setEmulatedMedia', { features: [
  { name: 'prefers-color-scheme', value: args.dark ? 'dark' : 'light' },
  { name: 'prefers-reduced-motion', value: args.reduced ? 'reduce' : 'no-preference' }] });
await call('Page.addScriptToEvaluateOnNewDocument', { source: args.before });
await call('Page.navigate', { url: args.url });
await sleep(800);
if (args['sign-in']) {
  while (!(await run("document.querySelector('.identities button') !== null"))) await sleep(100);
  await run(`[...document.querySelectorAll('.identities button')].find((one) => one.textContent.includes(${JSON.stringify(args.as)})).click()`);
}
if (args.hash) await run(`location.hash = ${JSON.stringify(args.hash)}`);
await sleep(Number(args.wait));
if (args.click) await run(`document.querySelector(${JSON.stringify(args.click)}).click()`);
for (const path of args.get.split(',').filter(Boolean)) {
  const [get, pause = '0'] = path.split(':');
  await fetch(new URL(get, args.url));
  await sleep(Number(pause));
}
if (args.click || args.get) await sleep(1200);
if (args.eval) console.log(await run(args.eval));
const { data } = await call('Page.captureScreenshot', { format: 'png' });
writeFileSync(out, Buffer.from(data, 'base64'));
socket.close();
browser.kill();
await new Promise((resolve) => browser.once('exit', resolve));
rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
