const names = new Map<string, string>();
/**
 * The limit of named statements of a process: each connection keeps a plan for each. Those marked as prepared have a
 * limit of their own.
 */
const LIMIT = 400;
const LIMIT_OF_MARKED = 600;

/**
 * The name under which a statement is prepared: it is sent and planned once per connection, then only its values are
 * sent. `undefined`: too many texts have a name already, since lists of different lengths make many texts. A statement
 * that begins with the comment "prepared" gets a name all the same.
 */
export function statementName(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= (text.startsWith('/* prepared */') ? LIMIT_OF_MARKED : LIMIT)) return undefined;
    name = `anjia_${names.size}`;
    names.set(text, name);
  }
  return name;
}
