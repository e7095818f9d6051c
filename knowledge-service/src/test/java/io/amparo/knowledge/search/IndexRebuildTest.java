package io.amparo.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.amparo.knowledge.search.SearchIndex.Filter;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R2.4")
class IndexRebuildTest {
    private static final Filter EVERYTHING = Filter.of(EnumSet.allOf(Audience.class));

    private final AtomicBoolean full = new AtomicBoolean();
    private final SearchIndex index = new SearchIndex(() -> new FilterDirectory(new ByteBuffersDirectory()) {
        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            if (full.get()) throw new IOException("No space left on device");
            return super.createOutput(name, context);
        }
    });
    private final List<Searchable> stored = new ArrayList<>();
    private final List<String> foundDuringRebuild = new ArrayList<>();
    private final IndexTicker ticker = new IndexTicker(new Store(), index, Clock.systemUTC(), () -> {});
    private final IndexRebuild rebuild = new IndexRebuild(index, List.of(ticker));

    /** Searches while it is read for a rebuild. */
    private final class Store implements SearchSource {
        @Override
        public SearchCollection collection() {
            return SearchCollection.ARTICLES;
        }

        @Override
        public Optional<Stored> find(String id) {
            return stored.stream().filter(each -> each.id().equals(id)).map(this::stored).findFirst();
        }

        @Override
        public List<Stored> changedSince(Instant since, String afterId, int limit) {
            if (index.isLost()) foundDuringRebuild.addAll(ids("girassol"));
            return stored.stream().filter(each -> each.id().compareTo(afterId) > 0).map(this::stored).toList();
        }

        private Stored stored(Searchable item) {
            return new Stored(item.id(), item.version(), item);
        }
    }

    private List<String> ids(String query) {
        return index.search(query, EVERYTHING, 0, 10).hits().stream().map(Hit::id).toList();
    }

    private void store(String id) {
        stored.add(new Searchable(SearchCollection.ARTICLES, id, 1, null, "pt-BR", null, Audience.EVERYONE, "Girassol",
                "Uma flor."));
    }

    @Test
    void lost_index_is_rebuilt_from_the_store_while_the_old_one_answers() {
        store("a");
        ticker.tick();
        assertThat(ids("girassol")).containsExactly("a");

        store("b");
        full.set(true);
        ticker.tick();

        assertThat(index.isLost()).isTrue();
        ticker.indexNow("b");
        assertThat(ids("girassol")).as("the old index answers").containsExactly("a");

        full.set(false);
        rebuild.tick();

        assertThat(foundDuringRebuild).containsExactly("a");
        assertThat(index.isLost()).isFalse();
        assertThat(ids("girassol")).containsExactly("a", "b");
    }

    @Test
    void healthy_index_is_not_rebuilt() {
        store("a");
        ticker.tick();
        stored.clear();

        rebuild.tick();

        assertThat(ids("girassol")).containsExactly("a");
    }

    @Test
    void failed_rebuild_leaves_the_old_index() {
        store("a");
        ticker.tick();

        assertThatIllegalStateException().isThrownBy(() -> index.rebuild(() -> {
            throw new IllegalStateException("store is unavailable");
        }));

        assertThat(ids("girassol")).containsExactly("a");
    }
}
