import { CASE_CHECKS } from './case-checks.ts';

/** A violation in one order (or between two), or in a case without an order. */
export interface Violation {
  /** Of the order, else of the case. */
  orderId: string;
  what: string;
}

/** Events that happen once in an order, whatever was killed or sent twice. */
const ONCE = `'inquiryReceived', 'checkedIn', 'checkedOut', 'completionConfirmed', 'settled', 'paymentReceived',
  'reviewed', 'noReview', 'closed'`;
/** Notices that one person gets once about one order. */
const TOLD_ONCE = `'inquiryReceived', 'handedToAgent', 'visitStarted', 'confirmDone', 'doneConfirmed', 'toPay', 'earned',
  'paid', 'reviewed', 'rewarded', 'rewardTold', 'penalised', 'followUpTold', 'feeCharged', 'feeWaived', 'closed'`;

/** Each returns one row per violation: the order or case, and the details as ids, codes and times. */
export const DATABASE_CHECKS = {
  // The constraint should make it impossible; a migration may have dropped it.
  overlappingBookings: `
    SELECT a.order_id AS "orderId", 'helper ' || a.helper_id || ' is booked for ' || b.order_id || ' as well' AS what
    FROM booking a JOIN booking b ON b.helper_id = a.helper_id AND b.id > a.id
      AND tstzrange(b.starts_at, b.ends_at, '[)') && tstzrange(a.starts_at, a.ends_at, '[)')
    WHERE a.status IN ('held', 'confirmed') AND b.status IN ('held', 'confirmed')`,

  unbalancedLedger: `
    SELECT t.order_id AS "orderId", t.key || ' does not balance' AS what FROM ledger_transaction t
    WHERE (SELECT count(*) FROM ledger_entry e WHERE e.transaction_key = t.key) < 2
      OR EXISTS (SELECT 1 FROM ledger_entry e WHERE e.transaction_key = t.key GROUP BY e.unit HAVING sum(e.amount) <> 0)`,

  // A person's message notifies each other person once; repeated alerts of a deadline are intended.
  secondNotices: `
    SELECT order_id AS "orderId", template || ' was told ' || count(*) || ' times to ' || person_id AS what
    FROM notice WHERE order_id IS NOT NULL AND subject IS NULL AND template IN (${TOLD_ONCE})
    GROUP BY order_id, person_id, template HAVING count(*) > 1
    UNION ALL
    SELECT n.order_id, n.template || ' was told ' || count(*) || ' times to ' || n.person_id || ' by ' || e.cause
    FROM notice n JOIN LATERAL (
      SELECT cause, role FROM order_event WHERE order_id = n.order_id AND version::text = split_part(n.key, ':', 2) LIMIT 1
    ) e ON e.role <> 'system'
    WHERE n.subject IS NULL AND n.template NOT IN (${TOLD_ONCE})
    GROUP BY n.order_id, n.person_id, n.template, split_part(n.key, ':', 5), e.cause HAVING count(*) > 1`,

  secondRewards: `
    SELECT order_id AS "orderId", count(*) || ' rewards' AS what FROM reward GROUP BY order_id HAVING count(*) > 1
    UNION ALL
    SELECT order_id, count(*) || ' rewards in the ledger' FROM ledger_transaction WHERE kind = 'reward'
    GROUP BY order_id HAVING count(*) > 1
    UNION ALL
    SELECT order_id, count(*) || ' rewards on the timeline' FROM order_event WHERE kind = 'rewardGranted'
    GROUP BY order_id HAVING count(*) > 1`,

  secondPenalties: `
    SELECT order_id AS "orderId", count(*) || ' penalties' AS what FROM penalty GROUP BY order_id HAVING count(*) > 1
    UNION ALL
    SELECT order_id, count(*) || ' penalties on the timeline' FROM order_event WHERE kind = 'penaltyDecided'
    GROUP BY order_id HAVING count(*) > 1`,

  // An order charges one fee at its end, and one for each case about a helper who withdrew.
  secondCharges: `
    SELECT order_id AS "orderId", count(*) || ' times ' || kind AS what FROM ledger_transaction t
    WHERE kind IN ('settle', 'cancelFee', 'noShowFee')
    GROUP BY order_id, kind, CASE WHEN t.key ~ '^[0-9a-f-]{36}/fee$'
      THEN (SELECT c.id FROM "case" c WHERE c.id = left(t.key, 36)::uuid) END HAVING count(*) > 1
    UNION ALL
    SELECT t.order_id, e.account || ' paid ' || -sum(e.amount) || ' fen too much'
    FROM ledger_entry e JOIN ledger_transaction t ON t.key = e.transaction_key
    WHERE e.account LIKE 'customer:%' AND e.unit = 'fen' GROUP BY t.order_id, e.account HAVING sum(e.amount) < 0`,

  secondFacts: `
    SELECT order_id AS "orderId", kind || ' stands ' || count(*) || ' times on the timeline' AS what FROM order_event
    WHERE kind IN (${ONCE}) GROUP BY order_id, kind HAVING count(*) > 1
    UNION ALL
    SELECT order_id, 'feeCharged stands ' || count(*) || ' times on the timeline' FROM order_event
    WHERE kind = 'feeCharged' GROUP BY order_id, payload ->> 'payer', payload ->> 'helperId' HAVING count(*) > 1`,

  versionsNotGrowing: `
    SELECT order_id AS "orderId", 'version ' || version || ' after ' || before AS what FROM (
      SELECT order_id, version, lag(version) OVER (PARTITION BY order_id ORDER BY id) AS before FROM order_event
    ) e WHERE version < before
    UNION ALL
    SELECT order_id, 'version ' || version || ' has ' || count(DISTINCT cause) || ' causes' FROM order_event
    WHERE version > 0 AND role <> 'system' GROUP BY order_id, version HAVING count(DISTINCT cause) > 1
    UNION ALL
    SELECT o.id, 'the order is at version ' || o.version || ', its timeline at ' || max(e.version)
    FROM "order" o JOIN order_event e ON e.order_id = o.id GROUP BY o.id HAVING max(e.version) > o.version`,

  closedWithBookings: `
    SELECT o.id AS "orderId", 'booking of ' || b.helper_id || ' is still ' || b.status AS what
    FROM "order" o JOIN booking b ON b.order_id = o.id WHERE o.stage = 'closed' AND b.status IN ('held', 'confirmed')`,

  // A reminder that was due before the end was sent correctly.
  closedWithReminders: `
    SELECT o.id AS "orderId", n.template || ' would still be sent at ' || n.due_at AS what
    FROM "order" o JOIN notice n ON n.order_id = o.id
    WHERE o.stage = 'closed' AND n.wait IS NOT NULL AND n.voided_at IS NULL
      AND n.due_at > greatest(o.updated_at, n.created_at + interval '1 second')`,

  ...CASE_CHECKS,
} as const;
export type DatabaseCheck = keyof typeof DATABASE_CHECKS;
