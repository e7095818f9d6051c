// Usage: node check-asyncapi.mjs <asyncapi.yaml>. Exit code 1 if the official parser reports an error.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const ERROR = 0;
const { document, diagnostics } = await new Parser().parse(readFileSync(process.argv[2], "utf8"));
const errors = diagnostics.filter((diagnostic) => diagnostic.severity === ERROR);
for (const { code, path, message } of errors) console.log(`${code} ${path.join(".")}: ${message}`);
process.exit(document && errors.length === 0 ? 0 : 1);
