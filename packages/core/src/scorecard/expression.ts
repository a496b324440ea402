import { Environment } from '@marcbachmann/cel-js';
import { FactValue } from '@meshproof/backstage-plugin-data-mesh-common';
import { FACTS } from '../facts/catalogue';
import { enough } from './enough';
import { Check } from './Rubric';

type Compiled =
  | { run: (facts: Record<string, FactValue>) => boolean }
  | { broken: string };

const compiled = new Map<string, Compiled>();

function compile(check: Check): Compiled {
  // Only what a check requires is known to its expression, so nothing can be used that was not looked at before.
  const environment = new Environment();
  environment.registerFunction('enough(double, double, double): bool', enough);
  for (const name of check.requires) {
    const fact = FACTS.get(name);
    if (!fact) {
      return { broken: `requires the unknown fact "${name}"` };
    }
    environment.registerVariable(name, fact.type);
  }
  try {
    const expression = environment.parse(check.expression);
    const { valid, type, error } = expression.check();
    if (!valid) {
      return { broken: error?.message.split('\n')[0] ?? 'cannot be typed' };
    }
    if (String(type) !== 'bool') {
      return { broken: `its expression is ${type}, not bool` };
    }
    return {
      run: facts => {
        const result: unknown = expression(facts);
        if (typeof result !== 'boolean') {
          throw new Error('its expression gave no answer');
        }
        return result;
      },
    };
  } catch (error) {
    return {
      broken: (error instanceof Error ? error.message : String(error)).split(
        '\n',
      )[0],
    };
  }
}

/** The compiled expression of a check, or what is wrong with it. @internal */
export function expressionOf(check: Check): Compiled {
  const key = `${check.requires.join()}:${check.expression}`;
  let found = compiled.get(key);
  if (!found) {
    found = compile(check);
    compiled.set(key, found);
  }
  return found;
}
