// Reads one message a line from the standard input, {secret, headers, body (Base64)}, and verifies it as a receiver does.
// Prints the number of verified messages; ends with an error at the first message that is refused.
import { createInterface } from "node:readline";
import { Webhook } from "standardwebhooks";

let verified = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const { secret, headers, body } = JSON.parse(line);
  new Webhook(secret).verify(Buffer.from(body, "base64").toString("utf8"), headers);
  verified++;
}
console.log(verified);
