package io.amparo.notification.digest;

import io.amparo.notification.digest.Digest.Batch;
import io.amparo.notification.digest.Digest.Item;
import io.amparo.notification.inbox.FactCodec;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Store of the daily summaries, by recipient. */
public final class Digests extends AggregateStore<Digest, Void> {

    public Digests(Outbox outbox) {
        super(outbox.withoutEvents(), "digests");
    }

    /**
     * Adds a notice to the next summary of a person. Idempotent.
     *
     * @param recipient person id or account
     * @param next instant of the next summary
     */
    public void add(String recipient, String noticeId, MailModel model, Instant next) {
        applyAll(List.of(AggregateUpdate.of(recipient, "add/" + noticeId, Optional.of(Digest.of(recipient)),
                digest -> digest.add(new Item(noticeId, model), next))));
    }

    /** Removes the notices of an account about the forum. */
    public void removeForum(String account, Instant now) {
        if (find(account).isPresent()) update(account, "erase/" + now, Digest::withoutForum);
    }

    @Override
    protected Document write(Digest digest) {
        var batch = digest.batch();
        return new Document("recipient", digest.recipient()).append("waiting", encode(digest.waiting()))
                .append("dropped", digest.dropped()).append("dueAt", digest.dueAt()).append("batch",
                        batch == null
                                ? null
                                : new Document("id", batch.id()).append("items", encode(batch.items())).append("dropped",
                                        batch.dropped()));
    }

    private static List<Document> encode(List<Item> items) {
        return items.stream().map(item -> new Document("noticeId", item.noticeId()).append("template", item.model().template())
                .append("facts", FactCodec.encode(item.model().facts()))).toList();
    }

    @Override
    protected Digest read(Document state) {
        return new Digest(state.getString("recipient"), items(state, "waiting"), state.getInteger("dropped"),
                batch(state.get("batch", Document.class)), Instants.read(state, "dueAt"));
    }

    private static @Nullable Batch batch(@Nullable Document stored) {
        return stored == null ? null : new Batch(stored.getString("id"), items(stored, "items"), stored.getInteger("dropped"));
    }

    private static List<Item> items(Document document, String field) {
        return document.getList(field, Document.class).stream().map(item -> new Item(item.getString("noticeId"),
                new MailModel(item.getString("template"), FactCodec.decode(item.get("facts", Document.class))))).toList();
    }
}
