import { randomUUID } from 'node:crypto';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Given, Rows } from '../rows.ts';

type Delivery = Partial<Prisma.DeliveryUncheckedCreateWithoutNoticeInput>;

/** Urgent, without a condition, and to be sent by SMS; `deliveries`: what each channel has come to. */
export async function aNotice(
  { models }: Rows,
  given: Omit<Given<Prisma.NoticeUncheckedCreateInput, 'personId' | 'template'>, 'deliveries'>,
  deliveries: Delivery[] = [{}],
): Promise<string> {
  const id = given.id ?? randomUUID();
  const sent = deliveries.map((one, position) => ({ channel: 'sms', position, status: 'waiting', ...one }));
  const data = { key: id, params: {}, urgent: true, ...given, id, deliveries: { create: sent } };
  await models.notice.create({ data });
  return id;
}
