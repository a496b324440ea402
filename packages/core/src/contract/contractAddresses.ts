import { Settings } from '../scorecard/types';
import { ContractAddresses, ContractReading } from './types';

/** The data sets a contract serves on its production server. @public */
export function contractAddresses(
  reading: ContractReading,
  settings: Settings,
): ContractAddresses {
  const production = reading.servers.filter(server => {
    if (settings.productionServers && server.namespace) {
      return settings.productionServers.includes(server.namespace);
    }
    return ['prod', 'production'].includes(server.environment ?? '');
  });
  const chosen =
    production.length > 0
      ? production
      : reading.servers.filter(
          server => !server.environment && reading.servers.length === 1,
        );
  const [server] = chosen;
  if (chosen.length !== 1 || !server.namespace || !reading.objects.length) {
    return {
      state: 'not-wired',
      reason: 'the contract names no single production server with an address',
    };
  }
  return {
    state: 'known',
    server,
    addresses: reading.objects.map(object => ({
      namespace: server.namespace!,
      name: [server.prefix, object.physicalName].filter(Boolean).join('.'),
    })),
  };
}
