import { Search } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { PendingMark } from "#components/ui/pending-mark.tsx";
import { type ProductQuery, productSorts } from "#lib/contract/catalogue.ts";
import { maxSearchLength, shelfHref } from "./shelf-query.ts";

const sortWords: Record<ProductQuery["sort"], string> = {
  name: "Name",
  price: "Price, low to high",
  "-price": "Price, high to low",
  stock: "Fewest in stock",
};

type Props = {
  query: ProductQuery;
  /** A search that was too long to carry out. */
  tooLong: string | undefined;
  categories: readonly string[];
};

const tooLongId = "search-too-long";

/** Links and a plain form: the address says it all, and nothing here needs a script. */
export function ShelfFilters({ query, tooLong, categories }: Props) {
  return (
    <search className="grid min-w-0 grid-cols-1 content-start gap-1 md:gap-6 lg:sticky lg:top-32">
      <Form action={`/shop/${query.tenant}`} className="flex flex-wrap gap-2">
        {query.category ? <input type="hidden" name="category" value={query.category} /> : null}
        {query.sort !== "name" ? <input type="hidden" name="sort" value={query.sort} /> : null}
        <Input
          key={tooLong ?? query.q}
          type="search"
          name="q"
          defaultValue={tooLong ?? query.q}
          aria-invalid={tooLong ? true : undefined}
          aria-describedby={tooLong ? tooLongId : undefined}
          className="w-0 grow"
          placeholder="Search this shop"
          aria-label="Search this shop"
          aria-keyshortcuts="/"
          data-search
        />
        <Button type="submit" size="icon" className="shrink-0" aria-label="Search">
          <Search className="size-4" aria-hidden />
        </Button>
        {tooLong ? (
          <p id={tooLongId} role="alert" className="w-full text-sm">
            Search has {maxSearchLength} characters at most. This one has {tooLong.length}, so it was left
            out.
          </p>
        ) : null}
      </Form>
      <Choices title="Category">
        <Choice href={shelfHref(query, { category: undefined })} chosen={!query.category}>
          All
        </Choice>
        {categories.map((category) => (
          <Choice key={category} href={shelfHref(query, { category })} chosen={category === query.category}>
            {category}
          </Choice>
        ))}
      </Choices>
      <Choices title="Sort by">
        {productSorts.map((sort) => (
          <Choice key={sort} href={shelfHref(query, { sort })} chosen={sort === query.sort}>
            {sortWords[sort]}
          </Choice>
        ))}
      </Choices>
    </search>
  );
}

function Choices({ title, children }: { title: string; children: ReactNode }) {
  return (
    <nav aria-label={title} className="max-md:flex max-md:items-center max-md:gap-x-4">
      <p className="shrink-0 text-sm font-medium md:mb-1">{title}</p>
      <ul className="-ml-3 flex gap-x-1 max-md:min-w-0 max-md:overflow-x-auto max-md:py-0.5 md:flex-wrap lg:flex-col">
        {children}
      </ul>
    </nav>
  );
}

function Choice({ href, chosen, children }: { href: string; chosen: boolean; children: string }) {
  return (
    <li className="shrink-0">
      <Link
        href={href}
        scroll={false}
        aria-current={chosen ? "true" : undefined}
        className="flex h-8 items-center gap-2 rounded-md px-3 text-sm text-muted transition-colors hover:bg-cobalt-wash hover:text-cobalt aria-[current]:bg-chosen aria-[current]:font-medium aria-[current]:text-ink"
      >
        {children}
        <PendingMark />
      </Link>
    </li>
  );
}
