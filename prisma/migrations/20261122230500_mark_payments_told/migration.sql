-- A payment that its gateway reported waits here until its order has heard of it.
ALTER TABLE "payment" ADD COLUMN "told_at" TIMESTAMPTZ(3);
UPDATE "payment" SET "told_at" = "paid_at" WHERE "status" = 'paid';
CREATE INDEX "payment_untold" ON "payment" ("paid_at") WHERE "status" = 'paid' AND "told_at" IS NULL;
