package io.amparo.platform.store;

import org.bson.Document;

/** Store of the republications, by collection. A due one is in progress or begins. */
final class Republications extends AggregateStore<Republication, Void> {

    Republications(Outbox outbox) {
        super(outbox.withoutEvents(), "republications");
    }

    @Override
    protected Document write(Republication republication) {
        return new Document("collection", republication.collection()).append("afterId", republication.afterId())
                .append("published", republication.published()).append("begunAt", republication.begunAt())
                .append("finishedAt", republication.finishedAt());
    }

    @Override
    protected Republication read(Document state) {
        return new Republication(state.getString("collection"), state.getString("afterId"), state.getLong("published"),
                state.getDate("begunAt").toInstant(), Instants.read(state, "finishedAt"));
    }
}
