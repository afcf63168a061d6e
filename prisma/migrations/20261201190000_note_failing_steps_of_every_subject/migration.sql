-- Steps of cases are noted too. The id stays in order_id: workers of builds before write it there.
ALTER TABLE "step_trouble" ADD COLUMN "subject" TEXT NOT NULL DEFAULT 'order';
