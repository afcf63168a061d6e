-- A notice says until when its text is true, and whose notice it is when it is not an order's. Rows of older versions
-- have none of the three: their template's row in activities/notices/by-area counts for them.
ALTER TABLE "notice" ADD COLUMN "subject" TEXT,
ADD COLUMN "subject_id" TEXT,
ADD COLUMN "valid_until" TIMESTAMPTZ(3);

CREATE INDEX "notice_of_subject" ON "notice" ("subject", "subject_id") WHERE "subject" IS NOT NULL;

-- Conditions now stand with most notices, and are looked for by the order: notice_order_id_idx serves that.
DROP INDEX "notice_reminder";
