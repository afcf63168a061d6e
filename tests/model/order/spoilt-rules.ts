import { readFileSync } from 'node:fs';
import { transformSync } from '@swc/core';
import * as access from '#contracts/access.ts';
import * as kinds from '#contracts/cases/kinds.ts';
import * as messages from '#contracts/messages.ts';
import * as stages from '#contracts/orders/stages.ts';
import { ROLES } from '#contracts/people/roles.ts';
import * as reschedule from '#contracts/visits/reschedule.ts';
import { inProject } from '#scripts/setup/places.mjs';
import type { Rules } from './every-call.ts';

type Imports = Record<string, object>;
const FILES: Record<string, string> = {
  rules: readFileSync(inProject('workflows/order/order-rules.ts'), 'utf8'),
  access: readFileSync(inProject('contracts/access.ts'), 'utf8'),
};

/** The rules again from their own text, changed as told: the text must be there. */
export function spoil(file: 'rules' | 'access', from: string, to: string): Rules {
  const text = FILES[file]!;
  if (text.split(from).length !== 2) throw new Error(`Not there, or more than once: ${from}`);
  const spoilt = text.replace(from, () => to);
  return file === 'access'
    ? rulesWith(run(spoilt, TABLE_IMPORTS))
    : (run(spoilt, importsOf(access)) as { messageRefusal: Rules }).messageRefusal;
}

/** The rules over another table of who may do what, and when. */
export const rulesOver = (action: access.Action, row: access.ActionRow): Rules => {
  const spoilt = run(FILES.access!, TABLE_IMPORTS) as typeof access;
  (spoilt.ACTIONS as Record<string, access.ActionRow>)[action] = row;
  return rulesWith(spoilt);
};

const rulesWith = (table: object): Rules =>
  (run(FILES.rules!, importsOf(table)) as { messageRefusal: Rules }).messageRefusal;
const { SETTLEMENTS, STAGES, VISIT_PHASES } = stages;
const TABLE_IMPORTS: Imports = { './messages.ts': messages, './orders/stages.ts': stages };
const importsOf = (table: object): Imports => ({
  '#contracts/access.ts': table,
  '#contracts/cases/kinds.ts': kinds,
  '#contracts/messages.ts': messages,
  '#contracts/visits/reschedule.ts': reschedule,
});

const compiled = new Map<string, string>();
function run(text: string, imports: Imports): object {
  const code = compiled.get(text) ?? compile(text);
  compiled.set(text, code);
  const module = { exports: {} };
  new Function('require', 'module', 'exports', code)(
    (name: string) => found(imports, name),
    module,
    module.exports,
  );
  return module.exports;
}
function found(imports: Imports, name: string): object {
  if (!imports[name]) throw new Error(`The text imports ${name}, which this test does not provide`);
  return imports[name];
}
const compile = (text: string): string =>
  transformSync(text, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  }).code;

/** Each row with one role, stage, phase or settlement more or less, or without its proof. */
export function otherRows(row: access.ActionRow): [name: string, row: access.ActionRow][] {
  const toggled = <T>(list: readonly T[], one: T): T[] =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
  return [
    ...ROLES.map((one): [string, access.ActionRow] => [one, { ...row, roles: toggled(row.roles, one) }]),
    // Closed is closed, whatever a row says.
    ...STAGES.filter((one) => one !== 'closed').map((one): [string, access.ActionRow] => [
      one,
      { ...row, stages: toggled(row.stages, one) },
    ]),
    ...(row.phases ? VISIT_PHASES : []).map((one): [string, access.ActionRow] => [
      one,
      { ...row, phases: toggled(row.phases!, one) },
    ]),
    ...(row.settlements ? SETTLEMENTS : []).map((one): [string, access.ActionRow] => [
      one,
      { ...row, settlements: toggled(row.settlements!, one) },
    ]),
    ['money', { ...row, money: !row.money }],
  ];
}
