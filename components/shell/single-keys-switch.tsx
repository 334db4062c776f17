"use client";

import { Switch } from "#components/ui/switch.tsx";
import { useSingleKeys } from "./single-keys.ts";

export function SingleKeysSwitch() {
  const [on, set] = useSingleKeys();
  return (
    <Switch
      label="Single keys"
      hint="Off leaves every letter to the browser. Ctrl K or ⌘ K keeps working."
      checked={on}
      onChange={set}
    />
  );
}
