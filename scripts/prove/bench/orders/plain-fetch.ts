import http from 'node:http';

/** The parts of fetch that our client uses. */
type Answer = Pick<Response, 'ok' | 'status' | 'headers' | 'json' | 'arrayBuffer'>;

const agent = new http.Agent({ keepAlive: true, maxSockets: 200 });

/**
 * The simulated people share the processors with the product, and the work of a phone must not count: Node's own fetch
 * takes three times as long for the same call.
 */
export const plainFetch = (async (url: string, init: RequestInit = {}): Promise<Answer> => {
  const { method = 'GET', headers, body } = init;
  return new Promise((resolve, reject) => {
    const given = { ...(headers as Record<string, string>) };
    if (typeof body === 'string') given['content-length'] = String(Buffer.byteLength(body));
    const request = http.request(url, { agent, method, headers: given }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const content = Buffer.concat(parts);
        const status = response.statusCode ?? 0;
        resolve({
          status,
          ok: status >= 200 && status < 300,
          headers: { get: (name: string) => response.headers[name]?.toString() ?? null } as Headers,
          json: async () => JSON.parse(content.toString()) as unknown,
          arrayBuffer: async () => new Uint8Array(content).buffer,
        });
      });
    });
    request.on('error', reject);
    request.end(body as string | undefined);
  });
}) as unknown as typeof fetch;
