import type { Gateways } from '#scripts/gateways/open-gateways.ts';
import type { PhoneCodes } from '../simulate/people.ts';

/** The person reads the code in the SMS that arrived. */
export const phoneCodes =
  (gateways: Gateways): PhoneCodes =>
  async (phone) =>
    gateways.messages.delivered
      .filter(({ reference, to }) => reference.startsWith('code:') && to.endsWith(phone))
      .flatMap(({ reference, body }) => {
        const code = /\b(\d{6})\b/.exec(body)?.[1];
        return code ? [{ key: reference, code }] : [];
      });
