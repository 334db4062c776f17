CREATE TABLE "shipping_totals" (
	"outcome" text PRIMARY KEY NOT NULL,
	"events" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "shipping_outbox" ADD COLUMN "claimed_until" timestamp with time zone;