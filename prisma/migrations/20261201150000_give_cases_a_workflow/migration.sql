-- AlterTable
ALTER TABLE "case" ADD COLUMN     "city" TEXT,
ADD COLUMN     "clock_shift_ms" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "customer_id" UUID,
ADD COLUMN     "needs_ops_reason" TEXT,
ADD COLUMN     "opened_by" UUID,
ADD COLUMN     "overdue" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "owner_id" UUID,
ADD COLUMN     "round" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "variant" TEXT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "workflow_started" BOOLEAN NOT NULL DEFAULT false,
ALTER COLUMN "order_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "note" ADD COLUMN     "case_id" UUID,
ALTER COLUMN "order_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "transition" ADD COLUMN     "subject" TEXT,
ADD COLUMN     "subject_id" TEXT,
ALTER COLUMN "order_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "case_decision" (
    "case_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "decision" TEXT NOT NULL,
    "amount_fen" INTEGER,
    "decided_by" UUID,
    "role" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,
    "reason" TEXT,
    "note_id" TEXT,
    "cause" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "case_decision_pkey" PRIMARY KEY ("case_id","round")
);

-- CreateTable
CREATE TABLE "subject_event" (
    "id" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "actor_id" UUID,
    "role" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,
    "cause" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subject_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "subject_event_subject_subject_id_id_idx" ON "subject_event"("subject", "subject_id", "id");

-- CreateIndex
CREATE INDEX "case_city_status_due_at_id_idx" ON "case"("city", "status", "due_at", "id");

-- CreateIndex
CREATE INDEX "case_city_status_decided_at_id_idx" ON "case"("city", "status", "decided_at" DESC, "id");

-- CreateIndex
CREATE INDEX "case_owner_id_status_due_at_id_idx" ON "case"("owner_id", "status", "due_at", "id");

-- CreateIndex
CREATE INDEX "note_case_id_idx" ON "note"("case_id");

-- CreateIndex
CREATE INDEX "transition_subject_subject_id_cause_idx" ON "transition"("subject", "subject_id", "cause");

-- AddForeignKey
ALTER TABLE "case_decision" ADD CONSTRAINT "case_decision_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is known of the cases that were opened before. A case whose order does not ask about it any more gets a workflow
-- by the sweep (activities/cases/adopt-cases.ts).
UPDATE "case" c SET city = o.city, customer_id = o.customer_id FROM "order" o WHERE o.id = c.order_id;
INSERT INTO case_decision (case_id, round, decision, decided_by, role, note_id, cause, at)
  SELECT id, 1, decision, decided_by, CASE WHEN decided_by IS NULL THEN 'system' ELSE 'ops' END, note_id, 'before 2026-12-01',
    coalesce(decided_at, opened_at)
  FROM "case" WHERE status = 'decided' AND decision IS NOT NULL;

ALTER TABLE "case" ADD CONSTRAINT case_round CHECK (round > 0);
ALTER TABLE "case" ADD CONSTRAINT case_decided_has_decision CHECK (status <> 'decided' OR version = 0 OR decision IS NOT NULL);
-- The sweep looks for cases whose workflow was not started.
CREATE INDEX case_not_started_idx ON "case" (opened_at) WHERE status = 'open' AND NOT workflow_started;

CREATE TRIGGER case_decision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER subject_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON subject_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'anjia_app') THEN
    REVOKE UPDATE, DELETE ON case_decision, subject_event FROM anjia_app;
  END IF;
END $$;
