export * from './localRepositories';
