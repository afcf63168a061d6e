import { type Statement, sql } from '#platform/sql.ts';

interface Parties {
  /** of the order */
  id: string;
  customerId: string;
  helperId: string | null;
}

/**
 * Who may see a change of this order, as one text of ids: its customer, its helper, and everyone who got an offer or an
 * agreement. The live event contains them, so that no API process has to query; null when they are too many for its
 * payload: then each process queries.
 */
export const audienceSql = ({ id, customerId, helperId }: Parties): Statement => sql`(
  SELECT string_agg(person::text, ',') FROM (
    SELECT ${customerId}::uuid AS person UNION SELECT ${helperId}::uuid
    UNION SELECT helper_id FROM candidate WHERE order_id = ${id}
    UNION SELECT helper_id FROM agreement WHERE order_id = ${id}) audience
  HAVING count(*) <= 100)`;
