CREATE TABLE "job_runs" (
	"position" bigserial PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"tick" bigint NOT NULL,
	"fence" integer DEFAULT 1 NOT NULL,
	"trigger" text NOT NULL,
	"runner" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"outcome" text NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"bad_rows" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "threshold_versions" (
	"question" text NOT NULL,
	"version" integer NOT NULL,
	"limits" jsonb NOT NULL,
	"margin" double precision NOT NULL,
	"is_default" boolean NOT NULL,
	"changed_by" text NOT NULL,
	"note" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "threshold_versions_question_version_pk" PRIMARY KEY("question","version")
);
--> statement-breakpoint
CREATE TABLE "vendor_events" (
	"position" bigserial PRIMARY KEY NOT NULL,
	"question" text NOT NULL,
	"code" text NOT NULL,
	"item" text DEFAULT '' NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"from_severity" text,
	"to_severity" text NOT NULL,
	"value" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "vendor_history" (
	"question" text NOT NULL,
	"code" text NOT NULL,
	"item" text DEFAULT '' NOT NULL,
	"step_minutes" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"low" double precision NOT NULL,
	"high" double precision NOT NULL,
	"last" double precision NOT NULL,
	"sum" double precision NOT NULL,
	"samples" integer NOT NULL,
	CONSTRAINT "vendor_history_code_question_item_step_minutes_starts_at_pk" PRIMARY KEY("code","question","item","step_minutes","starts_at"),
	CONSTRAINT "vendor_history_samples_positive" CHECK ("vendor_history"."samples" > 0)
);
--> statement-breakpoint
CREATE TABLE "vendor_readings" (
	"question" text NOT NULL,
	"code" text NOT NULL,
	"item" text DEFAULT '' NOT NULL,
	"value" double precision NOT NULL,
	"facts" jsonb NOT NULL,
	"severity" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"observed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "vendor_readings_question_code_item_pk" PRIMARY KEY("question","code","item")
);
--> statement-breakpoint
CREATE TABLE "vendors" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"city" text NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_events" (
	"position" bigserial PRIMARY KEY NOT NULL,
	"alert_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"what" text NOT NULL,
	"by" text NOT NULL,
	"severity" text NOT NULL,
	"note" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" text PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	"kind" text NOT NULL,
	"rule" text NOT NULL,
	"subject" text NOT NULL,
	"item" text DEFAULT '' NOT NULL,
	"severity" text NOT NULL,
	"title" text NOT NULL,
	"detail" text NOT NULL,
	"value" double precision NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"acknowledged_at" timestamp with time zone,
	"acknowledged_by" text,
	"acknowledged_note" text,
	"inhibited_by" text
);
--> statement-breakpoint
CREATE TABLE "notification_channels" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"secret" text,
	"from_severity" text NOT NULL,
	"matcher" text DEFAULT '' NOT NULL,
	"enabled" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" text PRIMARY KEY NOT NULL,
	"position" bigserial NOT NULL,
	"channel_id" text NOT NULL,
	"alert_id" text NOT NULL,
	"event" text NOT NULL,
	"content" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"claimed_until" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"given_up_at" timestamp with time zone,
	"problem" text,
	CONSTRAINT "notifications_position_unique" UNIQUE("position")
);
--> statement-breakpoint
CREATE TABLE "silences" (
	"id" text PRIMARY KEY NOT NULL,
	"matcher" text NOT NULL,
	"comment" text NOT NULL,
	"created_by" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "alert_events" ADD CONSTRAINT "alert_events_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_channel_id_notification_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."notification_channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "job_runs_tick" ON "job_runs" USING btree ("job","tick");--> statement-breakpoint
CREATE INDEX "job_runs_started_at" ON "job_runs" USING btree ("job","started_at");--> statement-breakpoint
CREATE INDEX "vendor_events_of_vendor" ON "vendor_events" USING btree ("code","at");--> statement-breakpoint
CREATE INDEX "vendor_events_at" ON "vendor_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "vendor_history_starts_at" ON "vendor_history" USING btree ("step_minutes","starts_at");--> statement-breakpoint
CREATE INDEX "vendor_readings_of_vendor" ON "vendor_readings" USING btree ("code");--> statement-breakpoint
CREATE INDEX "alert_events_of_alert" ON "alert_events" USING btree ("alert_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_open" ON "alerts" USING btree ("fingerprint") WHERE "alerts"."resolved_at" is null;--> statement-breakpoint
CREATE INDEX "alerts_of_fingerprint" ON "alerts" USING btree ("fingerprint","started_at");--> statement-breakpoint
CREATE INDEX "alerts_changed_at" ON "alerts" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "alerts_resolved_at" ON "alerts" USING btree ("resolved_at");--> statement-breakpoint
CREATE INDEX "notifications_waiting" ON "notifications" USING btree ("next_attempt_at") WHERE "notifications"."next_attempt_at" is not null;--> statement-breakpoint
CREATE INDEX "notifications_of_alert" ON "notifications" USING btree ("alert_id");--> statement-breakpoint
CREATE INDEX "notifications_of_channel" ON "notifications" USING btree ("channel_id","position");--> statement-breakpoint
CREATE INDEX "silences_ends_at" ON "silences" USING btree ("ends_at");