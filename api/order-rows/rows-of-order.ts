import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Prisma } from '#prisma/generated/client.ts';

type Inquiry = Omit<Prisma.InquiryGetPayload<object>, 'orderId' | 'createdAt'>;
type Visit = Pick<
  Prisma.VisitGetPayload<object>,
  | 'startCode'
  | 'startsAt'
  | 'endsAt'
  | 'departedAt'
  | 'checkedInAt'
  | 'checkedOutAt'
  | 'confirmedAt'
  | 'confirmedBy'
>;
type Review = Pick<
  Prisma.ReviewGetPayload<object>,
  'attitude' | 'effect' | 'contractKept' | 'averageX100' | 'at'
> & { text: string | null };
/** The fields of a helper on a card. */
export type CardRow = Pick<
  Prisma.HelperGetPayload<object>,
  | 'id'
  | 'displayName'
  | 'sex'
  | 'birthYear'
  | 'level'
  | 'years'
  | 'ratingSum'
  | 'ratingCount'
  | 'completedCount'
> & { skills: Pick<Prisma.HelperSkillGetPayload<object>, 'skill' | 'certificate' | 'certificateUntil'>[] };

type Candidate = Pick<
  Prisma.CandidateGetPayload<object>,
  'round' | 'helperId' | 'rank' | 'reasons' | 'quote' | 'startsAt' | 'endsAt' | 'hold' | 'status'
> & { helper: CandidateHelper | null };
type CandidateHelper = CardRow & Pick<Prisma.HelperGetPayload<object>, 'homeLatitude' | 'homeLongitude'>;
type Agreement = Pick<Prisma.AgreementGetPayload<object>, 'id' | 'status' | 'termsHash' | 'helperId'> & {
  signedBy: string[];
  documentSha256: string | null;
};
type Case = Omit<Prisma.CaseGetPayload<object>, 'decidedBy'>;
type Proposal = Pick<Prisma.RescheduleProposalGetPayload<object>, 'startsAt' | 'endsAt' | 'side' | 'until'>;
type Event = Pick<
  Prisma.OrderEventGetPayload<object>,
  'kind' | 'payload' | 'actorId' | 'role' | 'verified' | 'at' | 'version'
> & { id: string };

/** The related rows of an order that its screens show. */
export interface RowsOfOrder {
  helperName: string | null;
  /** of every helper that this order ever had to do with, by id */
  names: Record<string, string>;
  /** what its service asks of a helper */
  skills: string[];
  inquiry: Inquiry | null;
  visit: Visit | null;
  review: Review | null;
  /** newest first */
  cases: Case[];
  /** newest round first, by rank */
  candidates: Candidate[];
  /** newest first */
  agreements: Agreement[];
  /** the open one */
  proposals: Proposal[];
  amendments: number;
  /** oldest first */
  events: Event[];
  /** money in the ledger */
  entries: { kind: string; account: string; fen: number }[];
  rewarded: boolean;
  penalty: string | null;
}

const DATES = new Set(
  'startsAt endsAt certificateUntil departedAt checkedInAt checkedOutAt confirmedAt openedAt dueAt decidedAt until at'.split(
    ' ',
  ),
);

