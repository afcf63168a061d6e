-- A visit may move: what was proposed, and what both agreed on instead of the signed time.
CREATE TABLE reschedule_proposal (
  id uuid PRIMARY KEY,
  order_id text NOT NULL REFERENCES "order" (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  agreement_id uuid NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  side text NOT NULL,
  proposed_by uuid,
  role text NOT NULL,
  cause text NOT NULL,
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  until timestamptz(3) NOT NULL,
  status text NOT NULL,
  ended_by text,
  at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  CONSTRAINT reschedule_proposal_side CHECK (side IN ('customer', 'helper')),
  CONSTRAINT reschedule_proposal_status CHECK (status IN ('open', 'accepted', 'declined')),
  CONSTRAINT reschedule_proposal_ends_after_it_starts CHECK (starts_at < ends_at)
);
CREATE INDEX reschedule_proposal_order_id_idx ON reschedule_proposal (order_id);
-- One question at a time.
CREATE UNIQUE INDEX reschedule_proposal_one_open ON reschedule_proposal (order_id) WHERE status = 'open';

-- Kept with the agreement: each hash covers the one before it, the first one the terms both signed.
CREATE TABLE agreement_amendment (
  id uuid PRIMARY KEY,
  agreement_id uuid NOT NULL REFERENCES agreement (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  order_id text NOT NULL REFERENCES "order" (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  n integer NOT NULL,
  content jsonb NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  at timestamptz(3) NOT NULL,
  CONSTRAINT agreement_amendment_n CHECK (n > 0)
);
CREATE UNIQUE INDEX agreement_amendment_agreement_id_n_key ON agreement_amendment (agreement_id, n);
CREATE INDEX agreement_amendment_order_id_idx ON agreement_amendment (order_id);
CREATE TRIGGER agreement_amendment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON agreement_amendment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The least a cancellation costs the customer who moved the visit.
ALTER TABLE visit ADD COLUMN fee_floor_fen integer NOT NULL DEFAULT 0;
ALTER TABLE visit ADD CONSTRAINT visit_fee_floor CHECK (fee_floor_fen >= 0);

DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'anjia_app') THEN
    REVOKE UPDATE, DELETE ON agreement_amendment FROM anjia_app;
  END IF;
END $$;
