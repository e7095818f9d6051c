package io.amparo.entitlement.plan;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import io.amparo.platform.web.ApiException;
import org.bson.Document;

/** Projection of the plans of amparo.sla-policies: the newest version per plan. */
public final class Plans extends Projection<Plan> {

    public Plans(Outbox outbox) {
        super(outbox, "plans");
    }

    /** Whether a version of the plan is published. */
    public boolean isPublished(String id) {
        return find(id).isPresent();
    }

    /**
     * @throws ApiException 422 naming this field if no version of the plan is published
     * @throws UpstreamProblemException 503 if no plan at all is known: sla-service has always published some, so this service has
     *     not read them yet, and a 422 would be wrong
     */
    public void requirePublished(String field, String id) {
        if (isPublished(id)) return;
        if (query(Filters.empty(), Sorts.ascending("_id"), 1).isEmpty()) throw UpstreamProblemException.unavailable();
        throw ApiException.invalid(field, "unknown-plan");
    }

    @Override
    protected Document write(Plan plan) {
        return new Document("id", plan.id()).append("version", plan.version());
    }

    @Override
    protected Plan read(Document state) {
        return new Plan(state.getString("id"), state.getInteger("version"));
    }
}
