import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';
import { findAgreement } from '../../reads/find-agreement.ts';
import { Refused } from '../../refused.ts';
import { proveSigner } from '../../writes/prove-signer.ts';

// Evidence first: the order only learns that it exists, and whose it is is checked again where the signature is kept.
export const sign = message(http.sign, 'sign', async ({ deps, reader, keyed, body, req }, order) => {
  const { database } = deps;
  // A call made again speaks of the terms it was made for, whatever the order has agreed on since.
  const before = await database.signingEvidence.findUnique({ where: { id: keyed.callId } });
  const known = before?.termsHash === body.termsHash ? body.termsHash : undefined;
  const { agreement } = await findAgreement({ database, reader, orderId: order.id, termsHash: known });
  if (agreement.termsHash !== body.termsHash) throw new Refused('TermsChanged');
  await proveSigner({ deps, reader, orderId: order.id, evidenceId: keyed.callId, ...body, req });
  const party = reader.role === 'helper' ? 'helper' : 'customer';
  return { party, agreementId: agreement.id, evidenceId: keyed.callId, termsHash: body.termsHash } as const;
});
