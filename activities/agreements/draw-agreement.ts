import type { AgreementTerms } from '#contracts/agreements/agreement.ts';
import type { AgreementsEffects } from '#contracts/agreements/effects.ts';
import type { Party } from '#contracts/people/roles.ts';
import type { Database } from '#platform/database.ts';
import { readPersonal } from '#platform/personal.ts';
import { sql } from '#platform/sql.ts';
import { renderAgreement } from './agreement-pdf.ts';

type Input = Parameters<AgreementsEffects['signAgreement']>[0];

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
export async function drawIfLast(database: Database, input: Input): Promise<Buffer | null> {
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
