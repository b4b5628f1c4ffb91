# The exact frustration index of one edge list by the R package signnet.
#
#   Rscript benchmarks/frustration_signnet.R EDGES.csv
#
# needs the packages igraph, signnet and ompr with ompr.roi and ROI.plugin.glpk, which
# frustration_exact() asks for. Edge lists have the columns u, v, sign.

file <- commandArgs(trailingOnly = TRUE)[1]
edges <- read.csv(file)
graph <- igraph::graph_from_data_frame(edges, directed = FALSE)
spent <- system.time(found <- signnet::frustration_exact(graph))
cat(sprintf(
  "%s: %d nodes, %d edges, index %g, %.2f s\n",
  basename(file), igraph::vcount(graph), igraph::ecount(graph), found$frustration, spent[["elapsed"]]
))
