// Reads news feeds as feed readers do (feedsmith), and checks JSON Feeds against their
// schema. Prints JSON: what each feed says in common words, and what is wrong with it.
// Call: node feeds.mjs FEEDSMITH AJV SCHEMA ATOM JSON [ATOM JSON]…
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const [feedsmith, ajv, schema, ...files] = process.argv.slice(2);
const {parseAtomFeed, parseJsonFeed} = require(feedsmith);
const Ajv = require(ajv).default;
// The schema is of a draft in which formats are remarks.
const fits = new Ajv({strict: false, validateFormats: false, allErrors: true}).compile(JSON.parse(readFileSync(schema, 'utf8')));

const link = (links, rel) => links?.find((l) => (l.rel ?? 'alternate') === rel)?.href ?? '';

function atom(text) {
  const f = parseAtomFeed(text);
  return {
    title: f.title.value, self: link(f.links, 'self'), home: link(f.links, 'alternate'), authors: f.authors.map((a) => a.name),
    items: f.entries.map((e) => ({
      id: e.id, url: link(e.links, 'alternate'), title: e.title.value, published: e.published, updated: e.updated,
      html: e.content?.value?.trim() ?? '', summary: e.summary?.value ?? '', topics: (e.categories ?? []).map((c) => c.label),
      authors: (e.authors ?? []).map((a) => `${a.name} ${a.uri ?? ''}`), files: (e.links ?? []).filter((l) => l.rel === 'enclosure').map((l) => `${l.href} ${l.type} ${l.length}`),
    })),
  };
}

function json(text) {
  const raw = JSON.parse(text);
  const wrong = fits(raw) ? [] : fits.errors.map((e) => `${e.instancePath} ${e.message}`);
  const f = parseJsonFeed(text);
  return {
    wrong, version: raw.version, lang: f.language, langs: f.items.map((i) => i.language),
    title: f.title, self: f.feed_url, home: f.home_page_url, authors: f.authors.map((a) => a.name),
    items: f.items.map((i) => ({
      id: i.id, url: i.url, title: i.title, published: i.date_published, updated: i.date_modified,
      html: i.content_html?.trim() ?? '', summary: i.summary ?? '', topics: i.tags ?? [],
      authors: (i.authors ?? []).map((a) => `${a.name} ${a.url ?? ''}`), files: (i.attachments ?? []).map((a) => `${a.url} ${a.mime_type} ${a.size_in_bytes}`),
    })),
  };
}

const found = [];
for (let i = 0; i < files.length; i += 2) {
  found.push({atom: atom(readFileSync(files[i], 'utf8')), json: json(readFileSync(files[i + 1], 'utf8'))});
}
process.stdout.write(JSON.stringify(found));
