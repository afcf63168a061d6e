import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const taken = new Set();

/** The wished port, or the next free one. @param {number} wished @param {string} [host] */
export async function freePort(wished, host) {
  for (let port = wished; port < wished + 200 && port < 65_536; port++) {
    if (!taken.has(port) && (await isFree(port, host))) {
      taken.add(port);
      return port;
    }
  }
  throw new Error(`No free port from ${wished} on.`);
}

/**
 * Below the range from which the system takes ports for outgoing connections: a server that is started again
 * finds its port still free.
 */
export const anyPort = () => freePort(randomInt(20_000, 32_000));

/** @param {number} port @param {string} [host] */
async function isFree(port, host) {
  if (host) return canListen(port, host);
  return (
    (await canListen(port, '0.0.0.0')) &&
    (await canListen(port, '127.0.0.1')) &&
    (await canListen(port, '::'))
  );
}

/** @param {number} port @param {string} host @returns {Promise<boolean>} */
function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => {
      // A machine without IPv6 is no busy port.
      resolve(
        ['EAFNOSUPPORT', 'EADDRNOTAVAIL'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? ''),
      );
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
