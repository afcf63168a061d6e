-- What Prisma cannot express. tests/activities/guards.test.ts reads the catalogue and tries to break each of these.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- No helper is in two places at once.
ALTER TABLE booking
  ADD CONSTRAINT booking_ends_after_it_starts CHECK (starts_at < ends_at),
  ADD CONSTRAINT booking_status CHECK (status IN ('held', 'confirmed', 'released', 'voided', 'done')),
  ADD CONSTRAINT booking_hold_has_an_end CHECK (status <> 'held' OR held_until IS NOT NULL),
  ADD CONSTRAINT booking_no_overlap
    EXCLUDE USING gist (helper_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
    WHERE (status IN ('held', 'confirmed'));

-- Words that code depends on.
ALTER TABLE person ADD CONSTRAINT person_role CHECK (role IN ('customer', 'helper', 'agent', 'ops'));
ALTER TABLE helper
  ADD CONSTRAINT helper_level CHECK (level IN ('junior', 'senior', 'expert')),
  ADD CONSTRAINT helper_counts CHECK (rating_sum >= 0 AND rating_count >= 0 AND completed_count >= 0);
ALTER TABLE working_time
  ADD CONSTRAINT working_time_of_a_day
    CHECK (weekday BETWEEN 1 AND 7 AND start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440);
ALTER TABLE leave ADD CONSTRAINT leave_ends_after_it_starts CHECK (starts_at < ends_at);
ALTER TABLE service ADD CONSTRAINT service_shape CHECK (shape IN ('visit', 'liveIn'));
ALTER TABLE "order"
  ADD CONSTRAINT order_stage CHECK (stage IN ('inquiry', 'matching', 'selection', 'agreement', 'scheduled', 'visit',
                                              'settlement', 'review', 'followUp', 'closed')),
  ADD CONSTRAINT order_settlement CHECK (settlement IN ('none', 'due', 'paid', 'overdue', 'waived')),
  ADD CONSTRAINT order_ending_when_closed CHECK ((stage = 'closed') = (ending IS NOT NULL)),
  ADD CONSTRAINT order_window CHECK (window_start < window_end),
  ADD CONSTRAINT order_amounts CHECK (quantity > 0 AND minutes > 0 AND version >= 0 AND (total_fen IS NULL OR total_fen >= 0));
ALTER TABLE candidate
  ADD CONSTRAINT candidate_hold CHECK (hold IN ('firm', 'soft')),
  ADD CONSTRAINT candidate_status CHECK (status IN ('offered', 'accepted', 'declined', 'chosen', 'passed'));
ALTER TABLE agreement ADD CONSTRAINT agreement_status CHECK (status IN ('drafted', 'signed', 'void'));
-- One agreement at a time: a replacement voids the one before.
CREATE UNIQUE INDEX agreement_one_alive ON agreement (order_id) WHERE status <> 'void';
ALTER TABLE signature ADD CONSTRAINT signature_party CHECK (party IN ('customer', 'helper'));
ALTER TABLE review
  ADD CONSTRAINT review_scores CHECK (attitude BETWEEN 1 AND 5 AND effect BETWEEN 1 AND 5 AND average_x100 BETWEEN 100 AND 500);
ALTER TABLE penalty ADD CONSTRAINT penalty_kind CHECK (kind IN ('training', 'warning', 'removal'));
ALTER TABLE "case" ADD CONSTRAINT case_status CHECK (status IN ('open', 'decided') AND (status = 'open') = (decision IS NULL));
ALTER TABLE payment
  ADD CONSTRAINT payment_status CHECK (status IN ('created', 'paid', 'failed')),
  ADD CONSTRAINT payment_amount CHECK (amount_fen > 0);
ALTER TABLE delivery
  ADD CONSTRAINT delivery_channel CHECK (channel IN ('sms', 'wechat', 'email')),
  ADD CONSTRAINT delivery_status CHECK (status IN ('waiting', 'sent', 'failed', 'skipped'));
ALTER TABLE ledger_entry
  ADD CONSTRAINT ledger_entry_unit CHECK (unit IN ('fen', 'points')),
  ADD CONSTRAINT ledger_entry_not_zero CHECK (amount <> 0);

-- Every ledger transaction balances, per unit, when its database transaction commits.
CREATE FUNCTION check_ledger_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  transaction_of_row text := to_jsonb(NEW) ->> (CASE TG_TABLE_NAME WHEN 'ledger_entry' THEN 'transaction_key' ELSE 'key' END);
BEGIN
  IF (SELECT count(*) < 2 FROM ledger_entry WHERE transaction_key = transaction_of_row)
    OR EXISTS (SELECT 1 FROM ledger_entry WHERE transaction_key = transaction_of_row GROUP BY unit HAVING sum(amount) <> 0)
  THEN
    RAISE EXCEPTION 'ledger transaction % does not balance', transaction_of_row USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_transaction_balances AFTER INSERT ON ledger_transaction
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_balance();
CREATE CONSTRAINT TRIGGER ledger_entry_balances AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_balance();

-- Evidence and ledger are only ever added to, by whatever role connects.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER order_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_transaction_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The relay claims what is due; a reminder is found by its order when its wait ends.
CREATE INDEX delivery_due ON delivery (next_at) WHERE status = 'waiting';
CREATE INDEX notice_reminder ON notice (order_id) WHERE wait IS NOT NULL AND voided_at IS NULL;
-- Expired holds of a helper are looked for inside every booking.
CREATE INDEX booking_alive ON booking (helper_id, starts_at) WHERE status IN ('held', 'confirmed');
CREATE INDEX candidate_soft ON candidate (helper_id) WHERE hold = 'soft' AND status IN ('offered', 'accepted');

-- The application's role: rows, no DDL; evidence it may add but never change.
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'anjia_app') THEN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO anjia_app', current_schema());
    EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC, anjia_app', current_schema());
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO anjia_app', current_schema());
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO anjia_app', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO anjia_app', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO anjia_app', current_schema());
    REVOKE UPDATE, DELETE ON order_event, ledger_transaction, ledger_entry, transition, signature, signing_evidence,
      agreement_document, reward, penalty FROM anjia_app;
    IF to_regclass('_prisma_migrations') IS NOT NULL THEN
      REVOKE ALL ON _prisma_migrations FROM anjia_app;
      GRANT SELECT ON _prisma_migrations TO anjia_app;
    END IF;
  END IF;
END $$;
