-- After a replacement the customer leaves free until the next signature; an agreement whose signature ended that says so.
-- Agreements that were signed before do not: their customers still leave free.
ALTER TABLE "agreement" ADD COLUMN "ends_free_exit" BOOLEAN NOT NULL DEFAULT false;
