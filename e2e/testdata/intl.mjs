// Answers requests to JavaScript's Intl, which is ICU with the CLDR of its release.
// Reads [{api, lang, options, method, args}…], prints the answers as JSON.
import {readFileSync} from 'node:fs';

const answer = ({api, lang, options, method, args}) => {
  const intl = new Intl[api](lang, options ?? undefined);
  return method === 'sort' ? args.sort(intl.compare).join(' ') : intl[method](...args);
};
const requests = JSON.parse(readFileSync(0, 'utf8'));
const {icu, cldr} = process.versions;
process.stdout.write(JSON.stringify({icu, cldr, answers: requests.map(answer)}));
