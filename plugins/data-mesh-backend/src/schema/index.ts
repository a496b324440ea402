export * from './loadOpenApiDocument';
