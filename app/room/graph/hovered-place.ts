"use client";

import { create } from "zustand";

/** Of the many lines of a folded graph only those of the node under the pointer are drawn; nodes need not know. */
export const useHoveredPlace = create<{ id: string | undefined }>(() => ({ id: undefined }));

export const hoverPlace = (id: string | undefined) => useHoveredPlace.setState({ id });
