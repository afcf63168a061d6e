import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

/** Prints what is added to the log files from now on. @param {{ files: string[] }} input */
export function followLogs({ files }) {
  const seen = new Map(files.map((file) => [file, existsSync(file) ? statSync(file).size : 0]));
  const timer = setInterval(() => {
    for (const [file, from] of seen) {
      const size = existsSync(file) ? statSync(file).size : 0;
      if (size > from) print(file, from, size);
      seen.set(file, size);
    }
  }, 250);
  return () => clearInterval(timer);
}

/** @param {string} file @param {number} from @param {number} to */
function print(file, from, to) {
  const buffer = Buffer.alloc(to - from);
  const handle = openSync(file, 'r');
  readSync(handle, buffer, 0, buffer.length, from);
  closeSync(handle);
  const name = path.basename(file, '.log');
  for (const line of buffer.toString('utf8').trimEnd().split('\n')) console.log(`[${name}] ${line}`);
}
