import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Made once for an installation: sessions and order numbers depend on the secret.
 * @param {{ folder: string }} input
 * @returns {{ secret: string, ownerPassword: string, appPassword: string }}
 */
export function readSecrets({ folder }) {
  const file = path.join(folder, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const made = {
    secret: randomBytes(32).toString('hex'),
    ownerPassword: randomBytes(16).toString('hex'),
    appPassword: randomBytes(16).toString('hex'),
  };
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}
