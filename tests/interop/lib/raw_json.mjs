// Looks into JSON text without parsing it away: members and elements keep the bytes that were sent. The text
// must be valid JSON.

/** The members of an object as [key, raw value] pairs, in order. */
export function members(text) {
  return parts(text, '{').map((part) => {
    const end = stringEnd(part, 0);
    return [JSON.parse(part.slice(0, end)), part.slice(part.indexOf(':', end) + 1).trim()];
  });
}

/** The elements of an array as raw texts, in order. */
export const elements = (text) => parts(text, '[');

/** The raw value of one member, or undefined. */
export const member = (text, key) => members(text).find(([name]) => name === key)?.[1];

function parts(text, open) {
  const trimmed = text.trim();
  if (trimmed[0] !== open) throw new Error(`expected ${open} in ${trimmed.slice(0, 80)}`);
  const found = [];
  let depth = 0;
  let start = 1;
  for (let i = 1; i < trimmed.length - 1; i++) {
    const c = trimmed[i];
    if (c === '"') i = stringEnd(trimmed, i) - 1;
    else if (c === '{' || c === '[') depth++;
    else if (c === '}' || c === ']') depth--;
    else if (c === ',' && depth === 0) {
      found.push(trimmed.slice(start, i).trim());
      start = i + 1;
    }
  }
  const last = trimmed.slice(start, -1).trim();
  return last === '' && found.length === 0 ? [] : [...found, last];
}

// The index behind the string that opens at `start` or after white space.
function stringEnd(text, start) {
  let i = text.indexOf('"', start) + 1;
  while (text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i + 1;
}
