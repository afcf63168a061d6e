import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { anyPort, freePort } from './ports.mjs';

const usual = {
  web: 3000,
  postgres: 5433,
  temporal: 7233,
  temporalUi: 8233,
  apiMetrics: 9464,
  workerMetrics: 9465,
};
/** @typedef {keyof typeof usual} PortName */

/**
 * The ports of last time when they are free, so that bookmarks stay right; else the usual or the next free ones.
 * @param {{ folder: string, asked?: number, anywhere: boolean, say: (text: string) => void }} input
 * @returns {Promise<Record<PortName, number>>}
 */
export async function choosePorts({ folder, asked, anywhere, say }) {
  const file = path.join(folder, 'ports.json');
  const last = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  /** @type {Record<PortName, number>} */
  const ports = { ...usual };
  for (const name of /** @type {PortName[]} */ (Object.keys(usual))) {
    const wished = (name === 'web' ? asked : undefined) ?? (anywhere ? last[name] : usual[name]);
    ports[name] = wished === undefined ? await anyPort() : await freePort(wished);
    if (wished !== undefined && ports[name] !== wished) {
      say(`port ${wished} (${name}) is busy: taking ${ports[name]}`);
    }
  }
  writeFileSync(file, JSON.stringify(ports));
  return ports;
}
