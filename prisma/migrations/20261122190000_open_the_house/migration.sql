-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "agreement" (
    "id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "helper_id" UUID NOT NULL,
    "terms" JSONB NOT NULL,
    "terms_hash" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sealed_at" TIMESTAMPTZ(3),

    CONSTRAINT "agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement_document" (
    "agreement_id" UUID NOT NULL,
    "pdf" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agreement_document_pkey" PRIMARY KEY ("agreement_id")
);

-- CreateTable
CREATE TABLE "signature" (
    "agreement_id" UUID NOT NULL,
    "party" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "terms_hash" TEXT NOT NULL,
    "evidence_id" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signature_pkey" PRIMARY KEY ("agreement_id","party")
);

-- CreateTable
CREATE TABLE "signing_code" (
    "id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "code_hash" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signing_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signing_evidence" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "terms_hash" TEXT NOT NULL,
    "code_id" UUID NOT NULL,
    "ip" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signing_evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "district" (
    "code" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "district_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "service" (
    "code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "description_zh" TEXT NOT NULL,
    "description_en" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "shape" TEXT NOT NULL,
    "standard_minutes" INTEGER NOT NULL,
    "usual_quantity" INTEGER NOT NULL,
    "price_fen" INTEGER NOT NULL,
    "skills" TEXT[],
    "position" INTEGER NOT NULL,

    CONSTRAINT "service_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "policy" (
    "city" TEXT NOT NULL,
    "service_code" TEXT NOT NULL DEFAULT '*',
    "key" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "policy_pkey" PRIMARY KEY ("city","service_code","key")
);

-- CreateTable
CREATE TABLE "ledger_transaction" (
    "key" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_transaction_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" BIGSERIAL NOT NULL,
    "transaction_key" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "unit" TEXT NOT NULL DEFAULT 'fen',
    "amount" INTEGER NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "gateway" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "gateway_ref" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "phoneNumber" TEXT,
    "phoneNumberVerified" BOOLEAN,
    "role" TEXT,
    "banned" BOOLEAN,
    "banReason" TEXT,
    "banExpires" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "token" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "impersonatedBy" TEXT,
    "userId" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMP(3),
    "refreshTokenExpiresAt" TIMESTAMP(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candidate" (
    "order_id" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "helper_id" UUID NOT NULL,
    "rank" INTEGER NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "reasons" JSONB NOT NULL,
    "quote" JSONB NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "hold" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "offered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "candidate_pkey" PRIMARY KEY ("order_id","round","helper_id")
);

-- CreateTable
CREATE TABLE "booking" (
    "id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "helper_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "held_until" TIMESTAMPTZ(3),
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notice" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "order_id" TEXT,
    "person_id" UUID NOT NULL,
    "template" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "wait" TEXT,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "notice_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_until" TIMESTAMPTZ(3),
    "error" TEXT,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("notice_id","channel")
);

-- CreateTable
CREATE TABLE "outbox" (
    "key" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT,
    "body" TEXT NOT NULL,
    "code" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "heartbeat" (
    "component" TEXT NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("component")
);

-- CreateTable
CREATE TABLE "outage" (
    "id" BIGSERIAL NOT NULL,
    "component" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "stage" TEXT NOT NULL,
    "ending" TEXT,
    "waiting_for" TEXT,
    "deadline" TIMESTAMPTZ(3),
    "needs_ops" BOOLEAN NOT NULL DEFAULT false,
    "needs_ops_reason" TEXT,
    "city" TEXT NOT NULL,
    "district" TEXT NOT NULL,
    "service_code" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "window_end" TIMESTAMPTZ(3) NOT NULL,
    "minutes" INTEGER NOT NULL,
    "customer_id" UUID NOT NULL,
    "helper_id" UUID,
    "policy_key" TEXT NOT NULL,
    "policy" JSONB NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 0,
    "rematch_count" INTEGER NOT NULL DEFAULT 0,
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "total_fen" INTEGER,
    "settlement" TEXT NOT NULL DEFAULT 'none',
    "clock_shift_ms" BIGINT NOT NULL DEFAULT 0,
    "placed_by" UUID NOT NULL,
    "body_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "workflow_started" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inquiry" (
    "order_id" TEXT NOT NULL,
    "contact_name" TEXT NOT NULL,
    "contact_phone" TEXT NOT NULL,
    "address_line" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "for_other" BOOLEAN NOT NULL DEFAULT false,
    "area" INTEGER,
    "care_notes" TEXT,
    "remarks" TEXT,
    "wishes" JSONB NOT NULL DEFAULT '{}',
    "channel" TEXT NOT NULL DEFAULT 'web',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inquiry_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "order_event" (
    "id" BIGSERIAL NOT NULL,
    "order_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "actor_id" UUID,
    "role" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,
    "cause" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "order_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transition" (
    "key" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "cause" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transition_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "note" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "author_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency" (
    "person_id" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "answer" JSONB,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_pkey" PRIMARY KEY ("person_id","route","key")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_private" (
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "phone_hash" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_private_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "address" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "contact_name" TEXT NOT NULL,
    "contact_phone" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "district" TEXT NOT NULL,
    "line" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "helper" (
    "id" UUID NOT NULL,
    "display_name" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "home_district" TEXT NOT NULL,
    "home_latitude" DOUBLE PRECISION NOT NULL,
    "home_longitude" DOUBLE PRECISION NOT NULL,
    "reach_metres" INTEGER NOT NULL DEFAULT 10000,
    "sex" TEXT NOT NULL,
    "birth_year" INTEGER NOT NULL,
    "level" TEXT NOT NULL,
    "years" INTEGER NOT NULL,
    "rating_sum" INTEGER NOT NULL DEFAULT 0,
    "rating_count" INTEGER NOT NULL DEFAULT 0,
    "completed_count" INTEGER NOT NULL DEFAULT 0,
    "boost" INTEGER NOT NULL DEFAULT 0,
    "recommended" BOOLEAN NOT NULL DEFAULT true,
    "auto_accept" BOOLEAN NOT NULL DEFAULT false,
    "weekly_hours" INTEGER NOT NULL DEFAULT 48,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "helper_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "helper_skill" (
    "helper_id" UUID NOT NULL,
    "skill" TEXT NOT NULL,
    "certificate" TEXT,
    "certificate_until" TIMESTAMPTZ(3),

    CONSTRAINT "helper_skill_pkey" PRIMARY KEY ("helper_id","skill")
);

-- CreateTable
CREATE TABLE "working_time" (
    "id" UUID NOT NULL,
    "helper_id" UUID NOT NULL,
    "weekday" INTEGER NOT NULL,
    "start_minute" INTEGER NOT NULL,
    "end_minute" INTEGER NOT NULL,

    CONSTRAINT "working_time_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "leave" (
    "id" UUID NOT NULL,
    "helper_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "leave_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review" (
    "order_id" TEXT NOT NULL,
    "helper_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "attitude" INTEGER NOT NULL,
    "effect" INTEGER NOT NULL,
    "contract_kept" BOOLEAN NOT NULL,
    "average_x100" INTEGER NOT NULL,
    "note_id" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "review_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "reward" (
    "key" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "helper_id" UUID NOT NULL,
    "points" INTEGER NOT NULL,
    "bonus_fen" INTEGER NOT NULL,
    "boost" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reward_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "penalty" (
    "key" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "helper_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "decided_by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appeal_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "penalty_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "case" (
    "id" UUID NOT NULL,
    "order_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "helper_id" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3),
    "decision" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "note_id" TEXT,
    "proposal" TEXT,

    CONSTRAINT "case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit" (
    "order_id" TEXT NOT NULL,
    "helper_id" UUID NOT NULL,
    "start_code" TEXT NOT NULL,
    "code_attempts" INTEGER NOT NULL DEFAULT 0,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "departed_at" TIMESTAMPTZ(3),
    "checked_in_at" TIMESTAMPTZ(3),
    "check_in_device_at" TIMESTAMPTZ(3),
    "check_in_proof" TEXT,
    "checked_out_at" TIMESTAMPTZ(3),
    "check_out_device_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_by" TEXT,
    "late_minutes" INTEGER,

    CONSTRAINT "visit_pkey" PRIMARY KEY ("order_id")
);

-- CreateIndex
CREATE INDEX "agreement_order_id_idx" ON "agreement"("order_id");

-- CreateIndex
CREATE INDEX "signing_code_order_id_person_id_idx" ON "signing_code"("order_id", "person_id");

-- CreateIndex
CREATE INDEX "district_city_idx" ON "district"("city");

-- CreateIndex
CREATE INDEX "ledger_transaction_order_id_idx" ON "ledger_transaction"("order_id");

-- CreateIndex
CREATE INDEX "ledger_entry_transaction_key_idx" ON "ledger_entry"("transaction_key");

-- CreateIndex
CREATE INDEX "ledger_entry_account_idx" ON "ledger_entry"("account");

-- CreateIndex
CREATE UNIQUE INDEX "payment_gateway_ref_key" ON "payment"("gateway_ref");

-- CreateIndex
CREATE INDEX "payment_order_id_idx" ON "payment"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE UNIQUE INDEX "user_phoneNumber_key" ON "user"("phoneNumber");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE INDEX "candidate_helper_id_status_idx" ON "candidate"("helper_id", "status");

-- CreateIndex
CREATE INDEX "booking_helper_id_starts_at_idx" ON "booking"("helper_id", "starts_at");

-- CreateIndex
CREATE INDEX "booking_order_id_idx" ON "booking"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "notice_key_key" ON "notice"("key");

-- CreateIndex
CREATE INDEX "notice_person_id_due_at_idx" ON "notice"("person_id", "due_at");

-- CreateIndex
CREATE INDEX "notice_order_id_idx" ON "notice"("order_id");

-- CreateIndex
CREATE INDEX "delivery_status_next_at_idx" ON "delivery"("status", "next_at");

-- CreateIndex
CREATE INDEX "outbox_at_idx" ON "outbox"("at");

-- CreateIndex
CREATE INDEX "outage_to_at_idx" ON "outage"("to_at");

-- CreateIndex
CREATE INDEX "order_customer_id_created_at_idx" ON "order"("customer_id", "created_at");

-- CreateIndex
CREATE INDEX "order_helper_id_starts_at_idx" ON "order"("helper_id", "starts_at");

-- CreateIndex
CREATE INDEX "order_stage_deadline_idx" ON "order"("stage", "deadline");

-- CreateIndex
CREATE INDEX "order_workflow_started_created_at_idx" ON "order"("workflow_started", "created_at");

-- CreateIndex
CREATE INDEX "order_event_order_id_id_idx" ON "order_event"("order_id", "id");

-- CreateIndex
CREATE INDEX "transition_order_id_cause_idx" ON "transition"("order_id", "cause");

-- CreateIndex
CREATE INDEX "note_order_id_idx" ON "note"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_private_phone_hash_key" ON "person_private"("phone_hash");

-- CreateIndex
CREATE INDEX "address_person_id_idx" ON "address"("person_id");

-- CreateIndex
CREATE INDEX "helper_city_recommended_idx" ON "helper"("city", "recommended");

-- CreateIndex
CREATE INDEX "helper_skill_skill_idx" ON "helper_skill"("skill");

-- CreateIndex
CREATE INDEX "working_time_helper_id_weekday_idx" ON "working_time"("helper_id", "weekday");

-- CreateIndex
CREATE INDEX "leave_helper_id_starts_at_idx" ON "leave"("helper_id", "starts_at");

-- CreateIndex
CREATE INDEX "review_helper_id_at_idx" ON "review"("helper_id", "at");

-- CreateIndex
CREATE INDEX "reward_helper_id_at_idx" ON "reward"("helper_id", "at");

-- CreateIndex
CREATE INDEX "penalty_helper_id_at_idx" ON "penalty"("helper_id", "at");

-- CreateIndex
CREATE INDEX "case_status_due_at_idx" ON "case"("status", "due_at");

-- CreateIndex
CREATE INDEX "case_order_id_idx" ON "case"("order_id");

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement_document" ADD CONSTRAINT "agreement_document_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_agreement_id_fkey" FOREIGN KEY ("agreement_id") REFERENCES "agreement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_transaction_key_fkey" FOREIGN KEY ("transaction_key") REFERENCES "ledger_transaction"("key") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidate" ADD CONSTRAINT "candidate_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry" ADD CONSTRAINT "inquiry_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_event" ADD CONSTRAINT "order_event_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_private" ADD CONSTRAINT "person_private_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "helper" ADD CONSTRAINT "helper_id_fkey" FOREIGN KEY ("id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "helper_skill" ADD CONSTRAINT "helper_skill_helper_id_fkey" FOREIGN KEY ("helper_id") REFERENCES "helper"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "working_time" ADD CONSTRAINT "working_time_helper_id_fkey" FOREIGN KEY ("helper_id") REFERENCES "helper"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "leave" ADD CONSTRAINT "leave_helper_id_fkey" FOREIGN KEY ("helper_id") REFERENCES "helper"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case" ADD CONSTRAINT "case_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
