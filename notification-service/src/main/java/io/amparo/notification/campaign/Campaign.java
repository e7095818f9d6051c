package io.amparo.notification.campaign;

import io.amparo.events.delivery.DeliveryEvent;
import io.amparo.notification.audience.Customer;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.EventOrigin;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sends one notice to each contact of each affected customer (R10.6). A campaign processes customers in the order of their ids,
 * one page at a time; customers up to the cursor are done.
 *
 * @param origin the event; one event begins one campaign
 * @param cursor id of the last processed customer; empty before the first
 */
record Campaign(String id, EventOrigin origin, Instant causedAt, Notice notice, String cursor, boolean complete) {

    static Campaign of(String id, EventOrigin origin, Instant causedAt, Notice notice) {
        return new Campaign(id, origin, causedAt, notice, "", false);
    }

    /** Makes the first page due immediately. */
    Change<Campaign, DeliveryEvent> begin(Instant now) {
        return new Change<>(this, List.of(), now);
    }

    /** Moves the cursor behind a processed page. Changes nothing if another instance has already processed that page. */
    Change<Campaign, DeliveryEvent> advance(String fromCursor, List<Customer> page, int pageSize, Instant now) {
        if (complete || !cursor.equals(fromCursor)) return new Change<>(this, List.of(), complete ? null : now);
        var last = page.size() < pageSize;
        var newCursor = page.isEmpty() ? cursor : page.getLast().id();
        return new Change<>(new Campaign(id, origin, causedAt, notice, newCursor, last), List.of(), last ? null : now);
    }

    /** Returns a mail for each contact of the customer; empty if the customer does not have the product. */
    Stream<Command> mailsTo(Customer customer, NoticeLinks links) {
        var versions = customer.versionsOf(notice.product().id());
        if (versions.isEmpty()) return Stream.empty();
        var model = notice.mailModel().with("customer", customer.name()).with("versions", String.join(", ", versions));
        return customer.contacts().stream()
                .map(contact -> mail(contact, model.with("link", links.to(origin.causation(), contact.id()))));
    }

    private Command mail(Recipient contact, MailModel model) {
        return new Command(origin, causedAt, contact,
                RelatedResource.announcement(notice.announcementId(), notice.product().name()), id, model);
    }
}
