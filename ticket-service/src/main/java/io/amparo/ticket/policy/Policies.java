package io.amparo.ticket.policy;

import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import io.amparo.ticket.policy.TicketPolicy.Exclusion;
import io.amparo.ticket.policy.TicketPolicy.KindRule;
import io.amparo.ticket.policy.TicketPolicy.PriorityRule;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Projection of amparo.policies: the policy that is effective, which is the last published one. */
public final class Policies extends Projection<TicketPolicy> {
    public static final String EFFECTIVE = "effective";

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
        return new Document("id", policy.id()).append("version", policy.version()).append("zone", policy.zone().getId())
                .append("kinds",
                        policy.kinds().stream()
                                .map(rule -> new Document("kind", rule.kind()).append("requiredFields", rule.requiredFields())
                                        .append("fields", rule.fields().stream().map(Policies::field).toList()))
                                .toList())
                .append("priorities",
                        policy.priorities().stream()
                                .map(rule -> new Document("impact", rule.impact()).append("urgency", rule.urgency())
                                        .append("priority", rule.priority()))
                                .toList())
                .append("exclusions",
                        policy.exclusions().stream().map(each -> new Document("code", each.code()).append("clause", each.clause())
                                .append("names", new Document(new HashMap<>(each.names()))).append("terms", terms(each.terms())))
                                .toList())
                .append("productTerms", terms(policy.productTerms()));
    }

    private static Document field(FieldRule field) {
        return new Document("code", field.code()).append("type", field.type().name()).append("required", field.required())
                .append("choices", field.choices()).append("maxLength", field.maxLength());
    }

    private static FieldRule readField(Document field) {
        return new FieldRule(field.getString("code"), FieldRule.type(field.getString("type")), field.getBoolean("required"),
                field.getList("choices", String.class), field.getInteger("maxLength"));
    }

    private static Document terms(Map<String, List<String>> terms) {
        return new Document(new HashMap<>(terms));
    }

    /** A policy that was stored by an older build has no exclusions until the next version is published. */
    @Override
    protected TicketPolicy read(Document state) {
        return new TicketPolicy(state.getString("id"), state.getInteger("version"), zone(state.getString("zone")),
                state.getList("kinds", Document.class).stream()
                        .map(rule -> new KindRule(rule.getString("kind"), rule.getList("requiredFields", String.class),
                                rule.getList("fields", Document.class, List.of()).stream().map(Policies::readField).toList()))
                        .toList(),
                state.getList("priorities", Document.class).stream()
                        .map(rule -> new PriorityRule(rule.getString("impact"), rule.getString("urgency"),
                                rule.getString("priority")))
                        .toList(),
                state.getList("exclusions", Document.class, List.of()).stream().map(Policies::exclusion).toList(),
                terms(state, "productTerms"));
    }

    private static Exclusion exclusion(Document stored) {
        var names = stored.get("names", Document.class);
        return new Exclusion(stored.getString("code"), stored.getString("clause"),
                names.keySet().stream().collect(Collectors.toMap(language -> language, names::getString)),
                terms(stored, "terms"));
    }

    private static Map<String, List<String>> terms(Document stored, String field) {
        var terms = stored.get(field, new Document());
        return terms.keySet().stream()
                .collect(Collectors.toMap(language -> language, language -> terms.getList(language, String.class)));
    }

    /** @param stored null if an older build has stored the policy */
    private static ZoneId zone(@Nullable String stored) {
        return stored == null ? ZoneOffset.UTC : ZoneId.of(stored);
    }
}
