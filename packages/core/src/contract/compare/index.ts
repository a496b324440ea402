export * from './compareContracts';
export * from './compatibility';
export {
  requiredVersion,
  versionStep,
  type VersionStep,
  type VersionVerdict,
} from './requiredVersion';
export * from './types';
export * from './undeclaredChange';
