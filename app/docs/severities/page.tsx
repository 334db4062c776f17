import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Page } from "#components/shell/page.tsx";
import { PageHeading } from "#components/shell/page-heading.tsx";
import { classNames } from "#components/ui/class-names.ts";
import { FaultLine } from "#components/ui/fault-line.tsx";
import { SeverityChip, severityInk } from "#components/ui/severity-chip.tsx";
import { SeverityGlyph } from "#components/ui/severity-glyph.tsx";
import { Cell, HeaderCell, Row, RowHeader, Table } from "#components/ui/table.tsx";
import { type Severity, severities, severityWords } from "#lib/contract/severity.ts";
import { VisionFilters, visions } from "./vision-filters.tsx";

export const metadata: Metadata = { title: "Severities" };

const shapes: Record<Severity, string> = {
  cherry: "diamond with a cross",
  "red-high": "octagon with a bar and a dot",
  red: "triangle, point up",
  yellow: "triangle, point down",
  green: "disc",
  "light-green": "ring",
  "dark-green": "disc with a tick",
};

export default function SeveritiesPage() {
  return (
    <Page>
      <PageHeading title="Severities">
        Seven words for how bad it is, or how good. Each has a shape of its own, so the colour is only a third
        way to say it.
      </PageHeading>
      <div className="grid gap-y-14">
        <Section
          title="The seven"
          says="Worst first. The word is what people read, the name in JSON is what programs send."
        >
          <SeverityTable />
        </Section>
        <Section title="Paper and graphite" says="Both themes, every surface: text at 4.5 to 1 or better.">
          <div className="grid overflow-hidden rounded-md border border-line sm:grid-cols-2">
            <Specimen className="scheme-light" title="Paper" />
            <Specimen
              className="scheme-dark border-t border-line sm:border-t-0 sm:border-l"
              title="Graphite"
            />
          </div>
        </Section>
        <Section
          title="Three families"
          says="They never mix, so that a colour is always an answer to one question."
        >
          <Families />
        </Section>
        <Section
          title="With fewer cones"
          says="The same chips through a model of colour blindness. Of a chip’s two colours, fill and line, at least one stays clearly apart for every pair."
        >
          <Simulations />
        </Section>
      </div>
    </Page>
  );
}

function Section({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  return (
    <section className="grid items-start gap-x-10 gap-y-4 border-t border-line pt-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
      <div className="max-w-prose">
        <h2 className="display text-xl">{title}</h2>
        <p className="mt-1 text-muted">{says}</p>
      </div>
      {children}
    </section>
  );
}

function Simulations() {
  return (
    <div>
      <VisionFilters />
      <ul className="grid gap-4">
        {visions.map(({ name, says }) => (
          <li key={name} className="grid items-center gap-x-6 gap-y-2 md:grid-cols-[14rem_1fr]">
            <span>
              <span className="font-medium capitalize">{name}</span>{" "}
              <span className="text-sm text-muted">{says}</span>
            </span>
            <span className="flex flex-wrap gap-2" style={{ filter: `url(#sees-${name})` }}>
              {severities.map((severity) => (
                <SeverityChip key={severity} severity={severity} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function SeverityTable() {
  return (
    <Table caption="The seven severities, worst first">
      <thead>
        <tr>
          <HeaderCell>Severity</HeaderCell>
          <HeaderCell>Means</HeaderCell>
          <HeaderCell className="hidden md:table-cell">Shape</HeaderCell>
          <HeaderCell className="hidden md:table-cell">In JSON</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {severities.map((severity) => (
          <Row key={severity}>
            <RowHeader>
              <SeverityChip severity={severity} />
              <code className="mt-1.5 block text-sm font-normal text-muted md:hidden">{severity}</code>
            </RowHeader>
            <Cell className="md:min-w-64">
              {severityWords[severity].meaning}
              <span className="block text-sm text-muted md:hidden">{shapes[severity]}</span>
            </Cell>
            <Cell className="hidden whitespace-nowrap text-muted md:table-cell">{shapes[severity]}</Cell>
            <Cell className="hidden md:table-cell">
              <code className="text-sm">{severity}</code>
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function Specimen({ title, className }: { title: string; className: string }) {
  return (
    <div className={classNames("bg-ground p-5 text-ink md:p-6", className)}>
      <h3 className="mb-4 text-sm font-medium text-muted">{title}</h3>
      <ul className="grid gap-3">
        {severities.map((severity) => (
          <li
            key={severity}
            className="grid grid-cols-[7.5rem_auto] items-center gap-3 xl:grid-cols-[7.5rem_8rem_1fr]"
          >
            <SeverityChip severity={severity} className="justify-self-start" />
            <SeverityChip
              severity={severity}
              look="outline"
              className="justify-self-start font-mono font-normal"
            >
              {severity}
            </SeverityChip>
            <span className={classNames("figures hidden text-sm xl:block", severityInk[severity])}>
              37.2 % · 1,204 ms
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Families() {
  return (
    <dl className="grid gap-px overflow-hidden rounded-md border border-line bg-line md:grid-cols-3">
      <Family name="Severity" sample={<SeveritySample />}>
        What was observed. It is measured, never chosen for decoration.
      </Family>
      <Family name="Violet" sample={<FaultLine className="h-5 w-11 text-violet" />}>
        What was injected on purpose, and the mark of a house that does such things.
      </Family>
      <Family
        name="Cobalt"
        sample={<span className="font-medium text-cobalt underline underline-offset-4">a link</span>}
      >
        What can be clicked, and where the keyboard is. Nothing else.
      </Family>
    </dl>
  );
}

function SeveritySample() {
  return (
    <span className="flex gap-2">
      {severities.map((severity) => (
        <SeverityGlyph key={severity} severity={severity} className={severityInk[severity]} />
      ))}
    </span>
  );
}

function Family({ name, sample, children }: { name: string; sample: ReactNode; children: ReactNode }) {
  return (
    <div className="bg-panel p-5">
      <dt className="flex h-6 items-center justify-between gap-4 font-medium">
        {name}
        {sample}
      </dt>
      <dd className="mt-2 text-muted">{children}</dd>
    </div>
  );
}
