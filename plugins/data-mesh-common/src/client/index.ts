export * from './DataMeshApi';
export * from './DataMeshClient';
