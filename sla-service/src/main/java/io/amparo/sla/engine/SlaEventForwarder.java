package io.amparo.sla.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.sla.SlaEngineEvent.SlaWatermark;
import io.amparo.platform.Adapter;
import io.amparo.sla.engine.SlaProcessor.OutgoingRecord;
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.ContractPlanNamed;
import io.amparo.sla.ledger.TicketFact.PlanChanged;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Forwards the events of the engine to their topics, with ids that are the same in every computation. */
@Adapter
final class SlaEventForwarder {
    private final ProcessorContext<byte[], OutgoingRecord> context;
    private final EventCodec codec;
    private final BreachLog breaches = new BreachLog();
    private final EngineMeters meters;
    private final Function<String, String> editions;
    private final WatermarkStore watermarks;

    /** @param editions edition of a customer by id; empty if it is unknown */
    SlaEventForwarder(ProcessorContext<byte[], OutgoingRecord> context, EventCodec codec, EngineMeters meters,
            Function<String, String> editions, WatermarkStore watermarks) {
        this.context = context;
        this.codec = codec;
        this.meters = meters;
        this.editions = editions;
        this.watermarks = watermarks;
    }

    /**
     * Returns the facts that no ticket event carries, for other services that compute the same clocks; null for none. Another
     * plan comes with its pause rules; at the opening SlaAssigned has them.
     */
    static @Nullable SlaTermsChanged termsChanged(Ledger ledger, List<TicketFact> added, boolean opening, Policies policies,
            Instant now) {
        // SlaAssigned already carries these facts.
        if (added.stream().allMatch(SlaEventForwarder::isCarriedByAssignment)) return null;
        var published = opening
                ? Stream.concat(ledger.facts().stream().filter(TicketFactMapper::isOpeningFact),
                        added.stream().filter(fact -> !TicketFactMapper.isOpeningFact(fact))).toList()
                : added;
        var facts = published.stream().map(FactCodec::toEvent).toList();
        var plan = opening || added.stream().noneMatch(PlanChanged.class::isInstance)
                ? Optional.<SlaPlan>empty()
                : ledger.plan().flatMap(policies::plan);
        return new SlaTermsChanged(ledger.ticketId(), ledger.number(), ledger.customerId(), ledger.subject(), facts, now,
                plan.map(changed -> changed.pauseRules(ledger.kind(), ledger.priority(), ledger.hasQualifiedBug())).orElse(null));
    }

    private static boolean isCarriedByAssignment(TicketFact fact) {
        return TicketFactMapper.isOpeningFact(fact)
                && (fact instanceof ContractPlanNamed || fact instanceof PlanChanged || fact instanceof TzdataChanged);
    }

    /** @param factCount size of the ledger, which makes the event id unique */
    void forward(SlaTermsChanged changed, int factCount, long sequence, Instant now, @Nullable EventCause cause) {
        forward(changed.ticketId() + "/TICKET/1/terms-" + factCount, changed.ticketId(), sequence, now, cause, changed);
    }

    void forward(OutgoingSlaEvent event, String ticketId, long sequence, Instant now, @Nullable EventCause cause) {
        forward(event.id(), ticketId, sequence, now, cause, watermarks.covers(event.at()) ? retroactive(event) : event.event());
        meters.countEmitted(event, editions.apply(event.event().customerId()));
        if (event.event() instanceof SlaBreached breach) breaches.record(breach, now);
    }

    /** Only rungs are due at an instant; the other events report a fact. */
    private static SlaEvent retroactive(OutgoingSlaEvent event) {
        return switch (event.event()) {
            case SlaWarned warned -> warned.afterWatermark();
            case SlaBreached breached -> breached.afterWatermark();
            default -> event.event();
        };
    }

    /**
     * Announces that all edges until now have been forwarded.
     *
     * @param partition partition of the task, in which its edges are as well
     */
    void forwardWatermark(int partition, @Nullable Long inputOffset, Instant now) {
        if (!watermarks.riseTo(now)) return;
        var event = codec.write("watermark/" + partition + "/" + now.toEpochMilli(), "partition-" + partition, now.toEpochMilli(),
                now, null, null, null, new SlaWatermark(partition, inputOffset, now));
        context.forward(new Record<>(event.key().getBytes(UTF_8), new OutgoingRecord(event.value(), event.topic(), partition),
                now.toEpochMilli(), event.headers()));
    }

    private void forward(String id, String ticketId, long sequence, Instant now, @Nullable EventCause cause, SlaEvent slaEvent) {
        var event = codec.write(id, ticketId, sequence, now, cause == null ? null : cause.correlation(),
                cause == null ? null : cause.id(), cause == null ? null : cause.traceparent(), slaEvent);
        context.forward(new Record<>(event.key().getBytes(UTF_8), new OutgoingRecord(event.value(), event.topic()),
                now.toEpochMilli(), event.headers()));
    }
}
