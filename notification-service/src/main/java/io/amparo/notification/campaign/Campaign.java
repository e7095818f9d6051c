package io.amparo.notification.campaign;

import io.amparo.events.delivery.DeliveryEvent;
import io.amparo.notification.audience.Customer;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.About;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.template.Letter;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One notice on its way to every contact of every customer that it concerns (R10.6). Goes through the customers by id, a page at
 * a time; what is done is behind the cursor.
 *
 * @param cause the event, as source and id: one event is one campaign
 * @param cursor id of the last customer done; empty before the first
 */
record Campaign(String id, String cause, Instant causedAt, Notice notice, String cursor, boolean complete) {

    static Campaign of(String id, String cause, Instant causedAt, Notice notice) {
        return new Campaign(id, cause, causedAt, notice, "", false);
    }

    /** Its first page is due at once. */
    Change<Campaign, DeliveryEvent> begun(Instant now) {
        return new Change<>(this, List.of(), now);
    }

    /** A page is done. Whoever did a page that another had done before changes nothing. */
    Change<Campaign, DeliveryEvent> advanced(String from, List<Customer> page, int pageSize, Instant now) {
        if (complete || !cursor.equals(from)) return new Change<>(this, List.of(), complete ? null : now);
        var last = page.size() < pageSize;
        var done = page.isEmpty() ? cursor : page.getLast().id();
        return new Change<>(new Campaign(id, cause, causedAt, notice, done, last), List.of(), last ? null : now);
    }

    /** A mail to each contact of a customer that has the product; to nobody where it has not. */
    Stream<Command> mailsTo(Customer customer) {
        var versions = customer.versionsOf(notice.productId());
        if (versions.isEmpty()) return Stream.empty();
        var letter = notice.letter().with("customer", customer.name()).with("versions", String.join(", ", versions));
        return customer.contacts().stream().map(contact -> mail(contact, letter));
    }

    private Command mail(Recipient contact, Letter letter) {
        return new Command(cause, causedAt, contact, About.announcement(notice.announcementId(), notice.productName()), id,
                letter);
    }
}
