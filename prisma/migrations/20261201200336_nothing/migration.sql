-- DropTable
DROP TABLE "attempt_count";
