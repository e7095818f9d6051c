package io.amparo.notification.signature;

import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.bson.Document;

/**
 * Store of the key that signs addresses and links. The first start creates it, and all instances read the same one, so that a
 * mail of last year is still valid without a setting. Who deletes it invalidates all of them.
 */
final class SigningKeys extends AggregateStore<String, Void> {
    private static final String ID = "mail";

    SigningKeys(Outbox outbox) {
        super(outbox.withoutEvents(), "signing_keys");
    }

    byte[] key() {
        if (find(ID).isEmpty()) {
            var bytes = new byte[MailSigner.KEY_BYTES];
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
