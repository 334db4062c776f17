import type { Metadata } from "next";
import { NothingHere } from "./nothing-here.tsx";

export const metadata: Metadata = { title: "Not found" };

export default NothingHere;
