import { randomInt } from 'node:crypto';
import { insertHolds, lockHelpers, ownSlot, voidExpiredHolds } from '#activities/calendars/booking.ts';
import { clashOf } from '#activities/calendars/helper-calendar.ts';
import { loadCalendars } from '#activities/calendars/load-calendars.ts';
import { siteOf } from '#activities/calendars/site-of.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Transition } from '#activities/order-rows/order-subject.ts';
import { Refused } from '#activities/transition/refused.ts';
import type { AgreementTerms } from '#contracts/agreements/agreement.ts';
import type { AgreementsEffects } from '#contracts/agreements/effects.ts';
import type { Party } from '#contracts/people/roles.ts';
import type { Refusal } from '#contracts/transition.ts';
import { sha256Hex } from '#platform/canonical-json.ts';
import type { Database, Tx } from '#platform/database.ts';
import { readPersonal } from '#platform/personal.ts';
import { type Statement, sql } from '#platform/sql.ts';
import { renderAgreement } from './agreement-pdf.ts';

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
      // Drawing takes longer than everything else, so no lock is held meanwhile.
      const pdf = await drawIfLast(database, input);
      return transition<Signed>(input, async (tx, order) => {
        const { agreementId, party, evidenceId, termsHash, step } = input;
        const agreement = await toBeSigned(tx, order, input);
        if (!agreement || agreement.status === 'void' || agreement.termsHash !== termsHash)
          throw new Refused('TermsChanged');
        if (agreement.parties.includes(party)) throw new Refused('AlreadySigned');
        const personId = party === 'customer' ? order.customerId : agreement.helperId;
        if (!agreement.proven) throw new Refused('Unverified');
        const signedAt = new Date(step.at);
        const signature = sql`
          INSERT INTO signature (agreement_id, party, person_id, terms_hash, evidence_id, signed_at)
          VALUES (${agreementId}::uuid, ${party}, ${personId}::uuid, ${termsHash}, ${evidenceId}, ${signedAt})`;
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
        await seal(tx, order, { agreementId, helperId, pdf, documentSha256, signedAt, signature });
        return {
          result: { ok: true, complete: true },
          enter: input.complete,
          events: [signed, { kind: 'agreementSealed', payload: { agreementId, termsHash, documentSha256 } }],
        };
      });
    },
  };
}

/** The agreement, who has signed it, and whether this side has proven by a code that these terms are meant. */
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

interface Proof {
  code: string | null;
  ip: string | null;
  device: string | null;
}
interface Drawing {
  terms: AgreementTerms;
  termsHash: string;
  addressLine: string | null;
  serviceName: string | null;
  districtName: string | null;
  signed: (Proof & { party: Party; signedAt: string })[];
  own: Proof | null;
}

/** The document with both signatures, when this is the second one. */
async function drawIfLast(database: Database, input: Input): Promise<Buffer | null> {
  const { agreementId, evidenceId, party, step } = input;
  const [found] = await database.query<Drawing>(sql`
    SELECT a.terms, a.terms_hash AS "termsHash", i.address_line AS "addressLine", s.name_zh AS "serviceName",
      d.name_zh AS "districtName",
      (SELECT json_agg(json_build_object('party', g.party, 'signedAt', g.signed_at, 'code', e.code_id, 'ip', e.ip,
          'device', e.device))
        FROM signature g LEFT JOIN signing_evidence e ON e.id = g.evidence_id AND e.order_id = ${step.orderId}
        WHERE g.agreement_id = a.id) AS signed,
      (SELECT json_build_object('code', e.code_id, 'ip', e.ip, 'device', e.device) FROM signing_evidence e
        WHERE e.id = ${evidenceId} AND e.order_id = ${step.orderId}) AS own
    FROM agreement a
      LEFT JOIN inquiry i ON i.order_id = ${step.orderId}
      LEFT JOIN service s ON s.code = a.terms ->> 'serviceCode'
      LEFT JOIN district d ON d.code = a.terms ->> 'district'
    WHERE a.id = ${agreementId}::uuid AND a.status = 'drafted'
      AND (SELECT count(*) FROM signature g WHERE g.agreement_id = a.id) = 1`);
  if (!found) return null;
  const { terms, addressLine, serviceName, districtName } = found;
  if (addressLine === null || serviceName === null)
    throw new Error(`The inquiry or the service of ${step.orderId} is missing`);
  const people = await readPersonal(database, [terms.customerId, terms.helperId]);
  const sealedAt = new Date(step.at);
  return renderAgreement({
    agreementId,
    termsHash: found.termsHash,
    terms,
    serviceName,
    placeName: `${districtName ?? terms.district} ${addressLine}`,
    customer: people.get(terms.customerId) ?? null,
    helper: people.get(terms.helperId) ?? null,
    sealedAt,
    signers: [...found.signed, { ...found.own, party, signedAt: step.at }].map((one) => ({
      party: one.party,
      signedAt: new Date(one.signedAt),
      code: one.code ?? '',
      ip: one.ip ?? '',
      device: one.device ?? '',
    })),
  });
}

