// One step of the build of the npm package in this folder, run by Maven through `run`. Packages are
// installed again only when package-lock.json changed, and the package is built again only when one
// of its inputs did: `wardstream` in package.json names them, and what the build makes.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { inputs: INPUTS, output: OUTPUT } =
  JSON.parse(readFileSync('package.json', 'utf8')).wardstream;

function filesUnder(path) {
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath ?? e.path, e.name)).sort();
}

function fingerprint(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) hash.update(path).update('\0').update(readFileSync(path));
  return hash.digest('hex');
}

function unlessDone({ stamp, mark, output }, step) {
  if (existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return;
  step();
  writeFileSync(stamp, mark);
}

// Quiet when it works; everything it said when it does not.
function npm(...args) {
  const run = spawnSync('npm', [...args, '--loglevel=error'],
    { encoding: 'utf8', shell: process.platform === 'win32' });
  if (run.status === 0) return;
  process.stderr.write(`${run.stdout ?? ''}${run.stderr ?? ''}\nnpm ${args.join(' ')} failed\n`);
  process.exit(run.status ?? 1);
}

function install() {
  const mark = fingerprint(['package-lock.json']);
  unlessDone({ stamp: 'node_modules/.wardstream', mark, output: 'node_modules' },
    () => npm('ci', '--prefer-offline'));
}

function build() {
  const inputs = INPUTS.flatMap((path) =>
    (statSync(path).isDirectory() ? filesUnder(path) : [path]));
  mkdirSync('target', { recursive: true });
  unlessDone({ stamp: 'target/build.fingerprint', mark: fingerprint(inputs), output: OUTPUT },
    () => npm('run', 'build'));
}

install();
switch (process.argv[2]) {
  case 'build': build(); break;
  case 'test': npm('test'); break;
  default: throw new Error('run build|test');
}
