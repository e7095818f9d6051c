package io.amparo.eol.feed;

import io.amparo.events.DomainEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.bson.Document;

/**
 * Store of the key that signs the links of personal feeds. The first start creates it, and all instances read the same one, so
 * that links survive a restart without a setting. Who deletes it ends all links.
 */
final class FeedKeys extends AggregateStore<String, DomainEvent> {
    private static final String ID = "links";

    FeedKeys(Outbox outbox) {
        super(outbox, "feed_keys");
    }

    byte[] key() {
        if (find(ID).isEmpty()) {
            var bytes = new byte[FeedLinks.KEY_BYTES];
            new SecureRandom().nextBytes(bytes);
            insert(ID, "create", Change.of(Base64.getEncoder().encodeToString(bytes), List.of()));
        }
        // Another instance may have created it at the same time: the stored one counts.
        return Base64.getDecoder().decode(find(ID).orElseThrow().state());
    }

    @Override
    protected Document write(String key) {
        return new Document("key", key);
    }

    @Override
    protected String read(Document state) {
        return state.getString("key");
    }
}
