import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { inProject } from '../setup/places.mjs';
import { faultOfMessage } from './fault-of-message.mjs';

// Part of npm run check: the messages of all commits after this one. Earlier ones are free.
const BASE = 'b42c25f86b96d68c150780d35588c1332fe81c2a';

/** Works in a folder of another user, too, as build machines have it. @param {string[]} args */
const git = (...args) =>
  execFileSync('git', ['-c', 'safe.directory=*', ...args], {
    cwd: inProject('.'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 256 * 1024 * 1024,
  });

const messages = commitsToCheck().map((one) => {
  const [id = '', ...message] = one.split('\n');
  return { id, message: message.join('\n').trim() };
});
const faults = messages.flatMap(({ id, message }) => {
  const fault = faultOfMessage(message);
  return fault ? [`${id.slice(0, 7)} "${message.split('\n')[0]}": ${fault}`] : [];
});
for (const fault of faults) console.error(fault);
console.log(`${messages.length} commit messages, ${faults.length} not as CONTRIBUTING.md says`);
process.exit(faults.length > 0 ? 1 : 0);

/** A shallow clone may end before BASE: then every commit that is there came after it. A copy without .git has none. */
function commitsToCheck() {
  if (!existsSync(inProject('.git'))) return [];
  const range = has(BASE) ? `${BASE}..HEAD` : 'HEAD';
  return git('log', '--no-merges', '--format=%H%n%B%x00', range)
    .split('\0')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** @param {string} commit */
function has(commit) {
  try {
    git('rev-parse', '--verify', '--quiet', `${commit}^{commit}`);
    return true;
  } catch {
    return false;
  }
}
