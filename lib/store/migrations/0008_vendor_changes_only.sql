CREATE TABLE "vendor_answer_steps" (
	"question" text NOT NULL,
	"step_minutes" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"answers" integer NOT NULL,
	CONSTRAINT "vendor_answer_steps_question_step_minutes_starts_at_pk" PRIMARY KEY("question","step_minutes","starts_at")
);
--> statement-breakpoint
CREATE TABLE "vendor_answers" (
	"question" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "vendor_history" DROP CONSTRAINT "vendor_history_samples_positive";--> statement-breakpoint
ALTER TABLE "vendor_readings" ALTER COLUMN "observed_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor_history" ADD COLUMN "answers" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor_history" ADD COLUMN "carried" double precision;--> statement-breakpoint
ALTER TABLE "vendor_history" ADD COLUMN "goes_on" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "vendor_history" ADD CONSTRAINT "vendor_history_samples_counted" CHECK ("vendor_history"."samples" >= 0);