export { catalogModuleLocalRepositories } from './catalogModuleLocalRepositories';
export {
  LocalRepositoryProvider,
  type LocalRepositoryProviderOptions,
} from './LocalRepositoryProvider';
