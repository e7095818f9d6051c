package io.amparo.eol.feed;

import static java.util.stream.Collectors.toSet;

import io.amparo.eol.customer.Customer.Contact;
import io.amparo.eol.customer.CustomerListener;
import io.amparo.eol.customer.Customers;

/** Deletes the feeds of who is no contact any more, so that their links stay without effect if the person returns. Idempotent. */
final class RevokeFeedsOfFormerContacts implements CustomerListener {
    private final Customers customers;
    private final PersonalFeeds feeds;

    RevokeFeedsOfFormerContacts(Customers customers, PersonalFeeds feeds) {
        this.customers = customers;
        this.feeds = feeds;
    }

    @Override
    public void customerChanged(String customerId, long sequence) {
        var ofCustomer = feeds.findByCustomer(customerId);
        if (ofCustomer.isEmpty()) return;
        var contacts = customers.find(customerId).stream().flatMap(customer -> customer.contacts().stream()).map(Contact::id)
                .collect(toSet());
        ofCustomer.stream().filter(feed -> !contacts.contains(feed.person())).forEach(feed -> feeds.delete(feed.id()));
    }
}
