import { CandidateGraphBuilder } from './CandidateGraphBuilder';
import { CandidateGraph } from './types';

/**
 * One graph of those of several sources: a data set that two of them name is one, and what they say differently of its group is not known.
 * @public
 */
export function mergeGraphs(
  graphs: ReadonlyMap<string, CandidateGraph>,
): CandidateGraph {
  const builder = new CandidateGraphBuilder();
  for (const [source, graph] of graphs) {
    for (const { upstream, ...dataSet } of graph.dataSets) {
      const id = builder.addDataSet(dataSet, source);
      upstream?.forEach(from => builder.addUpstream(id, from));
    }
    for (const use of graph.uses) {
      builder.addUse({ ...use, id: `${source} ${use.id}` });
    }
  }
  return builder.build();
}

/**
 * The graph as if these data sets were not there: neither they nor what they read can be told from the result.
 * @public
 */
export function withoutDataSets(
  graph: CandidateGraph,
  hidden: ReadonlySet<string>,
): CandidateGraph {
  if (hidden.size === 0) {
    return graph;
  }
  const kept = (ids: string[] = []) => ids.filter(id => !hidden.has(id));
  return {
    dataSets: graph.dataSets
      .filter(({ id }) => !hidden.has(id))
      .map(dataSet => ({ ...dataSet, upstream: kept(dataSet.upstream) })),
    // What reads only hidden data sets is not seen; one that reads others as well reads those whoever looks.
    uses: graph.uses
      .map(use => ({ ...use, reads: kept(use.reads) }))
      .filter(({ reads }) => reads.length > 0),
  };
}
