import { randomInt } from 'node:crypto';
import type { AgreementTerms } from '#contracts/agreement.ts';
import type { OrderActivities, Refusal } from '#contracts/transitions.ts';
import type { Database } from '#platform/database.ts';
import { readPersonal } from '#platform/personal.ts';
import { renderAgreement } from './agreement-pdf.ts';
import { insertHolds, lockHelpers, ownSlot, voidExpiredHolds } from './booking.ts';
import { sha256Hex } from './canonical-json.ts';
import { needOf } from './find-free-helpers.ts';
import { clashOf } from './helper-calendar.ts';
import { loadCalendars } from './load-calendars.ts';
import type { OrderRow, Tx } from './order-row.ts';
import { Refused } from './refused.ts';
import type { Transition } from './transition.ts';

type Part = Pick<OrderActivities, 'signAgreement'>;
type Input = Parameters<OrderActivities['signAgreement']>[0];
type Signed = { ok: true; complete: boolean };

export function agreementActivities({
  transition,
  database,
}: {
  transition: Transition;
  database: Database;
}): Part {
  return {
    async signAgreement(input): Promise<Signed | Refusal> {
      // Drawing takes longer than everything else, so no lock is held meanwhile.
      const pdf = await drawIfLast(database, input);
      return transition<Signed>(input, async (tx, order) => {
        const { agreementId, party, evidenceId, termsHash, step } = input;
        const agreement = await tx.agreement.findFirst({
          where: { id: agreementId, orderId: order.id },
          include: { signatures: true },
        });
        if (!agreement || agreement.status === 'void' || agreement.termsHash !== termsHash)
          throw new Refused('TermsChanged');
        if (agreement.signatures.some((signature) => signature.party === party))
          throw new Refused('AlreadySigned');
        const personId = party === 'customer' ? order.customerId : agreement.helperId;
        const evidence = await tx.signingEvidence.findFirst({
          where: { id: evidenceId, orderId: order.id, personId, termsHash },
        });
        if (!evidence) throw new Refused('Unverified');
        const signedAt = new Date(step.at);
        await tx.signature.create({
          data: { agreementId, party, personId, termsHash, evidenceId, signedAt },
        });
        const signed = { kind: 'agreementSigned' as const, payload: { party, agreementId, termsHash } };
        if (agreement.signatures.length === 0)
          return { result: { ok: true, complete: false }, events: [signed] };

        if (!pdf)
          throw new Error(
            'The other side signed at the same moment: the document is drawn in the next attempt',
          );
        await confirmBooking(tx, order, agreement.helperId);
        await tx.agreement.update({
          where: { id: agreementId },
          data: { status: 'signed', sealedAt: signedAt },
        });
        const documentSha256 = sha256Hex(pdf);
        await tx.agreementDocument.create({
          data: { agreementId, pdf: new Uint8Array(pdf), sha256: documentSha256, createdAt: signedAt },
        });
        await planVisit(tx, order, agreement.helperId);
        return {
          result: { ok: true, complete: true },
          enter: input.complete,
          events: [signed, { kind: 'agreementSealed', payload: { agreementId, termsHash, documentSha256 } }],
        };
      });
    },
  };
}

/** The document with both signatures, when this is the second one. */
async function drawIfLast(database: Database, input: Input): Promise<Buffer | null> {
  const { agreementId, step } = input;
  const agreement = await database.agreement.findUnique({
    where: { id: agreementId },
    include: { signatures: true },
  });
  if (agreement?.status !== 'drafted' || agreement.signatures.length !== 1) return null;
  const terms = agreement.terms as unknown as AgreementTerms;
  const [inquiry, people, evidence, service, district] = await Promise.all([
    database.inquiry.findUniqueOrThrow({ where: { orderId: step.orderId } }),
    readPersonal(database, [terms.customerId, terms.helperId]),
    database.signingEvidence.findMany({
      where: {
        id: { in: [input.evidenceId, ...agreement.signatures.map((s) => s.evidenceId)] },
        orderId: step.orderId,
      },
    }),
    database.service.findUniqueOrThrow({ where: { code: terms.serviceCode } }),
    database.district.findUnique({ where: { code: terms.district } }),
  ]);
  const signatures = [
    ...agreement.signatures,
    { party: input.party, evidenceId: input.evidenceId, signedAt: new Date(step.at) },
  ];
  return renderAgreement({
    agreementId,
    termsHash: agreement.termsHash,
    terms,
    serviceName: service.nameZh,
    placeName: `${district?.nameZh ?? terms.district} ${inquiry.addressLine}`,
    customer: people.get(terms.customerId) ?? null,
    helper: people.get(terms.helperId) ?? null,
    sealedAt: new Date(step.at),
    signers: signatures.map(({ party, evidenceId, signedAt }) => {
      const proof = evidence.find(({ id }) => id === evidenceId);
      return { party, signedAt, code: proof?.codeId ?? '', ip: proof?.ip ?? '', device: proof?.device ?? '' };
    }),
  });
}

/** The hold becomes a booking; one that ran out meanwhile is taken again if the slot is still free. */
async function confirmBooking(tx: Tx, order: OrderRow, helperId: string): Promise<void> {
  await lockHelpers(tx, [helperId]);
  if (!(await ownSlot(tx, order.id, helperId))) {
    if (!order.startsAt || !order.endsAt) throw new Refused('HoldLost');
    const slot = { startsAt: order.startsAt.getTime(), endsAt: order.endsAt.getTime() };
    await voidExpiredHolds(tx, [helperId], order.id);
    const calendars = await loadCalendars(tx, {
      helperIds: [helperId],
      from: slot.startsAt,
      to: slot.endsAt,
    });
    const site = await needOf(tx, order);
    const calendar = calendars.get(helperId);
    if (!calendar || clashOf(calendar, slot, { orderId: order.id, site, policy: order.policy }))
      throw new Refused('HoldLost');
    await insertHolds(tx, [
      { ...slot, orderId: order.id, helperId, site, heldUntil: new Date().toISOString() },
    ]);
  }
  await tx.booking.updateMany({
    where: { orderId: order.id, helperId, status: 'held' },
    data: { status: 'confirmed', heldUntil: null },
  });
}

async function planVisit(tx: Tx, order: OrderRow, helperId: string): Promise<void> {
  if (!order.startsAt || !order.endsAt) throw new Error(`${order.id} has no agreed time`);
  const plan = {
    helperId,
    startCode: String(randomInt(10_000)).padStart(4, '0'),
    startsAt: order.startsAt,
    endsAt: order.endsAt,
  };
  await tx.visit.upsert({
    where: { orderId: order.id },
    create: { orderId: order.id, ...plan },
    update: { ...plan, codeAttempts: 0 },
  });
}
