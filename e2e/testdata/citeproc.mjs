// Formats works and citations with citeproc-js, the APA style and a language's locale.
// Reads {works: CSL-JSON, langs: {code: locale}, asked: [{cites: [{id, locator?, label?,
// prefix?, "suppress-author"?}], mode?}]}, prints per language the list of references by
// id and the citations. Italics stand between * *.
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
const require = createRequire(import.meta.url);
const CSL = require('citeproc');
const {apa} = require('@citation-js/plugin-csl/lib/styles.json');

const text = html => html.replace(/<\/?i>/g, '*').replace(/<[^>]*>/g, '').trim()
  .replace(/&#38;|&amp;/g, '&').replace(/&#60;|&lt;/g, '<').replace(/&#62;|&gt;/g, '>').replace(/&#34;|&quot;/g, '"').replace(/\*\*/g, '');

const {works, langs, asked} = JSON.parse(readFileSync(0, 'utf8'));
const byID = new Map(works.map(w => [w.id, w]));
const answers = {};
for (const [code, locale] of Object.entries(langs)) {
  const sys = {
    retrieveLocale: tag => {
      try { return readFileSync(require.resolve(`citeproc-locales/locales/locales-${tag}.xml`), 'utf8'); } catch { return false; }
    },
    retrieveItem: id => structuredClone(byID.get(id)),
  };
  const engine = new CSL.Engine(sys, apa, locale, true);
  engine.updateItems([...byID.keys()]);
  const [{entry_ids}, entries] = engine.makeBibliography();
  const list = Object.fromEntries(entry_ids.map(([id], i) => [id, text(entries[i])]));
  const cite = (items, how) => text(engine.makeCitationCluster(structuredClone(items.map(i => ({...i, ...how})))));
  const cites = asked.map(({cites, mode}) => mode ? cite(cites, {'author-only': true}) + ' ' + cite(cites, {'suppress-author': true}) : cite(cites));
  answers[code] = {list, order: entry_ids.map(([id]) => id), cites};
}
process.stdout.write(JSON.stringify(answers));
