import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { buildWeb } from './setup/build-web.mjs';
import { findNode } from './setup/find-node.mjs';
import { findTemporalServer, findTimeSkippingServer } from './setup/find-temporal.mjs';
import { generateClient } from './setup/generate-client.mjs';
import { installPackages } from './setup/install-packages.mjs';
import { oneAtATime } from './setup/one-at-a-time.mjs';

/**
 * Makes a fresh clone ready; does nothing when it is. Needs node and npm only, so it uses no package.
 * @param {{ temporal?: boolean, timeSkipping?: boolean, web?: boolean, node?: boolean }} [wanted]
 */
export async function setUp({ temporal = true, timeSkipping = false, web = false, node = false } = {}) {
  checkNode();
  return oneAtATime(async () => {
    await installPackages();
    await generateClient();
    const temporalBin = temporal ? await findTemporalServer() : undefined;
    const testServerBin = timeSkipping ? await findTimeSkippingServer() : undefined;
    const nodeBin = node ? await findNode() : process.execPath;
    if (web) await buildWeb();
    return { temporalBin, testServerBin, nodeBin };
  });
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  setUp({ timeSkipping: true, web: true, node: true }).catch((error) => {
    console.error(`\nSet-up stopped: ${error.message}`);
    process.exit(1);
  });
}
