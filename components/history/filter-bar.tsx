import Form from "next/form";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

type Props = { action: string; narrowed: boolean; children: ReactNode };

/** A plain form: the address says it all, and nothing here needs a script. */
export function FilterBar({ action, narrowed, children }: Props) {
  return (
    <search className="mb-5 block">
      <Form action={action} className="flex flex-wrap items-end gap-3">
        {children}
        <Button type="submit">Apply</Button>
        {narrowed ? (
          <Link href={action} className="flex h-9 items-center px-1 text-sm text-cobalt underline">
            Clear
          </Link>
        ) : null}
      </Form>
    </search>
  );
}

export function Field({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={className}>
      <span className="mb-1 block text-sm text-muted">{label}</span>
      {children}
    </label>
  );
}
