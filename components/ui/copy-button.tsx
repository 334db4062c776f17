"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { notify } from "./notify.ts";

const confirmationMs = 1_500;

type Props = {
  /** A function, where the text is not known before the browser is there. */
  text: string | (() => string);
  label: string;
  /** Shows the label beside the icon. */
  wordy?: boolean;
};

export function CopyButton({ text, label, wordy = false }: Props) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), confirmationMs);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === "string" ? text : text());
      setCopied(true);
    } catch {
      notify({
        tone: "problem",
        title: "Not copied",
        detail: "The browser did not allow it. Select the text and copy it by hand.",
      });
    }
  };

  return (
    <Button
      look="quiet"
      size="sm"
      className={wordy ? "text-cobalt" : "size-7 px-0"}
      onClick={copy}
      aria-label={copied ? "Copied" : label}
    >
      {copied ? <Check className="size-4" aria-hidden /> : <Copy className="size-4" aria-hidden />}
      {wordy ? <span aria-hidden>{copied ? "Copied" : label}</span> : null}
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </Button>
  );
}
