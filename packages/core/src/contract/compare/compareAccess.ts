import { asFields, asLabel, asList, asText, Fields } from '../values';
import { compareFields } from './compareFields';
import { Comparing, isSame, pairUp, Place } from './Comparing';

/** A server, role or channel, which is known by its name in a list. */
interface Named {
  fields: Fields;
  name: string;
  path: (string | number)[];
}

function namedOf(list: unknown, field: string, path: Place['path']): Named[] {
  return asList(list).flatMap((item, index) => {
    const fields = asFields(item);
    const name = asLabel(fields?.[field]);
    return fields && name ? [{ fields, name, path: [...path, index] }] : [];
  });
}

const byName = ({ name }: Named) => name;
const byId = ({ fields }: Named) => asText(fields.id);

/** What of a server has nothing to do with where the data is and in which form. */
const BESIDES = new Set([
  'customProperties',
  'description',
  'id',
  'roles',
  'server',
  'stagingDir',
  'warehouse',
  'workgroup',
]);

function placeOf(server: Fields): string {
  return JSON.stringify(
    Object.entries(server)
      .filter(([field]) => !BESIDES.has(field))
      .sort(([a], [b]) => a.localeCompare(b, 'en-US')),
  );
}

/** Whether consumers read from this server: the one of production, or one that says no environment. */
function isRead({ fields }: Named): boolean {
  return /^(prod|production|)$/i.test(asText(fields.environment)?.trim() ?? '');
}

function compareServers(
  comparing: Comparing,
  before: Fields,
  after: Fields,
): void {
  const list = (contract: Fields) =>
    namedOf(contract.servers, 'server', ['servers']);
  const { both, removed, added } = pairUp(list(before), list(after), [
    byId,
    byName,
    ({ fields }) => placeOf(fields),
  ]);
  for (const [a, b] of both) {
    const place = { what: `Server ${a.name}`, path: b.path };
    if (a.name !== b.name) {
      comparing.add('server-renamed', place, { before: a.name, after: b.name });
    }
    const fields = new Set([
      ...Object.keys(a.fields),
      ...Object.keys(b.fields),
    ]);
    for (const field of fields) {
      const [from, to] = [a.fields[field], b.fields[field]];
      if (!BESIDES.has(field) && !isSame(from, to)) {
        comparing.add(
          isRead(a) ? 'server-changed' : 'other-server-changed',
          { ...place, path: [...b.path, field] },
          { field, before: from, after: to },
        );
      }
    }
    compareFields(comparing, a.fields, b.fields, place, {
      except: new Set(
        [...fields].filter(
          field =>
            !BESIDES.has(field) || ['id', 'roles', 'server'].includes(field),
        ),
      ),
    });
    compareRoles(comparing, a.fields, b.fields, b.path);
  }
  for (const server of removed) {
    comparing.add(isRead(server) ? 'server-removed' : 'other-server-changed', {
      what: `Server ${server.name}`,
      path: server.path,
    });
  }
  for (const { name, path } of added) {
    comparing.add('server-added', { what: `Server ${name}`, path });
  }
}

const APPROVERS = new Set(['firstLevelApprovers', 'secondLevelApprovers']);

function compareRoles(
  comparing: Comparing,
  before: Fields,
  after: Fields,
  path: Place['path'],
): void {
  const list = (holder: Fields) =>
    namedOf(holder.roles, 'role', [...path, 'roles']);
  const { both, removed, added } = pairUp(list(before), list(after), [byName]);
  const place = (role: Named) => ({
    what: `Role ${role.name}`,
    path: role.path,
  });
  for (const [a, b] of both) {
    compareFields(comparing, a.fields, b.fields, place(b), {
      except: new Set(['id', 'role']),
      // Who decides is no matter of who may read.
      words: APPROVERS,
    });
  }
  removed.forEach(role => comparing.add('role-removed', place(role)));
  added.forEach(role => comparing.add('role-added', place(role)));
}

function compareStatus(
  comparing: Comparing,
  before: Fields,
  after: Fields,
): void {
  const [from, to] = [before, after].map(({ status }) =>
    asText(status)?.trim().toLowerCase(),
  );
  if (from === to) {
    return;
  }
  const place = { what: 'The contract', path: ['status'] };
  const values = { field: 'status', before: from, after: to };
  if (to === 'retired') {
    comparing.add('contract-retired', place, values);
  } else if (to === 'deprecated') {
    comparing.add('contract-deprecated', place, values);
  } else {
    comparing.add(
      to === 'active' ? 'words-changed' : 'field-changed',
      place,
      values,
    );
  }
}

const ELSEWHERE = new Set([
  'apiVersion',
  'contractCreatedTs',
  'description',
  'kind',
  'roles',
  'schema',
  'servers',
  'slaProperties',
  'status',
  'support',
  'version',
]);
const WORDS = new Set(['name', 'domain', 'dataProduct', 'team']);

/** Compares where the data is, who may have it, and everything a contract says besides its schema and promises. @internal */
export function compareAccess(
  comparing: Comparing,
  before: Fields,
  after: Fields,
  options: { isElsewhere: (property: string) => boolean },
): void {
  compareServers(comparing, before, after);
  compareRoles(comparing, before, after, []);
  compareStatus(comparing, before, after);
  const place = { what: 'The contract', path: [] };
  compareFields(comparing, before, after, place, {
    except: ELSEWHERE,
    words: WORDS,
    ...options,
  });
  const [from, to] = [before, after].map(
    ({ description }) =>
      asFields(description) ?? (description ? { purpose: description } : {}),
  );
  compareFields(
    comparing,
    from,
    to,
    { ...place, path: ['description'] },
    { except: new Set(), words: new Set(['purpose']) },
  );
  const channels = (contract: Fields) =>
    namedOf(contract.support, 'channel', ['support']);
  const support = pairUp(channels(before), channels(after), [byName]);
  const channel = (item: Named) => ({
    what: `Support in ${item.name}`,
    path: item.path,
  });
  for (const [a, b] of support.both) {
    compareFields(comparing, a.fields, b.fields, channel(b), {
      except: new Set(['id', 'channel']),
    });
  }
  support.removed.forEach(item =>
    comparing.add('support-removed', channel(item)),
  );
  support.added.forEach(item => comparing.add('support-added', channel(item)));
}
