package io.amparo.eol.maintenance;

import io.amparo.eol.product.EndsOfLife.EndOfLife;
import io.amparo.events.DomainEvent;
import io.amparo.events.eol.EolEvent.RemainingMaintenanceEnded;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agreed support of one customer for one product beyond its end of life (R10.3).
 *
 * @param until last day, included; null if the agreement was withdrawn
 * @param zone the customer's zone, where that day ends
 * @param ended the last day whose end was handled; null if none was
 */
record Agreement(String customerId, String productId, @Nullable LocalDate until, ZoneId zone, @Nullable LocalDate ended) {

    static String id(String customerId, String productId) {
        return customerId + "/" + productId;
    }

    /** Takes over the contract of now; a later last day postpones the end. */
    Change<Agreement, DomainEvent> with(@Nullable LocalDate newUntil, ZoneId newZone) {
        return new Agreement(customerId, productId, newUntil, newZone, ended).change(List.of());
    }

    /**
     * Emits the end if its day has passed and it was beyond the end of life: support that ended before is that of the product
     * itself. A second call changes nothing.
     */
    Change<Agreement, DomainEvent> end(Instant now, Optional<EndOfLife> product) {
        var last = until;
        if (last == null || last.equals(ended) || now.isBefore(endOf(last))) return change(List.of());
        var handled = new Agreement(customerId, productId, last, zone, last);
        return handled.change(product.filter(end -> !end.day().isAfter(last))
                .<DomainEvent>map(
                        end -> new RemainingMaintenanceEnded(productId, end.productName(), customerId, last, endOf(last)))
                .stream().toList());
    }

    private Instant endOf(LocalDate last) {
        return last.plusDays(1).atStartOfDay(zone).toInstant();
    }

    private Change<Agreement, DomainEvent> change(List<DomainEvent> events) {
        return new Change<>(this, events, until == null || until.equals(ended) ? null : endOf(until));
    }
}
