import { askGateway, GatewayAway, type HttpGatewaySettings } from './ask-gateway.ts';
import type { Gateway, OutgoingMessage } from './gateway.ts';

/**
 * SMS, WeChat and mail over one HTTP API: `POST /messages` with an idempotency key; `GET /messages/:key` returns
 * whether it was accepted. Without an answer we do not know whether the person has the message, so we query before we
 * send again.
 */
export function httpGateway(settings: HttpGatewaySettings & { withoutKey?: boolean }): Gateway {
  const { withoutKey = false } = settings;

  async function send({ key, channel, to, subject, body }: OutgoingMessage): Promise<void> {
    await askGateway(settings, {
      method: 'POST',
      path: '/messages',
      key: withoutKey ? undefined : key,
      body: { reference: key, channel, to, ...(subject ? { subject } : {}), body },
    });
  }
  const wasTaken = async (key: string): Promise<boolean> =>
    !withoutKey &&
    (await askGateway(settings, { method: 'GET', path: `/messages/${encodeURIComponent(key)}` })) !== null;

  return {
    async send(message) {
      if ((message.attempt ?? 1) > 1 && (await wasTaken(message.key))) return;
      try {
        await send(message);
      } catch (error) {
        if (!(error instanceof GatewayAway)) throw error;
        // If the gateway cannot answer the query either, the first failure counts, and the caller tries later.
        if (!(await wasTaken(message.key).catch(() => false))) throw error;
      }
    },
  };
}
