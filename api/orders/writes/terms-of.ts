import { parsePolicy } from '#contracts/catalogue/parse-policy.ts';
import type { NewOrder } from '#contracts/orders/new-order.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Queries } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Prisma } from '#prisma/generated/client.ts';

type Service = Pick<
  Prisma.ServiceGetPayload<object>,
  'code' | 'shape' | 'standardMinutes' | 'usualQuantity' | 'nameZh'
>;
type Address = Pick<
  Prisma.AddressGetPayload<object>,
  'contactName' | 'contactPhone' | 'city' | 'district' | 'line' | 'latitude' | 'longitude'
>;

/** The terms of a new order. Null: there is none (for the address: none of this customer). */
export interface Terms {
  service: Service | null;
  address: Address | null;
  /** of the address; null: it is not in our list */
  districtName: string | null;
  /** For the address's city: the service's own policy has priority over the city's. */
  policy: Policy | null;
}

type Row = Omit<Terms, 'policy'> & { policy: Prisma.JsonObject | null };

/** One statement reads everything. */
export async function termsOf(input: {
  database: Queries;
  customerId: string;
  body: NewOrder;
}): Promise<Terms> {
  const { database, customerId, body } = input;
  const key = body.rehearsal ?? 'standard';
  const [row] = await database.query<Row>(sql`
    SELECT (SELECT json_build_object('code', s.code, 'shape', s.shape, 'standardMinutes', s.standard_minutes,
        'usualQuantity', s.usual_quantity, 'nameZh', s.name_zh) FROM service s WHERE s.code = ${body.serviceCode}) AS service,
      CASE WHEN a.id IS NOT NULL THEN json_build_object('contactName', a.contact_name,
        'contactPhone', a.contact_phone, 'city', a.city, 'district', a.district, 'line', a.line,
        'latitude', a.latitude, 'longitude', a.longitude) END AS address,
      (SELECT d.name_zh FROM district d WHERE d.code = a.district) AS "districtName",
      (SELECT p.body FROM policy p WHERE p.city = a.city AND p.key = ${key}
        AND p.service_code IN ('*', ${body.serviceCode}) ORDER BY p.service_code = '*' LIMIT 1) AS policy
    FROM (SELECT 1) AS one
      LEFT JOIN address a ON a.id = ${body.addressId}::uuid AND a.person_id = ${customerId}::uuid AND a.removed_at IS NULL`);
  const { policy, ...terms } = row!;
  return { ...terms, policy: policy && parsePolicy(policy) };
}
