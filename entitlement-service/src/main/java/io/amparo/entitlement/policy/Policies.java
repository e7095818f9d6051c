package io.amparo.entitlement.policy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.policy.PolicyEvent;
import io.amparo.events.policy.PolicyEvent.PolicyPublished;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.LookupCache;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;

/**
 * Store of the versions of the support policy. A version is written once. The last published one is effective; one that another
 * instance publishes is effective here at most 5 s later.
 */
public final class Policies extends AggregateStore<PublishedPolicy, PolicyEvent> {
    private final SupportPolicy configured;
    private final LookupCache<String, SupportPolicy> newest = new LookupCache<>();
    /** The versions that were asked for. They never change, and there are few. */
    private final Map<String, SupportPolicy> versions = new ConcurrentHashMap<>();

    /** @param configured the policy that this service publishes at start; it is effective as long as none is stored */
    Policies(Outbox outbox, SupportPolicy configured) {
        super(outbox, "policies", new IndexModel(Indexes.descending("state.publishedAt", "state.policy.version")));
        this.configured = configured;
    }

    /**
     * Stores the configured policy and emits it, unless this version exists.
     *
     * @return false if the version exists with another content, which stays
     */
    boolean publishConfigured(Instant now) {
        try {
            if (insert(configured.reference(), "configured", new PublishedPolicy(configured, now).toChange())) return true;
        } finally {
            newest.changed();
        }
        return version(configured.reference()).filter(configured::equals).isPresent();
    }

    /** Returns the policy that decides now. Served by the index on {@code publishedAt}, at most once in 5 s. */
    public SupportPolicy effective() {
        return newest
                .get("effective", () -> query(Filters.empty(), Sorts.descending("state.publishedAt", "state.policy.version"), 1)
                        .stream().map(found -> found.state().policy()).toList())
                .stream().findFirst().orElse(configured);
    }

    /** @param reference as {@link SupportPolicy#reference} */
    public Optional<SupportPolicy> version(String reference) {
        var known = versions.get(reference);
        if (known != null) return Optional.of(known);
        var found = find(reference).map(Versioned::state).map(PublishedPolicy::policy);
        found.ifPresent(policy -> versions.put(reference, policy));
        return found;
    }

    @Override
    protected Set<Class<?>> wholeStateEvents() {
        return Set.of(PolicyPublished.class);
    }

    @Override
    protected Document write(PublishedPolicy published) {
        return new Document("policy", PolicyDocument.toDocument(published.policy())).append("publishedAt",
                published.publishedAt());
    }

    @Override
    protected PublishedPolicy read(Document state) {
        return new PublishedPolicy(PolicyDocument.fromDocument(state.get("policy", Document.class)),
                state.getDate("publishedAt").toInstant());
    }
}
