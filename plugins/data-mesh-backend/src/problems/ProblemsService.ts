import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Problem } from '@meshproof/backstage-plugin-data-mesh-common';
import {
  ContractVersion,
  DatasetMappings,
  UndeclaredChange,
} from '@meshproof/core';
import { ConsumerIndex, fullRef, Subject } from '../claims';
import {
  ContractDocument,
  ContractKeeper,
  ContractStore,
  KeptContractVersion,
  NamedContract,
  UndeclaredChanges,
} from '../contract';
import { isVisible, ReaderService, Visible } from '../permissions';
import { SubjectsLookup } from '../sources';
import { mappingProblems } from './mappingProblems';

interface NamedReference {
  ref: string;
  path: string;
  text: string;
  /** Undefined where the text is no reference at all. */
  target: string | undefined;
  what: string;
}

/** Says what is wrong with claims: documents that cannot be read, references that lead nowhere, annotations that say nothing. */
export class ProblemsService {
  readonly #options: {
    contracts: ContractKeeper;
    store: ContractStore;
    consumers: ConsumerIndex;
    reader: ReaderService;
    subjects: SubjectsLookup;
    mappings: DatasetMappings;
  };
  readonly #changes: UndeclaredChanges;

  constructor(options: {
    contracts: ContractKeeper;
    store: ContractStore;
    consumers: ConsumerIndex;
    reader: ReaderService;
    subjects: SubjectsLookup;
    mappings: DatasetMappings;
  }) {
    this.#options = options;
    this.#changes = new UndeclaredChanges(options);
  }

  /** Problems of these products, as this reader may know them. */
  async ofProducts(
    subjects: Subject[],
    all: Subject[],
    credentials: BackstageCredentials,
    visible: Visible,
  ): Promise<Problem[]> {
    return [
      ...(await this.#contracts(subjects)),
      ...(await this.#references(subjects, credentials)),
      ...identities(subjects, all, visible),
      ...(await this.#mappings(subjects, visible)),
    ].sort(byPlace);
  }

  /** Problems of annotations on the entities of others, as far as this reader may see those. */
  async ofConsumers(
    subjects: Subject[],
    credentials: BackstageCredentials,
    visible: Visible,
    ref?: string,
  ): Promise<Problem[]> {
    const { consumers, reader } = this.#options;
    const products = new Map(
      subjects
        .filter(subject => isVisible(visible, subject.ref))
        .map(subject => [subject.ref, subject]),
    );
    const problems: Problem[] = consumers
      .problems()
      .filter(problem => ref === undefined || problem.ref === ref)
      .map(problem => ({
        severity: 'warning',
        area: 'consumes',
        ref: problem.ref,
        path: 'metadata.annotations["meshproof.dev/consumes"]',
        message: problem.text
          ? `"${problem.text}": ${problem.message}`
          : problem.message,
      }));
    for (const item of consumers.list([])) {
      if (ref !== undefined && item.consumer !== ref) {
        continue;
      }
      const ports = products.get(item.product)?.entity.spec.outputPorts;
      const served = ports?.some(({ name }) => name === item.port);
      if (!served) {
        problems.push({
          severity: 'warning',
          area: 'consumes',
          ref: item.consumer,
          path: 'metadata.annotations["meshproof.dev/consumes"]',
          message: ports
            ? `${item.product} has no output port ${item.port}`
            : `${item.product}: not found or not visible`,
          fix: 'Name a port as [namespace/]product#port@major',
        });
      }
    }
    const found =
      visible === 'all'
        ? undefined
        : await reader.found(
            problems.map(problem => problem.ref),
            credentials,
          );
    return problems
      .filter(problem => found?.has(problem.ref) ?? true)
      .sort(byPlace);
  }

  async #mappings(subjects: Subject[], visible: Visible): Promise<Problem[]> {
    const { mappings } = this.#options;
    if (mappings.isEmpty) {
      return [];
    }
    const asked = new Set(subjects.map(({ ref }) => ref));
    const addresses = await this.#options.subjects.allAddresses();
    return mappingProblems(
      addresses.filter(({ ref }) => isVisible(visible, ref)),
      mappings,
    ).filter(({ ref }) => asked.has(ref));
  }

  async #contracts(subjects: Subject[]): Promise<Problem[]> {
    const { contracts, store } = this.#options;
    const named = subjects.map(
      subject => [subject, contracts.named(subject)] as const,
    );
    const documents = await store.getDocuments(
      named.flatMap(([, list]) => list.map(({ key }) => key)),
    );
    const versions = await contracts.listVersions(
      named.flatMap(([subject, list]) =>
        list.map(({ reference }) => ({
          reference,
          base: subject.entity.base,
        })),
      ),
    );
    const histories = new Map<string, KeptContractVersion[]>();
    for (const version of versions) {
      histories.set(version.key, [
        ...(histories.get(version.key) ?? []),
        version,
      ]);
    }
    const problems: Problem[] = [];
    for (const [subject, list] of named) {
      for (const contract of list) {
        const history = histories.get(contract.key) ?? [];
        problems.push(
          ...contractProblems(
            subject.ref,
            contract,
            documents.get(contract.key),
            history.at(-1),
          ),
          ...changeProblems(
            subject.ref,
            contract,
            await this.#changes.find(history),
          ),
        );
      }
    }
    return problems;
  }

  async #references(
    subjects: Subject[],
    credentials: BackstageCredentials,
  ): Promise<Problem[]> {
    const named = subjects.flatMap(namedReferences);
    const found = await this.#options.reader.found(
      named.flatMap(({ target }) => (target ? [target] : [])),
      credentials,
    );
    return named
      .filter(({ target }) => !target || !found.has(target))
      .map(({ ref, path, text, target, what }) => ({
        severity: 'warning',
        area: 'reference',
        ref,
        path,
        message: target
          ? `${what} ${target}: not found or not visible`
          : `${what} "${text}" is no entity reference`,
        fix: target
          ? 'Correct the reference, or register the entity'
          : 'Write it as [kind:][namespace/]name',
      }));
  }
}

