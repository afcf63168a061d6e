import { endpoint, SENT } from '#api/http/endpoint.ts';
import { Refused } from '#api/http/refused.ts';
import { http } from '#contracts/http.ts';
import { agreementView } from '../reads/agreement-view.ts';

export const agreementPdf = endpoint(http.agreementPdf, async ({ deps, reader, params, res }) => {
  const { database } = deps;
  const { id, pdf } = await agreementView({ database, reader, orderId: params.orderId });
  // Not allowed for this reader: the same answer as for a document that does not exist.
  const document =
    pdf && (await database.models.agreementDocument.findUnique({ where: { agreementId: id } }));
  if (!document) throw new Refused('NotFound');
  res.setHeader('cache-control', 'private, no-store');
  res.setHeader('content-disposition', `inline; filename="anjia-${params.orderId}.pdf"`);
  res.type('application/pdf').send(Buffer.from(document.pdf));
  return SENT;
});
