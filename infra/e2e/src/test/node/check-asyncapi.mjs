// Usage: node check-asyncapi.mjs <asyncapi.yaml>. Exit code 1 if the official parser reports an error or a warning.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const WARNING = 1;
const { document, diagnostics } = await new Parser().parse(readFileSync(process.argv[2], "utf8"));
const problems = diagnostics.filter((diagnostic) => diagnostic.severity <= WARNING);
for (const { code, path, message } of problems) console.log(`${code} ${path.join(".")}: ${message}`);
process.exit(document && problems.length === 0 ? 0 : 1);
