import { http } from '#contracts/http.ts';
import { endpoint, SENT } from '../../endpoint.ts';
import { findAgreement } from '../../reads/find-agreement.ts';
import { Refused } from '../../refused.ts';

export const agreementPdf = endpoint(http.agreementPdf, async ({ deps, reader, params, res }) => {
  const agreementId = await findAgreement({ database: deps.database, reader, orderId: params.orderId });
  const document = await deps.database.agreementDocument.findUnique({ where: { agreementId } });
  if (!document) throw new Refused('NotFound');
  res.setHeader('cache-control', 'private, no-store');
  res.setHeader('content-disposition', `inline; filename="anjia-${params.orderId}.pdf"`);
  res.type('application/pdf').send(Buffer.from(document.pdf));
  return SENT;
});
