import type pg from 'pg';
import { renderAgreement } from '#activities/agreements/agreement-pdf.ts';
import type { AgreementTerms } from '#contracts/agreements/agreement.ts';

const WARM_UP = 60;
const TIMES = 40;

/** Processor time of rendering the PDF of an agreement, in milliseconds; warmed up, so that it is not overestimated. */
export async function renderingMs(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ id: string; terms: AgreementTerms; terms_hash: string }>(
    `SELECT id, terms, terms_hash FROM agreement WHERE status = 'signed' ORDER BY created_at DESC LIMIT 1`,
  );
  const { id: agreementId, terms, terms_hash: termsHash } = rows[0]!;
  const sealedAt = new Date();
  const signer = { signedAt: sealedAt, code: agreementId, ip: '127.0.0.1', device: 'phone' };
  const agreement = {
    ...{ agreementId, terms, termsHash, sealedAt },
    ...{ serviceName: '日常保洁', placeName: '张店区 人民路1号2单元301' },
    customer: { name: '张敏', phone: '+8613900000001' },
    helper: { name: '王淑芬', phone: '+8613900000100' },
    signers: ['customer', 'helper'].map((party) => ({ ...signer, party })),
  };
  for (let n = 0; n < WARM_UP; n += 1) await renderAgreement(agreement);
  const before = process.cpuUsage();
  for (let n = 0; n < TIMES; n += 1) await renderAgreement(agreement);
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / 100 / TIMES) / 10;
}
