package io.amparo.ticket.policy;

import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import io.amparo.ticket.policy.TicketPolicy.KindRule;
import io.amparo.ticket.policy.TicketPolicy.PriorityRule;
import org.bson.Document;

/** Projection of amparo.policies: the policy that is effective, which is the last published one. */
public final class Policies extends Projection<TicketPolicy> {
    static final String EFFECTIVE = "effective";

    public Policies(Outbox outbox) {
        super(outbox, "policies");
    }

    /**
     * Returns the effective policy, from memory for 5 s.
     *
     * @throws UpstreamProblemException 503 if none has arrived: entitlement-service has always published one, and a ticket by
     *     other rules would be wrong
     */
    public TicketPolicy effective() {
        return lookUp(EFFECTIVE).orElseThrow(UpstreamProblemException::unavailable);
    }

    @Override
    protected Document write(TicketPolicy policy) {
        return new Document("id", policy.id()).append("version", policy.version())
                .append("kinds",
                        policy.kinds().stream()
                                .map(rule -> new Document("kind", rule.kind()).append("requiredFields", rule.requiredFields()))
                                .toList())
                .append("priorities", policy.priorities().stream().map(rule -> new Document("impact", rule.impact())
                        .append("urgency", rule.urgency()).append("priority", rule.priority())).toList());
    }

    @Override
    protected TicketPolicy read(Document state) {
        return new TicketPolicy(state.getString("id"), state.getInteger("version"),
                state.getList("kinds", Document.class).stream()
                        .map(rule -> new KindRule(rule.getString("kind"), rule.getList("requiredFields", String.class))).toList(),
                state.getList("priorities", Document.class).stream().map(
                        rule -> new PriorityRule(rule.getString("impact"), rule.getString("urgency"), rule.getString("priority")))
                        .toList());
    }
}
