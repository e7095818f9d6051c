package io.amparo.knowledge.search;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Builds a new index from the store if a failed write has closed the current one. */
record IndexRebuild(SearchIndex index, List<IndexTicker> tickers) {
    private static final Logger LOG = System.getLogger(IndexRebuild.class.getName());

    void tick() {
        if (!index.isLost()) return;
        LOG.log(Level.WARNING, "Search index of this instance is lost; it answers without new changes until it is rebuilt");
        index.rebuild(() -> tickers.forEach(IndexTicker::putAll));
        LOG.log(Level.INFO, "Search index of this instance is rebuilt");
    }
}
