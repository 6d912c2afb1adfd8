// Reads asyncapi.yaml with the reference parser: node check.cjs <folder with node_modules> <asyncapi.yaml>
// Exit code 1 on any error or warning, so that a document the parser merely tolerates is noticed too.
const { createRequire } = require('node:module');
const path = require('node:path');

const [modules, document] = process.argv.slice(2).map((argument) => path.resolve(argument));
const { Parser, fromFile } = createRequire(path.join(modules, 'x.js'))('@asyncapi/parser');

const ERROR = 0;
const WARNING = 1;

async function main() {
  const { document: parsed, diagnostics } = await fromFile(new Parser(), document).parse();
  for (const found of diagnostics) {
    const line = found.range ? found.range.start.line + 1 : 0;
    console.log(`${['error', 'warning', 'info', 'hint'][found.severity]} line ${line} ${found.path.join('.')}: ${found.message}`);
  }
  if (!parsed || diagnostics.some((found) => found.severity === ERROR || found.severity === WARNING)) {
    process.exitCode = 1;
    return;
  }
  const channels = parsed.channels().all();
  const messages = channels.flatMap((channel) => channel.messages().all());
  const schemas = messages.filter((message) => Object.keys(message.payload().properties() ?? {}).length > 0);
  console.log(`asyncapi.yaml is accepted: ${channels.length} channels, ${messages.length} messages, ${schemas.length} with a resolved schema`);
  if (schemas.length !== messages.length) {
    process.exitCode = 1;
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
