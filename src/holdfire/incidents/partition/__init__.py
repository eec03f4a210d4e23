"""The partition model's compiled loops: weights of blocks, links, partitions, cells."""
