// Loaded before all else (`node --import`). Node looks for an imported file anew in every file that imports it, and reads
// its package.json anew as well; that of drizzle-orm lists 447 entry points. Half a second of each start went into that.
import { registerHooks } from "node:module";

type Resolved = { url: string; format?: string | null | undefined };

const inPackage = "/node_modules/";
const inDrizzle = /\/node_modules\/drizzle-orm\/(?!.*\/node_modules\/)/;
const ownFile = /^\.\.?\/.*\.js$/;
const known = new Map<string, Resolved>();

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL = "", conditions, importAttributes } = context;
    if (!conditions.includes("import") || Object.keys(importAttributes).length > 0)
      return next(specifier, context);
    // What one of its files means by the name of another does not depend on that list, and all of them are modules.
    if (inDrizzle.test(parentURL) && ownFile.test(specifier))
      return { url: new URL(specifier, parentURL).href, format: "module", shortCircuit: true };
    if (parentURL.includes(inPackage)) return next(specifier, context);
    // All that is ours is one package: the same name is the same file, wherever it stands.
    const name = specifier.startsWith(".") ? new URL(specifier, parentURL).href : specifier;
    const found = known.get(name) ?? next(specifier, context);
    known.set(name, found);
    return { ...found, shortCircuit: true };
  },
});
