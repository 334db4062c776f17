"use client";

import { Moon, Sun, SunMoon } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { themes } from "./themes.ts";

const icons = { auto: SunMoon, light: Sun, dark: Moon };
const never = () => () => {};

export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <fieldset className="flex h-9 items-center rounded-md border border-edge bg-panel p-[3px]">
      <legend className="sr-only">Theme</legend>
      {themes.map(({ name, label }) => {
        const Icon = icons[name];
        return (
          <label
            key={name}
            title={label}
            className="grid size-7 cursor-pointer place-items-center rounded-sm text-muted transition-colors hover:text-cobalt has-checked:bg-cobalt-wash has-checked:text-cobalt has-focus-visible:outline-2 has-focus-visible:outline-cobalt"
          >
            <input
              type="radio"
              name="theme"
              value={name}
              checked={alive && theme === name}
              onChange={() => setTheme(name)}
              className="sr-only"
            />
            <span className="sr-only">{label}</span>
            <Icon className="size-4" aria-hidden />
          </label>
        );
      })}
    </fieldset>
  );
}
