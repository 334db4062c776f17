import type { ReactNode } from "react";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { Ago, ForSoLong } from "#components/vendors/ago.tsx";
import { JudgedChip } from "#components/vendors/judged-chip.tsx";
import { offlineWords, writePercent } from "#components/vendors/vendor-words.ts";
import type { Job } from "#lib/contract/job-answers.ts";
import type { Severity } from "#lib/contract/severity.ts";
import type { Freshness, VendorDetail } from "#lib/contract/vendor-answers.ts";
import { type VendorQuestion, vendorQuestionWords } from "#lib/contract/vendor-questions.ts";

type Source = { freshness: Freshness | undefined; intervalSeconds: number };
type Reading = { severity: Severity; since: string; observedAt: string };

/** What is known of it by each question, since when, and how old that is. */
export function QuestionCards({ detail, jobs }: { detail: VendorDetail; jobs: readonly Job[] }) {
  const { status, products, discounts } = detail;
  const worst = discounts[0];
  const source = (question: VendorQuestion) => ({
    freshness: detail.freshness.find((one) => one.question === question),
    intervalSeconds: jobs.find(({ job }) => job === question)?.intervalSeconds ?? 0,
  });
  return (
    <div className="mb-6 grid gap-px overflow-hidden rounded-md border border-line bg-line md:grid-cols-3">
      <Card question="vendor-status" reading={status} source={source("vendor-status")}>
        {status ? offlineWords(status) : null}
      </Card>
      <Card
        question="vendor-product-status"
        reading={products}
        source={source("vendor-product-status")}
        aside={products ? `${products.available} of ${products.products} products` : undefined}
      >
        {products ? `${writePercent(products.availablePercent)} available` : null}
      </Card>
      <Card
        question="discount-stock"
        reading={worst ?? null}
        source={source("discount-stock")}
        none="It has no discounted items."
        aside={worst ? `${worst.product}, the worst of ${discounts.length}` : undefined}
      >
        {worst ? `${writePercent(worst.leftPercent)} left` : null}
      </Card>
    </div>
  );
}

type CardProps = {
  question: VendorQuestion;
  reading: Reading | null;
  source: Source;
  none?: string;
  aside?: string | undefined;
  children: ReactNode;
};

function Card({
  question,
  reading,
  source,
  none = "The source says nothing of it.",
  aside,
  children,
}: CardProps) {
  return (
    <section aria-label={vendorQuestionWords[question].title} className="bg-panel px-4 py-3 md:px-5">
      <h2 className="text-sm text-muted">{vendorQuestionWords[question].title}</h2>
      {reading ? (
        <>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="display text-xl">{children}</span>
            <JudgedChip severity={reading.severity} />
          </p>
          <p className="mt-1 text-sm text-muted">
            {aside ? `${aside}. ` : ""}Unchanged <ForSoLong iso={reading.since} className="figures" />.
          </p>
          <Observed reading={reading} source={source} />
        </>
      ) : (
        <p className="mt-1 text-muted">{none}</p>
      )}
    </section>
  );
}

/** A row that the source could not give stays, and grows old by itself. */
function Observed({ reading, source: { freshness, intervalSeconds } }: { reading: Reading; source: Source }) {
  // A run takes its time between asking and being done.
  const slackMs = Math.max(2_000, intervalSeconds * 500);
  const fetchedMs = freshness?.fetchedAt ? Date.parse(freshness.fetchedAt) : 0;
  const isBehind = Date.parse(reading.observedAt) < fetchedMs - slackMs;
  const old = freshness?.stale || isBehind;
  return (
    <p className={old ? "flex items-start gap-1.5 text-sm text-yellow" : "text-sm text-muted"}>
      {old ? <SeverityGlyph severity="yellow" className="mt-[3px]" /> : null}
      <span>
        Observed <Ago iso={reading.observedAt} className="figures" />
        {isBehind ? "; what the source says of it now cannot be read" : ""}
        {freshness?.stale && freshness.problem ? `; the newest run failed: ${freshness.problem}` : ""}
      </span>
    </p>
  );
}
