import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ChargeLedger, chargeLedger } from './charge-ledger.ts';
import { type MessageLedger, messageLedger } from './message-ledger.ts';
import type { Mood } from './moods.ts';
import { reportPayment } from './report-payment.ts';

export interface Gateways {
  url: string;
  messages: MessageLedger;
  charges: ChargeLedger;
  /** From now on every call succeeds, so that the remaining messages can be sent. */
  calm(): void;
  stop(): Promise<void>;
}

/** Providers of messages (SMS, WeChat, mail, push) and payments on loopback, each with its own records. */
export async function openGateways(input: { secret: string; mood: () => Mood }): Promise<Gateways> {
  const messages = messageLedger();
  const charges = chargeLedger();
  const stopping = new AbortController();
  // As many payments are reported at a time as there are simulated orders.
  setMaxListeners(0, stopping.signal);
  const reports = new Set<Promise<void>>();
  let calm = false;
  let url = '';

  /** Handles the call as its mood says; `lost` accepts it and closes the connection. */
  async function take(res: ServerResponse, work: () => unknown): Promise<void> {
    const mood = calm ? 'well' : input.mood();
    if (mood === 'busy') return reply(res, 503, { error: 'busy' });
    const answer = work();
    if (mood === 'lost') return void res.destroy();
    reply(res, 201, answer);
  }

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = (req.url ?? '').split('/').slice(1).map(decodeURIComponent);
    const key = req.headers['idempotency-key'] as string | undefined;
    const route = `${req.method} /${path[0]}${path.length > 1 ? '/…' : ''}`;
    const body = req.method === 'POST' ? await read(req) : {};
    switch (route) {
      case 'POST /messages': {
        const { reference, channel, to, body: text } = body as Record<string, string>;
        if (!reference || !channel || !to || !text) return reply(res, 422, { error: 'incomplete' });
        return take(res, () => {
          messages.take({ reference, channel, to, body: text }, key);
          return { taken: true };
        });
      }
      case 'GET /messages/…':
        return messages.known(path[1]!)
          ? reply(res, 200, { taken: true })
          : reply(res, 404, { error: 'unknown' });
      case 'POST /payments':
        return take(res, () => {
          const charge = charges.open(body as never, key);
          return { payUrl: `${url}/pay/${charge.id}` };
        });
      case 'GET /payments/…': {
        const charge = charges.known(path[1]!);
        return charge
          ? reply(res, 200, { payUrl: `${url}/pay/${charge.id}` })
          : reply(res, 404, { error: 'unknown' });
      }
      case 'POST /pay/…': {
        const charge = charges.byId(path[1]!);
        if (!charge) return reply(res, 404, { error: 'unknown' });
        if (!charge.paid) {
          charge.paid = true;
          const report = reportPayment({ charge, secret: input.secret, stopped: stopping.signal });
          reports.add(report);
          void report.finally(() => reports.delete(report));
        }
        return reply(res, 200, { paid: true });
      }
      default:
        return reply(res, 404, { error: 'no such route' });
    }
  }

  const server = createServer((req, res) => {
    handle(req, res).catch(() => reply(res, 400, { error: 'unreadable' }));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    messages,
    charges,
    calm() {
      calm = true;
    },
    async stop() {
      stopping.abort();
      server.closeAllConnections();
      await Promise.allSettled([...reports, new Promise((closed) => server.close(closed))]);
    },
  };
}

function reply(res: ServerResponse, status: number, body: unknown): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function read(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return chunks.length ? JSON.parse(Buffer.concat(chunks).toString('utf8')) : {};
}
