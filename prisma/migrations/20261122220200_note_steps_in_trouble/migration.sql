-- CreateTable
CREATE TABLE "step_trouble" (
    "order_id" TEXT NOT NULL,
    "activity_id" TEXT NOT NULL,
    "activity" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "step_trouble_pkey" PRIMARY KEY ("order_id","activity_id")
);
