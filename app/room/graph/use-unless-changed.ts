"use client";

import { useState } from "react";

/** What the server tells again in other words stays the same object: then nothing is laid out anew, and the view stays. */
export function useUnlessChanged<Told>(told: Told): Told {
  const [known, setKnown] = useState(told);
  if (told === known || JSON.stringify(told) === JSON.stringify(known)) return known;
  setKnown(told);
  return told;
}
