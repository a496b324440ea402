import { contractAddresses } from '../contract/contractAddresses';
import { parseYaml } from '../contract/parseYaml';
import { readContract } from '../contract/readContract';
import { list, object, text } from '../evidence/formats/fields';
import { defaultSettings } from '../scorecard/defaultSettings';
import { CandidateGraphBuilder } from './CandidateGraphBuilder';
import { dataSetName, nameOf, saysAi, tagsOf } from './words';

interface Problem {
  path?: string;
  reason: string;
}

/** Contracts by id, over all files of a run. @internal */
export type ContractIndex = Map<string, Set<string>>;

/**
 * Reads a document of ODPS v0.9 to v1.1 or ODCS v3. A contract gives the data sets that it describes; a product names the contracts that it serves and
 * those that it reads. Of a team only its name is kept. @internal
 * @returns which of the two it is, `undefined` for another document
 */
export function takeBitolDocument(options: {
  document: string;
  file: string;
  builder: CandidateGraphBuilder;
  contracts: ContractIndex;
  namespace: string | undefined;
}): { kind: 'odps' | 'odcs' | undefined; problems: Problem[] } {
  const { document, file, builder, contracts } = options;
  const parsed = parseYaml(document);
  if ('problem' in parsed) {
    const { line, path, message } = parsed.problem;
    return {
      kind: undefined,
      problems: [
        {
          ...(path ? { path } : {}),
          reason: line === undefined ? message : `line ${line}: ${message}`,
        },
      ],
    };
  }
  const fields = object(parsed.value);
  const version = text(fields.apiVersion) ?? '';
  if (fields.kind === 'DataContract') {
    return { kind: 'odcs', problems: takeContract(fields, options) };
  }
  // Other tools have a kind of this name, too.
  if (fields.kind === 'DataProduct' && /^v?\d+\.\d+/.test(version)) {
    const problem = takeProduct(fields, file, builder, contracts);
    return { kind: 'odps', problems: problem ? [problem] : [] };
  }
  return { kind: undefined, problems: [] };
}

function takeContract(
  fields: Record<string, unknown>,
  options: {
    document: string;
    file: string;
    builder: CandidateGraphBuilder;
    contracts: ContractIndex;
    namespace: string | undefined;
  },
): Problem[] {
  const { document, file, builder, contracts, namespace } = options;
  const reading = readContract(document, { document: file });
  const errors = reading.problems
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ path, line, message }): Problem => ({
        ...(path ? { path } : {}),
        reason: line === undefined ? message : `line ${line}: ${message}`,
      }),
    );
  const id = nameOf(fields.id);
  if (reading.objects.length === 0) {
    return errors;
  }
  const addresses = contractAddresses(reading, defaultSettings);
  const names =
    addresses.state === 'known'
      ? addresses.addresses
      : reading.objects.map(({ physicalName }) => ({
          namespace,
          name: physicalName,
        }));
  const owner = {
    group: groupOf(fields),
    domain: nameOf(fields.domain),
    project: nameOf(fields.dataProduct),
  };
  const tests = rulesOf(fields);
  const own = contracts.get(id ?? '') ?? new Set<string>();
  for (const address of names) {
    const name = dataSetName(address.name);
    if (name !== undefined) {
      own.add(
        builder.addDataSet(
          {
            namespace: address.namespace,
            name,
            title:
              names.length === 1
                ? nameOf(fields.name) ?? nameOf(address.name)
                : undefined,
            kind: 'table',
            ...owner,
            tests,
            described:
              text(fields.description) !== undefined ||
              text(object(fields.description).purpose) !== undefined,
            tags: tagsOf(fields.tags ?? []),
          },
          file,
        ),
      );
    }
  }
  if (id !== undefined) {
    contracts.set(id, own);
  }
  // Rules and columns that are broken are told where the contract is read as such; here they take no data set away.
  return errors.filter(({ path }) =>
    /^schema\[\d+\](\.\w+)?$/.test(path ?? ''),
  );
}

function takeProduct(
  fields: Record<string, unknown>,
  file: string,
  builder: CandidateGraphBuilder,
  contracts: ContractIndex,
): Problem | undefined {
  const id = nameOf(fields.id);
  const product = nameOf(fields.name) ?? id;
  if (product === undefined) {
    return { path: 'id', reason: 'has no id and no name' };
  }
  const group = groupOf(fields);
  const domain = nameOf(fields.domain);
  const ports = list(fields.outputPorts).map(port => object(port));
  const inputs = [
    ...list(fields.inputPorts).map(port => nameOf(object(port).contractId)),
    ...ports.flatMap(port =>
      list(port.inputContracts).map(input => nameOf(object(input).id)),
    ),
  ].filter(contract => contract !== undefined);
  builder.later(() => {
    const reads = new Set(
      inputs.flatMap(contract => [...(contracts.get(contract) ?? [])]),
    );
    const made = new Set<string>();
    for (const port of ports) {
      const served = contracts.get(nameOf(port.contractId) ?? '');
      const name = nameOf(port.name);
      if (served) {
        served.forEach(dataSet => made.add(dataSet));
      } else if (name !== undefined) {
        // Its contract is in none of the files.
        made.add(
          builder.addDataSet(
            {
              namespace: undefined,
              name: `${product}.${name}`,
              title: name,
              kind: 'table',
              group,
              domain,
              described: text(port.description) !== undefined,
            },
            file,
          ),
        );
      }
    }
    for (const dataSet of made) {
      builder.addProduct(dataSet, product);
      reads.forEach(input => builder.addUpstream(dataSet, input));
    }
    const others = [...reads].filter(input => !made.has(input));
    if (made.size === 0 && others.length > 0) {
      builder.addUse({
        id: `product ${id ?? product}`,
        name: product,
        kind: 'product',
        ai: tagsOf(fields.tags ?? []).some(saysAi),
        group,
        reads: others,
      });
    }
  });
  return undefined;
}

/** The team by its name, else the domain. Members are persons and are not read. */
function groupOf(fields: Record<string, unknown>): string | undefined {
  return nameOf(object(fields.team).name) ?? nameOf(fields.domain);
}

/** Quality rules of a contract, wherever they stand. */
function rulesOf(fields: Record<string, unknown>): number {
  let count = 0;
  const open: unknown[] = [fields.schema];
  // Bounded by the reader of YAML, which refuses what is too large or holds itself.
  while (open.length > 0) {
    const value = open.pop();
    if (Array.isArray(value)) {
      open.push(...value);
    } else if (typeof value === 'object' && value !== null) {
      const { quality, properties, items } = object(value);
      count += list(quality).length;
      open.push(properties, items);
    }
  }
  return count;
}
