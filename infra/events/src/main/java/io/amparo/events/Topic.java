package io.amparo.events;

import io.amparo.events.alert.AlertEvent;
import io.amparo.events.customer.CustomerEvent;
import io.amparo.events.delivery.DeliveryEvent;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.events.eol.EolEvent;
import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.events.notice.NoticeEvent;
import io.amparo.events.policy.PolicyEvent;
import io.amparo.events.product.ProductEvent;
import io.amparo.events.sla.SlaEngineEvent;
import io.amparo.events.slamigration.SlaMigrationEvent;
import io.amparo.events.sladefinition.SlaDefinitionEvent;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketStateEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The topics of the suite. Each carries the events of one bounded context. A compacted topic carries whole states, so that a new
 * consumer needs no other source; the other topics have a limited retention.
 */
public enum Topic {
    TICKETS("amparo.tickets", TicketEvent.class, false), TICKET_STATES("amparo.ticket-states", TicketStateEvent.class, true),
    CUSTOMERS("amparo.customers", CustomerEvent.class, true), ENTITLEMENTS("amparo.entitlements", EntitlementEvent.class, false),
    POLICIES("amparo.policies", PolicyEvent.class, true), SLA_DEFINITIONS("amparo.sla-policies", SlaDefinitionEvent.class, true),
    SLA_MIGRATIONS("amparo.sla-migrations", SlaMigrationEvent.class, false), SLA("amparo.sla", SlaEngineEvent.class, false),
    PRODUCTS("amparo.products", ProductEvent.class, true), EOL("amparo.eol", EolEvent.class, false),
    KNOWLEDGE("amparo.knowledge", KnowledgeEvent.class, false), NOTICES("amparo.notices", NoticeEvent.class, false),
    DELIVERIES("amparo.deliveries", DeliveryEvent.class, false), ALERTS("amparo.alerts", AlertEvent.class, false);

    private final String topicName;
    private final Class<? extends DomainEvent> context;
    private final boolean compacted;

    Topic(String topicName, Class<? extends DomainEvent> context, boolean compacted) {
        this.topicName = topicName;
        this.context = context;
        this.compacted = compacted;
    }

    public String topicName() {
        return topicName;
    }

    public boolean compacted() {
        return compacted;
    }

    /** Returns the event classes that this topic carries. */
    public List<Class<? extends DomainEvent>> events() {
        return events(context).toList();
    }

    private static Stream<Class<? extends DomainEvent>> events(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Topic::events)
                : Stream.of(type.asSubclass(DomainEvent.class));
    }

    static Topic of(DomainEvent event) {
        for (var topic : values()) if (topic.context.isInstance(event)) return topic;
        throw new IllegalArgumentException("No topic carries " + event.getClass());
    }
}
