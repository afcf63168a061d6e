import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { inProject } from '../setup/places.mjs';

/**
 * What a person needs to know, once everything runs.
 * @param {{ url: string, temporalUi?: string, metrics?: string, temporalAddress: string, database: string, logs: string, seconds: number }} input
 */
export function printTable({ url, temporalUi, metrics, temporalAddress, database, logs, seconds }) {
  const { port } = new URL(url);
  /** @type {[string, string][]} */
  const rows = [['网页 Web', url]];
  for (const address of lanAddresses()) rows.push(['手机 Phone (same network)', `http://${address}:${port}`]);
  rows.push(['短信与验证码 Outbox', `${url}/outbox`]);
  rows.push(['接口 API', `${url}/api/docs`]);
  if (metrics) rows.push(['指标 Metrics', metrics]);
  rows.push(['Temporal UI', temporalUi ?? '(of the cluster)']);
  rows.push(['Temporal', temporalAddress], ['PostgreSQL', database], ['日志 Logs', logs]);
  const logins = demoLogins();
  print(`Anjia 安家 runs (${seconds} s). Ctrl-C stops it.`, rows);
  if (logins.length > 0) print('Demo log-ins: the code appears in the outbox', logins);
}

/** @param {string} title @param {[string, string][]} rows */
function print(title, rows) {
  const width = Math.max(...rows.map(([name]) => columns(name)));
  console.log(`\n${title}`);
  for (const [name, value] of rows) console.log(`  ${name}${' '.repeat(width - columns(name))}  ${value}`);
}

/** A Chinese character takes two columns of a terminal. @param {string} text */
function columns(text) {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}

/** @returns {[string, string][]} */
function demoLogins() {
  const file = inProject('prisma/demo-logins.json');
  if (!existsSync(file)) return [];
  try {
    const content = JSON.parse(readFileSync(file, 'utf8'));
    const list = Array.isArray(content) ? content : Object.values(content).flat();
    return list.map(({ role, ...rest }) => [String(role ?? ''), Object.values(rest).join('  ')]);
  } catch {
    return [];
  }
}

function lanAddresses() {
  const all = Object.values(os.networkInterfaces()).flat();
  return all.filter((one) => one && !one.internal && one.family === 'IPv4').map((one) => one?.address ?? '');
}
