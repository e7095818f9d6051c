package io.amparo.knowledge.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A collection of the store whose items this instance keeps in its search index. */
public interface SearchSource {
    /**
     * The latest stored version of an item.
     *
     * @param item null if a search does not find the item, for example a draft
     */
    record Stored(String id, long version, @Nullable Searchable item) {}

    SearchCollection collection();

    /** How many items the index reads at once: fewer if they are large. */
    default int batchSize() {
        return 500;
    }

    Optional<Stored> find(String id);

    /** Returns the items that were changed at or after an instant and follow an id, by id. */
    List<Stored> changedSince(Instant since, String afterId, int limit);
}
