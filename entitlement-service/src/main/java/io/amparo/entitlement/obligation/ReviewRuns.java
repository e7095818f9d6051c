package io.amparo.entitlement.obligation;

import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import org.bson.Document;

/** Store of the one review run. It is due while it is in progress, and at the beginning of each day. */
final class ReviewRuns extends AggregateStore<ReviewRun, Void> {

    ReviewRuns(Outbox outbox) {
        super(outbox.withoutEvents(), "review_runs");
    }

    @Override
    protected Document write(ReviewRun run) {
        return new Document("afterId", run.afterId());
    }

    @Override
    protected ReviewRun read(Document state) {
        return new ReviewRun(state.getString("afterId"));
    }
}
