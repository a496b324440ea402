/** A product, as far as the door and the sources page need to know it. */
export interface SubjectDescription {
  ref: string;
  owner?: string;
  curator?: string;
  domain?: string;
}

/** Something evidence may be about, and the product that claims it. */
export interface SubjectAddress extends SubjectDescription {
  kind: 'dataset' | 'repository';
  /** As `datasetKey` and `repositoryKey` spell it. */
  key: string;
  /** Whether a contract in force names it; else an earlier one, or a mapping in config. */
  served: boolean;
}

/** Tells which product claims what. Only products that are in the catalog now. */
export interface SubjectsLookup {
  /** Products by data set key; a data set that nobody claims is absent. */
  productsByDataset(keys: string[]): Promise<Map<string, string[]>>;
  /** Of those, products whose contracts in force name the data set, and not a mapping in config or an earlier contract. */
  productsServing(key: string): Promise<string[]>;
  /** Products by repository key. */
  productsByRepository(keys: string[]): Promise<Map<string, string[]>>;
  /** Known products by reference. */
  describe(refs: string[]): Promise<Map<string, SubjectDescription>>;
  /** References of all products. */
  allRefs(): Promise<string[]>;
  /** Every claimed address. */
  allAddresses(): Promise<SubjectAddress[]>;
}
