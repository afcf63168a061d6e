import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Transition } from '#activities/order-rows/order-subject.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import type { AgreementsEffects } from '#contracts/agreements/effects.ts';
import type { Refusal } from '#contracts/transition.ts';
import { sha256Hex } from '#platform/canonical-json.ts';
import type { Database, Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { confirmBooking } from './confirm-booking.ts';
import { drawIfLast } from './draw-agreement.ts';
import { sealAgreement } from './seal-agreement.ts';

type Input = Parameters<AgreementsEffects['signAgreement']>[0];
type Signed = { ok: true; complete: boolean };

export function agreementActivities({
  transition,
  database,
}: {
  transition: Transition;
  database: Database;
}): AgreementsEffects {
  return {
    async signAgreement(input): Promise<Signed | Refusal> {
      // Rendering the document is slow, so it runs without a lock.
      const pdf = await drawIfLast(database, input);
      return transition<Signed>(input, async (tx, order) => {
        const { agreementId, party, evidenceId, termsHash, step } = input;
        const agreement = await toBeSigned(tx, order, input);
        if (!agreement || agreement.status === 'void' || agreement.termsHash !== termsHash)
          throw new EffectRefused('TermsChanged');
        if (agreement.parties.includes(party)) throw new EffectRefused('AlreadySigned');
        const personId = party === 'customer' ? order.customerId : agreement.helperId;
        if (!agreement.proven) throw new EffectRefused('Unverified');
        const signedAt = new Date(step.at);
        const signature = sql`
          INSERT INTO signature (agreement_id, party, person_id, terms_hash, evidence_id, signed_at)
          VALUES (${agreementId}::uuid, ${party}, ${personId}::uuid, ${termsHash}, ${evidenceId}, ${signedAt})`;
        if (input.endsFreeExit)
          await tx.execute(sql`UPDATE agreement SET ends_free_exit = true WHERE id = ${agreementId}::uuid`);
        const signed = { kind: 'agreementSigned' as const, payload: { party, agreementId, termsHash } };
        if (agreement.parties.length === 0) {
          await tx.execute(signature);
          return { result: { ok: true, complete: false }, events: [signed] };
        }

        if (!pdf)
          throw new Error(
            'The other side signed at the same moment: the document is drawn in the next attempt',
          );
        await confirmBooking(tx, order, agreement.helperId);
        const documentSha256 = sha256Hex(pdf);
        const { helperId } = agreement;
        await sealAgreement(tx, order, { agreementId, helperId, pdf, documentSha256, signedAt, signature });
        return {
          result: { ok: true, complete: true },
          enter: input.complete,
          events: [signed, { kind: 'agreementSealed', payload: { agreementId, termsHash, documentSha256 } }],
        };
      });
    },
  };
}

/** The agreement, its signatures, and whether this side proved by a code that it signs these terms. */
async function toBeSigned(tx: Tx, order: OrderRow, { agreementId, party, evidenceId, termsHash }: Input) {
  const [agreement] = await tx.query<{
    helperId: string;
    status: string;
    termsHash: string;
    parties: string[];
    proven: boolean;
  }>(sql`
    SELECT a.helper_id AS "helperId", a.status, a.terms_hash AS "termsHash",
      ARRAY(SELECT s.party FROM signature s WHERE s.agreement_id = a.id) AS parties,
      EXISTS (SELECT 1 FROM signing_evidence e
        WHERE e.id = ${evidenceId} AND e.order_id = a.order_id AND e.terms_hash = ${termsHash}
          AND e.person_id = CASE ${party} WHEN 'customer' THEN ${order.customerId}::uuid ELSE a.helper_id END) AS proven
    FROM agreement a WHERE a.id = ${agreementId}::uuid AND a.order_id = ${order.id}`);
  return agreement;
}
