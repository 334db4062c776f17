import Form from "next/form";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { SiteLink } from "#components/ui/site-link.tsx";

type Props = {
  action: string;
  narrowed: boolean;
  /** What the address asks for beside the fields, by name: it stays when they change. */
  kept: Record<string, string | undefined>;
  children: ReactNode;
};

/** A plain form: the address says it all, and nothing here needs a script. */
export function FilterBar({ action, narrowed, kept, children }: Props) {
  const also = Object.entries(kept).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  return (
    <search className="mb-5 block">
      <Form
        action={action}
        prefetch={false}
        className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
      >
        {also.map(({ name, value }) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
        <Button type="submit">Apply</Button>
        {narrowed ? (
          <SiteLink href={action} className="flex h-9 items-center px-1 text-sm text-cobalt underline">
            Clear
          </SiteLink>
        ) : null}
      </Form>
      {also.length > 0 ? (
        <p className="mt-2 text-sm break-all text-muted">
          Also by {also.map(({ name, value }) => `${name} ${value}`).join(", ")}
        </p>
      ) : null}
    </search>
  );
}

type FieldProps = { label: string; className?: string; children: ReactNode };

export function Field({ label, className, children }: FieldProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={className}>
      <span className="mb-1 block text-sm text-muted">{label}</span>
      {children}
    </label>
  );
}