function contractProblems(
  ref: string,
  contract: NamedContract,
  document: ContractDocument | undefined,
  newest: ContractVersion | undefined,
): Problem[] {
  const path = `spec.outputPorts[${contract.index}].contract`;
  if (typeof contract.reference !== 'string' && !newest) {
    const { id, version } = contract.reference;
    return [
      {
        severity: 'error',
        area: 'reference',
        ref,
        path,
        message: `No contract with id ${id}${
          version === undefined ? '' : ` and version ${version}`
        } is known`,
        fix: 'Correct id and version, or name the path of a document beside the entity',
      },
    ];
  }
  const problems: Problem[] = [];
  const trouble = contract.refused ?? document?.trouble;
  if (trouble) {
    const kept =
      trouble.inUseSince === undefined
        ? ''
        : `. The version read on ${new Date(trouble.inUseSince)
            .toISOString()
            .slice(0, 10)} stays in use`;
    problems.push({
      severity: 'error',
      area: 'contract',
      ref,
      path,
      document: String(contract.reference),
      line: trouble.line,
      message: `${trouble.message}${kept}`,
      fix: trouble.fix,
    });
  }
  for (const problem of newest?.reading.problems ?? []) {
    problems.push({
      ...problem,
      area: 'contract',
      ref,
      document: documentOf(contract),
    });
  }
  return problems;
}

/** A promise that was changed under the feet of its readers. */
function changeProblems(
  ref: string,
  contract: NamedContract,
  change: UndeclaredChange | undefined,
): Problem[] {
  if (!change) {
    return [];
  }
  const { comparison, version, since } = change;
  const { verdict, changes } = comparison;
  const weighty = changes.filter(item => item.verdict === verdict);
  const more = weighty.length - 1;
  const isBreak = verdict === 'breaking';
  const next = version.required
    ? `version ${version.required} or more`
    : 'another version';
  return [
    {
      severity: isBreak ? 'error' : 'info',
      area: 'contract',
      ref,
      path: 'version',
      document: documentOf(contract),
      message: `${
        isBreak
          ? 'Readers break, and the version does not say so'
          : 'The version does not say what has changed'
      }${since === undefined ? '' : ` since ${since.slice(0, 40)}`}: ${
        (weighty[0] ?? changes[0]).sentence
      }${more > 0 ? ` And ${more} more of that weight.` : ''}`,
      fix: isBreak
        ? `Publish it as ${next}, and serve the old one until its readers have moved; or take the change back`
        : `Publish it as ${next}`,
    },
  ];
}

function documentOf({ reference }: NamedContract): string {
  return typeof reference === 'string' ? reference : reference.id;
}

function namedReferences(subject: Subject): NamedReference[] {
  const { spec, namespace } = subject.entity;
  const named: NamedReference[] = [];
  const add = (
    text: string | undefined,
    path: string,
    what: string,
    kind: string,
  ) => {
    if (text !== undefined) {
      named.push({
        ref: subject.ref,
        path,
        text,
        what,
        target: fullRef(text, { kind, namespace }),
      });
    }
  };
  add(spec.owner, 'spec.owner', 'Owner', 'group');
  add(spec.curator, 'spec.curator', 'Curator', 'group');
  add(spec.domain, 'spec.domain', 'Domain', 'domain');
  add(spec.system, 'spec.system', 'System', 'system');
  spec.intendedFor?.forEach((text, index) =>
    add(text, `spec.intendedFor[${index}]`, 'Consumer', 'component'),
  );
  spec.team?.forEach(({ member }, index) =>
    add(member, `spec.team[${index}].member`, 'Team member', 'user'),
  );
  spec.inputPorts?.forEach(({ from }, index) =>
    add(
      from?.replace(/#.*$/, ''),
      `spec.inputPorts[${index}].from`,
      'Input',
      from?.includes('#') ? 'dataproduct' : 'component',
    ),
  );
  return named;
}

/** Two products with one identity: whose history is it? */
function identities(
  subjects: Subject[],
  all: Subject[],
  visible: Visible,
): Problem[] {
  return subjects.flatMap(subject => {
    const others = all.filter(
      other =>
        subject.identity !== undefined &&
        other.identity === subject.identity &&
        other.ref !== subject.ref &&
        isVisible(visible, other.ref),
    );
    return others.map(
      (other): Problem => ({
        severity: 'warning',
        area: 'entity',
        ref: subject.ref,
        path: 'metadata.annotations["meshproof.dev/id"]',
        message: `${other.ref} has the same identity ${subject.identity}`,
        fix: 'Give each product an identity of its own',
      }),
    );
  });
}

function byPlace(a: Problem, b: Problem): number {
  return (
    a.ref.localeCompare(b.ref) || (a.path ?? '').localeCompare(b.path ?? '')
  );
}