/** The hold becomes a booking; one that ran out meanwhile is taken again if the slot is still free. */
async function confirmBooking(tx: Tx, order: OrderRow, helperId: string): Promise<void> {
  await lockHelpers(tx, [helperId]);
  if ((await confirmHeld(tx, order, helperId)) > 0 || (await ownSlot(tx, order.id, helperId))) return;
  if (!order.startsAt || !order.endsAt) throw new Refused('HoldLost');
  const slot = { startsAt: order.startsAt.getTime(), endsAt: order.endsAt.getTime() };
  await voidExpiredHolds(tx, [helperId], order.id);
  const calendars = await loadCalendars(tx, {
    helperIds: [helperId],
    from: slot.startsAt,
    to: slot.endsAt,
  });
  const site = await siteOf(tx, order.id);
  const calendar = calendars.get(helperId);
  if (!calendar || clashOf(calendar, slot, { orderId: order.id, site, policy: order.policy }))
    throw new Refused('HoldLost');
  await insertHolds(tx, [
    { ...slot, orderId: order.id, helperId, site, heldUntil: new Date().toISOString() },
  ]);
  await confirmHeld(tx, order, helperId);
}

async function confirmHeld(tx: Tx, order: OrderRow, helperId: string): Promise<number> {
  return tx.execute(sql`
    UPDATE booking SET status = 'confirmed', held_until = NULL, updated_at = now()
    WHERE order_id = ${order.id} AND helper_id = ${helperId}::uuid AND status = 'held'`);
}

/** Both have signed: the agreement counts, its document is kept, and the visit has its time and start code. */
async function seal(
  tx: Tx,
  order: OrderRow,
  sealed: {
    agreementId: string;
    helperId: string;
    pdf: Buffer;
    documentSha256: string;
    signedAt: Date;
    /** of the second signer */
    signature: Statement;
  },
): Promise<void> {
  const { startsAt, endsAt } = order;
  if (!startsAt || !endsAt) throw new Error(`${order.id} has no agreed time`);
  const { agreementId, helperId, pdf, documentSha256, signedAt, signature } = sealed;
  const startCode = String(randomInt(10_000)).padStart(4, '0');
  await tx.execute(sql`
    WITH signed AS (${signature}), sealed AS (
      UPDATE agreement SET status = 'signed', sealed_at = ${signedAt} WHERE id = ${agreementId}::uuid
    ), document AS (
      INSERT INTO agreement_document (agreement_id, pdf, sha256, created_at)
      VALUES (${agreementId}::uuid, ${pdf}, ${documentSha256}, ${signedAt})
    )
    INSERT INTO visit (order_id, helper_id, start_code, starts_at, ends_at)
    VALUES (${order.id}, ${helperId}::uuid, ${startCode}, ${startsAt}, ${endsAt})
    ON CONFLICT (order_id) DO UPDATE SET helper_id = excluded.helper_id, start_code = excluded.start_code,
      starts_at = excluded.starts_at, ends_at = excluded.ends_at, code_attempts = 0`);
}
