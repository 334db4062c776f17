/** Auto: shop and docs follow the reader's system, the control room is graphite. */
export const themes = [
  { name: "auto", label: "Auto" },
  { name: "light", label: "Light" },
  { name: "dark", label: "Dark" },
] as const;
