// Reads jobs from standard input, [{schema, text, form}], and writes for each what
// ajv finds wrong: a list of messages. The form is "yaml", "json", or "front" for
// the front matter of a page. YAML is read as editors read it (npm yaml is what
// the YAML language server uses).
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { text } from 'node:stream/consumers';

const read = {
  yaml: parse,
  json: JSON.parse,
  front: (page) => parse(page.split(/^---$/m)[1]),
};

const compiled = new Map();

// compile is strict: a schema with a keyword that means nothing is refused.
function compile(schema) {
  const key = JSON.stringify(schema);
  if (!compiled.has(key)) {
    const Draft = schema.$schema.includes('2020-12') ? Ajv2020 : Ajv;
    const ajv = new Draft({ strict: true, strictTypes: false, allowUnionTypes: true, allErrors: true });
    compiled.set(key, ajv.compile(schema));
  }
  return compiled.get(key);
}

const found = JSON.parse(await text(process.stdin)).map((job) => {
  const validate = compile(job.schema);
  if (validate(read[job.form](job.text))) return [];
  return validate.errors.map((e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
});
process.stdout.write(JSON.stringify(found));