/** One statement reads everything: thirteen separate ones made a view cost the API more than twice as much. */
export async function rowsOfOrder(database: Database, orderId: string): Promise<RowsOfOrder> {
  const [row] = await database.query<{ rows: string }>(sql`/* prepared */
    SELECT json_build_object(
      'helperName', (SELECT display_name FROM helper h WHERE h.id = o.helper_id),
      'names', (SELECT coalesce(json_object_agg(h.id, h.display_name), '{}') FROM helper h WHERE h.id IN (
          SELECT c.helper_id FROM candidate c WHERE c.order_id = o.id
          UNION SELECT k.helper_id FROM "case" k WHERE k.order_id = o.id UNION SELECT o.helper_id
          UNION SELECT (e.payload ->> 'helperId')::uuid FROM order_event e
            WHERE e.order_id = o.id AND e.payload ->> 'helperId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')),
      'skills', coalesce((SELECT s.skills FROM service s WHERE s.code = o.service_code), '{}'),
      'inquiry', (SELECT json_build_object('contactName', contact_name, 'contactPhone', contact_phone,
          'addressLine', address_line, 'latitude', latitude, 'longitude', longitude, 'forOther', for_other, 'area', area,
          'careNotes', care_notes, 'remarks', remarks, 'wishes', wishes, 'channel', channel)
        FROM inquiry WHERE order_id = o.id),
      'visit', (SELECT json_build_object('startCode', start_code, 'startsAt', starts_at, 'endsAt', ends_at,
          'departedAt', departed_at, 'checkedInAt', checked_in_at, 'checkedOutAt', checked_out_at,
          'confirmedAt', confirmed_at, 'confirmedBy', confirmed_by)
        FROM visit WHERE order_id = o.id),
      'review', (SELECT json_build_object('attitude', r.attitude, 'effect', r.effect, 'contractKept', r.contract_kept,
          'averageX100', r.average_x100, 'at', r.at, 'text', (SELECT body FROM note n WHERE n.id = r.note_id))
        FROM review r WHERE r.order_id = o.id),
      'cases', (SELECT coalesce(json_agg(json_build_object('id', id, 'orderId', order_id, 'kind', kind,
          'reason', reason, 'status', status, 'helperId', helper_id, 'openedAt', opened_at, 'dueAt', due_at,
          'decision', decision, 'decidedAt', decided_at, 'noteId', note_id, 'proposal', proposal,
          'version', version, 'round', round, 'variant', variant, 'ownerId', owner_id, 'overdue', overdue)
          ORDER BY opened_at DESC), '[]')
        FROM "case" WHERE order_id = o.id),
      'candidates', (SELECT coalesce(json_agg(json_build_object('round', c.round, 'helperId', c.helper_id,
          'rank', c.rank, 'reasons', c.reasons, 'quote', c.quote, 'startsAt', c.starts_at, 'endsAt', c.ends_at,
          'hold', c.hold, 'status', c.status, 'helper', CASE WHEN h.id IS NOT NULL THEN json_build_object('id', h.id, 'displayName', h.display_name,
            'sex', h.sex, 'birthYear', h.birth_year, 'level', h.level, 'years', h.years, 'ratingSum', h.rating_sum,
            'ratingCount', h.rating_count, 'completedCount', h.completed_count, 'homeLatitude', h.home_latitude,
            'homeLongitude', h.home_longitude,
            'skills', (SELECT coalesce(json_agg(json_build_object('skill', s.skill, 'certificate', s.certificate,
              'certificateUntil', s.certificate_until) ORDER BY s.skill), '[]')
              FROM helper_skill s WHERE s.helper_id = h.id)) END) ORDER BY c.round DESC, c.rank), '[]')
        FROM candidate c LEFT JOIN helper h ON h.id = c.helper_id WHERE c.order_id = o.id),
      'agreements', (SELECT coalesce(json_agg(json_build_object('id', a.id, 'status', a.status,
          'termsHash', a.terms_hash, 'helperId', a.helper_id,
          'signedBy', ARRAY(SELECT party FROM signature s WHERE s.agreement_id = a.id ORDER BY s.signed_at),
          'documentSha256', (SELECT sha256 FROM agreement_document d WHERE d.agreement_id = a.id))
          ORDER BY a.created_at DESC), '[]')
        FROM agreement a WHERE a.order_id = o.id),
      'proposals', (SELECT coalesce(json_agg(json_build_object('startsAt', starts_at, 'endsAt', ends_at, 'side', side,
          'until', until)), '[]')
        FROM reschedule_proposal WHERE order_id = o.id AND status = 'open'),
      'amendments', (SELECT count(*) FROM agreement_amendment WHERE order_id = o.id),
      'events', (SELECT coalesce(json_agg(json_build_object('id', id::text, 'kind', kind, 'payload', payload,
          'actorId', actor_id, 'role', role, 'verified', verified, 'at', at, 'version', version) ORDER BY id), '[]')
        FROM order_event WHERE order_id = o.id),
      'entries', (SELECT coalesce(json_agg(json_build_object('kind', t.kind, 'account', e.account, 'fen', e.amount)), '[]')
        FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_key = t.key AND e.unit = 'fen'
        WHERE t.order_id = o.id),
      'rewarded', EXISTS (SELECT 1 FROM reward WHERE order_id = o.id),
      'penalty', (SELECT kind FROM penalty WHERE order_id = o.id LIMIT 1)
    )::text AS rows
    FROM "order" o WHERE o.id = ${orderId}`);
  const rows = JSON.parse(row!.rows) as RowsOfOrder;
  for (const one of [rows.visit, rows.review]) withDates(one);
  for (const list of [rows.cases, rows.candidates, rows.proposals, rows.events]) list.forEach(withDates);
  for (const { helper } of rows.candidates) helper?.skills.forEach(withDates);
  return rows;
}

/** Columns only: what a JSON column holds stays as it was written. */
function withDates(row: object | null): void {
  const fields = (row ?? {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries(fields))
    if (value !== null && DATES.has(name)) fields[name] = new Date(value as string);
}
