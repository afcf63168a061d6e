import { createHash } from 'node:crypto';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { Address, NewAddress } from '#contracts/people/people.ts';
import { toE164 } from '#contracts/typed/phone.ts';
import type { Tx } from '#platform/database.ts';
import { presentAddress } from '../reads/present-address.ts';

/** Adds a service address. Without a map service it is placed near the centre of its district. */
export async function addAddress(input: {
  tx: Tx;
  reader: Reader;
  id: string;
  body: NewAddress;
}): Promise<Address> {
  const { tx, reader, id, body } = input;
  const models = await tx.models();
  const district = await models.district.findUnique({ where: { code: body.district } });
  if (!district) throw new Refused('NotServed');
  const place = near(district, `${body.district}\n${body.line}`);
  const contactPhone = toE164(body.contactPhone);
  const row = await models.address.create({
    data: { ...body, ...place, id, personId: reader.id, city: district.city, contactPhone },
  });
  return presentAddress(row);
}

/** The same line always gets the same point, up to 2 km from the centre, so distances vary realistically. */
function near(
  middle: { latitude: number; longitude: number },
  line: string,
): { latitude: number; longitude: number } {
  const hash = createHash('sha256').update(line).digest();
  const angle = (hash.readUInt16BE(0) / 65_536) * 2 * Math.PI;
  const degrees = (hash.readUInt16BE(2) / 65_536) * 0.018;
  const latitude = middle.latitude + degrees * Math.sin(angle);
  return {
    latitude,
    longitude: middle.longitude + (degrees * Math.cos(angle)) / Math.cos((latitude * Math.PI) / 180),
  };
}
