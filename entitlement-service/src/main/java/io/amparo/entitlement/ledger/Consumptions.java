package io.amparo.entitlement.ledger;

import io.amparo.entitlement.ledger.Consumption.Growth;
import io.amparo.entitlement.ledger.Consumption.Part;
import io.amparo.entitlement.ledger.Consumption.Request;
import io.amparo.entitlement.ledger.Consumption.Status;
import io.amparo.entitlement.ledger.Consumption.Step;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;

/**
 * Store of all consumptions. After each guarded write the lots follow; the next change or the ticker repairs what a crash left
 * out.
 */
final class Consumptions extends AggregateStore<Consumption, EntitlementEvent> {
    private final Lots lots;
    private final LotEntries entries;

    Consumptions(Outbox outbox, Lots lots, LotEntries entries) {
        super(outbox, "consumptions");
        this.lots = lots;
        this.entries = entries;
    }

    /**
     * Applies a decision, lets the lots follow, and returns the consumption after it. The decision gets the consumption without
     * pending steps, because the lots have followed them before. It must be idempotent by its state.
     */
    Consumption change(String id, Function<Consumption, Change<Consumption, EntitlementEvent>> decide) {
        return applyPending(updateAndFind(id, "change/" + UUID.randomUUID(), null, consumption -> {
            follow(consumption);
            return decide.apply(consumption.withoutPending());
        }).state());
    }

    /** Lets the lots follow the pending steps, and records that. */
    Consumption applyPending(Consumption consumption) {
        if (consumption.pending().isEmpty()) return consumption;
        follow(consumption);
        return updateAndFind(consumption.id(), "settled/" + UUID.randomUUID(), null, current -> {
            follow(current);
            return current.withoutPending().withoutEvents();
        }).state();
    }

    /** Makes the entries of the pending steps, each at most once. */
    private void follow(Consumption consumption) {
        for (var step : consumption.pending()) {
            if (entries.contains(List.of(step.lotId()), step.entryId())) continue;
            lots.append(step.lotId(), step.entryId(), lot -> apply(consumption.id(), step, lot));
        }
    }

    private static Change<Lot, EntitlementEvent> apply(String consumptionId, Step step, Lot lot) {
        return switch (step.kind()) {
            case COMMIT -> lot.commit(consumptionId, step.operation(), step.entryId(), step.amount(), step.note());
            case RELEASE -> lot.release(consumptionId, step.operation(), step.entryId(), step.amount(), step.note());
            case REFUND -> lot.refund(step.entryId(), step.amount(), step.note());
            default -> throw new IllegalArgumentException("No step of a consumption: " + step.kind());
        };
    }

    @Override
    protected Document write(Consumption consumption) {
        var growth = consumption.growth();
        return new Document("id", consumption.id()).append("customerId", consumption.customerId())
                .append("kind", consumption.kind().name()).append("packageCode", consumption.packageCode())
                .append("ticket", consumption.ticket()).append("status", consumption.status().name())
                .append("round", consumption.round()).append("growth", growth == null ? null : encode(growth))
                .append("parts",
                        consumption.parts().stream()
                                .map(part -> new Document("lot", part.lotId()).append("lotEndsAt", part.lotEndsAt())
                                        .append("operation", part.operation()).append("request", part.request())
                                        .append("reserved", part.reserved()).append("committed", part.committed()))
                                .toList())
                .append("pending",
                        consumption.pending().stream()
                                .map(step -> new Document("kind", step.kind().name()).append("entryId", step.entryId())
                                        .append("lot", step.lotId()).append("operation", step.operation())
                                        .append("amount", step.amount()).append("note", LotCodec.encode(step.note())))
                                .toList())
                .append("expiresAt", consumption.expiresAt());
    }

    private static Document encode(Growth growth) {
        var request = growth.request();
        return new Document("operation", growth.operation()).append("request", request.id()).append("amount", request.amount())
                .append("expiresAt", request.expiresAt()).append("overage", request.isOverage())
                .append("note", LotCodec.encode(request.note()));
    }

    private static Growth growth(Document document) {
        return new Growth(document.getString("operation"),
                new Request(document.getString("request"), document.getInteger("amount"), Instants.read(document, "expiresAt"),
                        document.getBoolean("overage"), LotCodec.note(document.get("note", Document.class))));
    }

    @Override
    protected Consumption read(Document state) {
        var growth = state.get("growth", Document.class);
        return new Consumption(state.getString("id"), state.getString("customerId"), LotKind.valueOf(state.getString("kind")),
                state.getString("packageCode"), state.getString("ticket"), Status.valueOf(state.getString("status")),
                state.getInteger("round"), growth == null ? null : growth(growth),
                state.getList("parts", Document.class).stream()
                        .map(part -> new Part(part.getString("lot"), LotCodec.instant(part, "lotEndsAt"),
                                part.getString("operation"), part.getString("request"), part.getInteger("reserved"),
                                part.getInteger("committed")))
                        .toList(),
                state.getList("pending", Document.class).stream()
                        .map(step -> new Step(EntryKind.valueOf(step.getString("kind")), step.getString("entryId"),
                                step.getString("lot"), step.getString("operation"), step.getInteger("amount"),
                                LotCodec.note(step.get("note", Document.class))))
                        .toList(),
                Instants.read(state, "expiresAt"));
    }
}
