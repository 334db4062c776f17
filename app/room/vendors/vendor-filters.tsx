"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Field } from "#components/history/filter-bar.tsx";
import type { AddressChange } from "#components/history/use-address.ts";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import {
  type VendorCounts,
  type VendorSort,
  type VendorView,
  vendorSorts,
  vendorStates,
} from "#components/vendors/vendor-view.ts";
import { vendorsPath } from "#components/vendors/vendor-words.ts";
import { vendorQuestions, vendorQuestionWords } from "#lib/contract/vendor-questions.ts";

type Props = {
  view: VendorView;
  counts: VendorCounts;
  /** Of the address; what is typed is no step of its own in the history. */
  change: (next: AddressChange, as: "push" | "replace") => void;
};

export const sortWords: Record<VendorSort, string> = {
  worst: "Worst first",
  newest: "Changed last",
  name: "Name",
  city: "City",
  offline: "Offline longest",
  products: "Fewest products",
  discount: "Least discount stock",
};
const stateWords = { offline: "Offline", online: "Online" };

/** A plain form, which needs no script; with one, each choice is an address at once. */
export function VendorFilters({ view, counts, change }: Props) {
  const choose = (name: string, value: string) => change({ [name]: value || undefined }, "push");
  return (
    <search>
      <form
        action={vendorsPath}
        onSubmit={(event: FormEvent) => event.preventDefault()}
        className="grid grid-cols-2 items-end gap-3 md:flex md:flex-wrap"
      >
        {view.severities.length > 0 ? (
          <input type="hidden" name="severity" value={view.severities.join()} />
        ) : null}
        <TextField text={view.q} write={(q) => change({ q: q || undefined }, "replace")} />
        <Field label="Judged by" className="md:w-44">
          <Select
            name="question"
            value={view.question ?? ""}
            onChange={(event) => choose("question", event.target.value)}
          >
            <option value="">The worst of all</option>
            {vendorQuestions.map((question) => (
              <option key={question} value={question}>
                {vendorQuestionWords[question].title}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Status" className="md:w-40">
          <Select
            name="status"
            value={view.state ?? ""}
            onChange={(event) => choose("status", event.target.value)}
          >
            <option value="">Any</option>
            {vendorStates.map((state) => (
              <option key={state} value={state}>
                {stateWords[state]} ({counts.states[state]})
              </option>
            ))}
          </Select>
        </Field>
        <Field label="City" className="md:w-44">
          <Select
            name="city"
            value={view.city ?? ""}
            onChange={(event) => choose("city", event.target.value)}
          >
            <option value="">Every city</option>
            {withChosen(counts.cities, view.city).map(({ city, vendors }) => (
              <option key={city} value={city}>
                {city} ({vendors})
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Order" className="md:w-48">
          <Select
            name="sort"
            value={view.sort}
            onChange={(event) => choose("sort", event.target.value === "worst" ? "" : event.target.value)}
          >
            {vendorSorts.map((sort) => (
              <option key={sort} value={sort}>
                {sortWords[sort]}
              </option>
            ))}
          </Select>
        </Field>
        <noscript>
          <Button type="submit">Apply</Button>
        </noscript>
      </form>
    </search>
  );
}

/** What is chosen stays in the list, also where nothing else fits it any more. */
function withChosen(cities: VendorCounts["cities"], chosen: string | undefined): VendorCounts["cities"] {
  if (chosen === undefined || cities.some(({ city }) => city === chosen)) return cities;
  return [...cities, { city: chosen, vendors: 0 }];
}

/** It has its own text: the address follows a moment later, and must not take back what was typed meanwhile. */
function TextField({ text, write }: { text: string; write: (text: string) => void }) {
  const [draft, setDraft] = useState(text);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (document.activeElement !== field.current) setDraft(text);
  }, [text]);
  const take = (next: string) => {
    setDraft(next);
    write(next);
  };
  return (
    <Field label="Search" className="col-span-2 md:min-w-48 md:flex-1">
      <Input
        ref={field}
        type="search"
        name="q"
        data-search
        aria-keyshortcuts="/"
        placeholder="Name, code, city or item"
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        value={draft}
        onChange={(event) => take(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          if (draft === "") event.currentTarget.blur();
          else take("");
        }}
      />
    </Field>
  );
}
