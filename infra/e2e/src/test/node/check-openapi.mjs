// Usage: node check-openapi.mjs <openapi.json>. Exit code 1 if the document does not follow the OpenAPI schema.
import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";

const { valid, errors } = await new Validator().validate(JSON.parse(readFileSync(process.argv[2], "utf8")));
if (!valid) console.log(JSON.stringify(errors, null, 2));
process.exit(valid ? 0 : 1);
