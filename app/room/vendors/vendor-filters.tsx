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
        <Choose
          name="question"
          label="Judged by"
          value={view.question ?? ""}
          any="The worst of all"
          options={vendorQuestions.map((question) => [question, vendorQuestionWords[question].title])}
          onChoose={choose}
        />
        <Choose
          name="status"
          label="Status"
          value={view.state ?? ""}
          any="Any"
          options={vendorStates.map((state) => [state, `${stateWords[state]} (${counts.states[state]})`])}
          onChoose={choose}
        />
        <Choose
          name="city"
          label="City"
          value={view.city ?? ""}
          any="Every city"
          options={withChosen(counts.cities, view.city).map(({ city, vendors }) => [
            city,
            `${city} (${vendors})`,
          ])}
          onChoose={choose}
        />
        <Choose
          name="sort"
          label="Order"
          value={view.sort === "worst" ? "" : view.sort}
          any={sortWords.worst}
          options={vendorSorts.filter((sort) => sort !== "worst").map((sort) => [sort, sortWords[sort]])}
          onChoose={choose}
        />
        <noscript>
          <Button type="submit">Apply</Button>
        </noscript>
      </form>
    </search>
  );
}

type ChooseProps = {
  name: string;
  label: string;
  value: string;
  /** What it is without a choice. */
  any: string;
  options: readonly (readonly [value: string, label: string])[];
  onChoose: (name: string, value: string) => void;
};

function Choose({ name, label, value, any, options, onChoose }: ChooseProps) {
  return (
    <Field label={label} className="md:w-44">
      <Select name={name} value={value} onChange={(event) => onChoose(name, event.target.value)}>
        <option value="">{any}</option>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </Select>
    </Field>
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
