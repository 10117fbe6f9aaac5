// Reads works back with citation-js. Reads {format, text}, prints CSL-JSON.
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
const require = createRequire(import.meta.url);
const {Cite, plugins} = require('@citation-js/core');
require('@citation-js/plugin-bibtex');
require('@citation-js/plugin-ris');
const {format, text} = JSON.parse(readFileSync(0, 'utf8'));
const forceType = {bib: '@biblatex/text', ris: '@ris/file', json: '@else/json'}[format];
const cite = new Cite(text, {forceType, generateGraph: false});
process.stdout.write(JSON.stringify(cite.data));
