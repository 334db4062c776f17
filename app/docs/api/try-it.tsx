"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Select } from "#components/ui/select.tsx";

export type TryField = {
  name: string;
  place: "path" | "query";
  required: boolean;
  initial: string;
  choices?: readonly string[];
};

type Answer = { line: string; requestId: string | null; body: string };

const maxShown = 20_000;

/** Sends the request from this browser. Only for requests that change nothing. */
export function TryIt({ path, fields }: { path: string; fields: readonly TryField[] }) {
  const id = useId();
  const [answer, setAnswer] = useState<Answer | undefined>();
  const [sending, setSending] = useState(false);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setSending(true);
    setAnswer(await ask(fillIn(path, fields, new FormData(event.currentTarget))));
    setSending(false);
  };

  return (
    <form onSubmit={send} aria-label={`Try ${path}`} className="border-t border-line p-4">
      {fields.length > 0 ? (
        <div className="mb-3 grid grid-cols-1 gap-3 sm:grid-cols-2">
          {fields.map(({ name, required, initial, choices }) => (
            <div key={name}>
              <label htmlFor={`${id}-${name}`} className="figures text-xs text-muted">
                {name}
              </label>
              {choices ? (
                <Select
                  id={`${id}-${name}`}
                  name={name}
                  defaultValue={initial}
                  className="figures h-8 text-sm"
                >
                  {required ? null : <option value="">not sent</option>}
                  {choices.map((choice) => (
                    <option key={choice}>{choice}</option>
                  ))}
                </Select>
              ) : (
                <Input
                  id={`${id}-${name}`}
                  name={name}
                  required={required}
                  defaultValue={initial}
                  className="figures h-8 px-2 text-sm"
                />
              )}
            </div>
          ))}
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" size="sm" disabled={sending}>
          {sending ? "Sending" : "Send"}
        </Button>
        <p role="status" className="figures text-xs text-muted">
          {answer?.line}
        </p>
      </div>
      {answer ? <AnswerBody answer={answer} /> : null}
    </form>
  );
}

function AnswerBody({ answer }: { answer: Answer }) {
  return (
    <>
      {answer.requestId ? (
        <p className="figures mt-2 text-xs break-all text-muted">request id {answer.requestId}</p>
      ) : null}
      <ScrollBox
        label="Answer"
        className="mt-2 max-h-80 overflow-auto rounded-md border border-line bg-well p-3"
      >
        <pre className="text-xs leading-5">{answer.body}</pre>
      </ScrollBox>
    </>
  );
}

function fillIn(path: string, fields: readonly TryField[], form: FormData): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const { name, place } of fields) {
    const value = String(form.get(name) ?? "");
    if (place === "path") filled = filled.replace(`{${name}}`, encodeURIComponent(value));
    else if (value) query.set(name, value);
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}

async function ask(url: string): Promise<Answer> {
  const startedMs = performance.now();
  try {
    const response = await fetch(url);
    const text = await response.text();
    const took = Math.round(performance.now() - startedMs);
    const json = response.headers.get("content-type")?.includes("json");
    const body = json ? JSON.stringify(JSON.parse(text), null, 2) : text;
    return {
      line: `${response.status} in ${took} ms`,
      requestId: response.headers.get("x-request-id"),
      body:
        body.length > maxShown
          ? `${body.slice(0, maxShown)}\n… cut here, ${body.length} characters in all`
          : body,
    };
  } catch (error) {
    return {
      line: "No answer",
      requestId: null,
      body: error instanceof Error ? error.message : String(error),
    };
  }
}
