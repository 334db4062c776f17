ALTER TABLE "job_runs" ADD COLUMN "told" jsonb;--> statement-breakpoint
CREATE INDEX "job_runs_told" ON "job_runs" USING btree ("position") WHERE "job_runs"."told" is not null;