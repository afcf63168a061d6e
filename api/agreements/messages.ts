import { Refused } from '#api/http/refused.ts';
import type { MessageWorks } from '#api/messages/message.ts';
import { signingFacts } from './reads/signing-facts.ts';
import { proveSigner } from './writes/prove-signer.ts';

export const agreementMessages = {
  sign: {
    // The evidence is stored first. The message only names it, and the transition checks again whose it is.
    async fields({ deps, reader, keyed, body, req }, order) {
      const { termsHash } = body;
      const call = { reader, orderId: order.id, evidenceId: keyed.callId, termsHash };
      const facts = await signingFacts({ ...call, database: deps.database });
      const { agreementId } = facts;
      if (agreementId === null) throw new Refused('NotFound');
      if (facts.termsHash !== termsHash) throw new Refused('TermsChanged');
      await proveSigner({ ...call, deps, code: body.code, facts, req });
      const party = reader.role === 'helper' ? 'helper' : 'customer';
      return { party, agreementId, evidenceId: keyed.callId, termsHash } as const;
    },
  },
} satisfies Partial<MessageWorks>;
