import { ContractVersion } from '@meshproof/core';

/** Why a document cannot be used as it is. */
export interface ContractTrouble {
  message: string;
  fix?: string;
  line?: number;
  /** When the version that stays in use was first read, milliseconds; undefined where there never was one. */
  inUseSince?: number;
}

/** A document that ports refer to, as it was last read. */
export interface ContractDocument {
  /** As `contractKey` spells it. */
  key: string;
  /** Address of the document, for people. */
  location: string;
  signature?: string;
  digest?: string;
  /** `id` and `version` inside the document. */
  contractId?: string;
  contractVersion?: string;
  trouble?: ContractTrouble;
  checkedAt: number;
}

/** A version of a contract, with the digest of its document. */
export interface KeptContractVersion extends ContractVersion {
  digest: string;
}

/** Keeps each distinct version of each contract document. */
export interface ContractStore {
  getDocuments(keys: string[]): Promise<Map<string, ContractDocument>>;
  /** Documents whose own `id` is this one. */
  findById(id: string): Promise<ContractDocument[]>;
  /** Notes the state of a document and, where `text` is given, a new version of it. */
  save(
    document: ContractDocument,
    version?: { text: string; now: number },
  ): Promise<void>;
  /** All versions of these documents, ascending. */
  listVersions(keys: string[]): Promise<KeptContractVersion[]>;
  /** The documents themselves, by digest. */
  getTexts(digests: string[]): Promise<Map<string, string>>;
  /** When the newest version of a document was first read. */
  newestSince(key: string): Promise<number | undefined>;
}
