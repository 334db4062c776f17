"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { useState } from "react";
import { haltAllFaults } from "#components/room/fault-actions.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { sendCommand } from "./commands.ts";
import { everyPage, furtherPages, hrefFrom } from "./navigation.ts";
import type { ShellDialogProps } from "./shell-dialog.ts";
import { themes } from "./themes.ts";

const group =
  "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-muted";
const item =
  "flex min-h-9 cursor-pointer items-center justify-between gap-3 rounded-md px-3 py-1.5 data-[selected=true]:bg-cobalt-wash data-[selected=true]:text-cobalt";

export default function CommandPalette({ onClose, takeTyped }: ShellDialogProps) {
  const router = useRouter();
  const [text, setText] = useState("");
  const search = text.trim();

  const run = (action: () => void) => {
    onClose();
    action();
  };
  const go = (href: string) => run(() => router.push(hrefFrom(location.pathname, href)));

  return (
    <Dialog
      title="Go to a page or do something"
      bare
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
    >
      <Command label="Command palette" loop>
        <Command.Input
          value={text}
          onValueChange={setText}
          onFocus={() => {
            const typed = takeTyped();
            if (typed) setText((before) => before + typed);
          }}
          placeholder="Where to, or what to do"
          className="h-14 w-full border-b border-line bg-transparent px-5 text-lg outline-none placeholder:text-muted"
        />
        <Command.List className="max-h-[60vh] overflow-y-auto p-2" label="Pages and actions">
          <Command.Empty className="px-3 py-6 text-muted">Nothing by that name.</Command.Empty>
          <Pages go={go} />
          <Actions run={run} />
          {search ? (
            <Command.Group heading="Shop" className={group}>
              <Command.Item
                forceMount
                value={`Search the shop for ${search}`}
                onSelect={() => go(`/shop/merch?q=${encodeURIComponent(search)}`)}
                className={item}
              >
                Search the shop for “{search}”
              </Command.Item>
            </Command.Group>
          ) : null}
        </Command.List>
      </Command>
    </Dialog>
  );
}

function Pages({ go }: { go: (href: string) => void }) {
  return (
    <Command.Group heading="Pages" className={group}>
      {everyPage.map((page) => (
        <Command.Item
          key={page.href}
          value={`${page.section} ${page.label} ${page.words}`}
          onSelect={() => go(page.href)}
          className={item}
        >
          <span>{page.label}</span>
          <span className="ml-auto text-sm text-muted">{page.section}</span>
          <span className="hidden w-12 justify-end gap-1 sm:flex">
            <Kbd>g</Kbd>
            <Kbd>{page.goKey}</Kbd>
          </span>
        </Command.Item>
      ))}
      {furtherPages.map((page) => (
        <Command.Item
          key={page.href}
          value={`${page.section} ${page.label} ${page.words}`}
          onSelect={() => go(page.href)}
          className={item}
        >
          <span>{page.label}</span>
          <span className="ml-auto text-sm text-muted">{page.section}</span>
          <span className="hidden w-12 sm:flex" />
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function Actions({ run }: { run: (action: () => void) => void }) {
  const { setTheme } = useTheme();
  return (
    <Command.Group heading="Actions" className={group}>
      {themes.map(({ name, label }) => (
        <Command.Item
          key={name}
          value={`Theme ${label}`}
          onSelect={() => run(() => setTheme(name))}
          className={item}
        >
          Theme: {label}
        </Command.Item>
      ))}
      <Command.Item value="Halt all faults stop" onSelect={() => run(haltAllFaults)} className={item}>
        Halt all faults
      </Command.Item>
      <Command.Item
        value="Copy link to this page"
        onSelect={() => run(() => sendCommand("copy-link"))}
        className={item}
      >
        Copy link to this page <Kbd>y</Kbd>
      </Command.Item>
      <Command.Item
        value="Keyboard help shortcuts"
        onSelect={() => run(() => sendCommand("help"))}
        className={item}
      >
        Keyboard help <Kbd>?</Kbd>
      </Command.Item>
    </Command.Group>
  );
}
