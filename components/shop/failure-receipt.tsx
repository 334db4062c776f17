"use client";

import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { Failure } from "#components/shell/ask-server.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { traceHref } from "#lib/contract/evidence-links.ts";
import { type Money, moneyWords } from "./money-words.ts";
import { asCurl, asPlaywright, type SentRequest } from "./request-as-code.ts";
import { TornPaper } from "./torn-paper.tsx";

export type FailureReceiptProps = {
  /** What did not happen: "Not added to the cart". When mended, what did. */
  title: string;
  /** What it was about, as a receipt lists it. */
  lines: readonly { name: string; amount: ReactNode }[];
  failure: Pick<Failure, "detail" | "requestId" | "traceId">;
  money: Money;
  /** 1 for the first. */
  attempt: number;
  request: SentRequest;
  /** `says` tells what a repetition keeps: "with the same key". Before `inSeconds` it would be refused again. */
  retry?: { run: () => void; busy: boolean; says?: string; inSeconds?: number } | undefined;
  /** A later attempt did it; the marks of the failed one stay. */
  mended?: boolean;
  onClose?: (() => void) | undefined;
  /** Something more to do or to know, under the buttons. */
  children?: ReactNode;
};

/**
 * What is handed out when a purchase breaks: what failed, whether it cost anything, how to try again, and where the
 * evidence is. It does not move the focus and leaves everything around it as it was.
 */
export function FailureReceipt(props: FailureReceiptProps) {
  const { title, failure, money, mended = false, children } = props;
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <TornPaper
        whole={mended}
        above={<Bought {...props} />}
        below={
          <>
            <div role={mended ? "status" : "alert"} aria-atomic="false">
              <h2 id={titleId} tabIndex={-1} className="display flex items-start gap-2 text-lg outline-none">
                <SeverityGlyph
                  severity={mended ? "green" : "red-high"}
                  className={mended ? "mt-1.5 size-4 text-green" : "mt-1.5 size-4 text-red-high"}
                />
                {title}
              </h2>
              {mended ? null : <p className="mt-1">{failure.detail}</p>}
              {mended ? null : <MoneyLine money={money} />}
            </div>
            <NextSteps {...props} />
            {children}
            <Marks {...props} />
          </>
        }
      />
    </section>
  );
}

function Bought({ lines, attempt, mended = false, onClose }: FailureReceiptProps) {
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <p className="figures text-xs text-muted">
          Attempt {attempt}, {mended ? "done" : "failed"}
        </p>
        {onClose ? (
          <Button
            look="quiet"
            size="sm"
            className="-mr-2 size-7 px-0"
            aria-label="Close the receipt"
            onClick={onClose}
          >
            <X className="size-4" aria-hidden />
          </Button>
        ) : null}
      </div>
      <ul className="mt-1 grid gap-0.5">
        {lines.map(({ name, amount }) => (
          <li key={name} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 break-words">{name}</span>
            <span className="figures shrink-0 text-sm">{amount}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function MoneyLine({ money }: { money: Money }) {
  const { says, severity } = moneyWords[money];
  return (
    <p className="mt-1 font-medium">
      {severity ? (
        <SeverityGlyph
          severity={severity}
          className={severity === "green" ? "mr-1.5 inline text-green" : "mr-1.5 inline text-yellow"}
        />
      ) : null}
      {says}
    </p>
  );
}

function NextSteps({ failure, retry, mended = false }: FailureReceiptProps) {
  const inSeconds = retry?.inSeconds ?? 0;
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      {retry && !mended ? (
        <Button
          look="solid"
          data-click="try again"
          aria-disabled={retry.busy || inSeconds > 0}
          onClick={() => retry.busy || inSeconds > 0 || retry.run()}
        >
          {retry.busy ? "Trying" : "Try again"}
          {inSeconds > 0 ? <span className="figures text-sm"> in {inSeconds} s</span> : null}
          {retry.says ? <span className="sr-only">{retry.says}</span> : null}
        </Button>
      ) : null}
      {failure.traceId ? (
        <LinkButton href={traceHref(failure.traceId)}>
          {mended ? "Trace of the failed attempt" : "See this request's trace"}
        </LinkButton>
      ) : (
        <p className="text-sm text-muted">No answer came back, so there is no trace to show.</p>
      )}
      {retry?.says && !mended ? <p className="w-full text-sm text-muted">It is sent {retry.says}.</p> : null}
    </div>
  );
}

function Marks({ failure: { requestId }, request }: FailureReceiptProps) {
  return (
    <div className="mt-3 border-t border-dashed border-edge pt-2">
      {requestId ? (
        <dl className="flex items-center gap-x-2">
          <dt className="shrink-0 text-sm text-muted">Request id</dt>
          <dd className="flex min-w-0 items-center gap-1">
            <code className="truncate text-xs" title={requestId}>
              {requestId}
            </code>
            <CopyButton text={requestId} label="Copy request id" />
          </dd>
        </dl>
      ) : null}
      <div className="-mx-2 flex flex-wrap">
        <CopyButton wordy text={() => asCurl(location.origin, request)} label="Copy as curl" />
        <CopyButton wordy text={() => asPlaywright(location.origin, request)} label="Copy as Playwright" />
      </div>
    </div>
  );
}
