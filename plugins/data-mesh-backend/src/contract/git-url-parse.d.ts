declare module 'git-url-parse' {
  /** The parts of the address of a file in a repository that we compare. */
  export default function gitUrlParse(url: string): {
    resource: string;
    organization: string;
    owner: string;
    name: string;
  };
}
