package io.amparo.eol.product;

import static java.util.stream.Collectors.toSet;

import io.amparo.eol.customer.Customer;
import io.amparo.eol.customer.Customers;
import io.amparo.eol.product.AnnouncementResponse.ProductRef;
import io.amparo.eol.ticket.Tickets;
import io.amparo.platform.VendorClock;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the impact report, which the second person reads before the approval. */
@RestController
@RequestMapping("/api/v1/eol/announcements/{id}/impact")
@Staff({Role.PRODUCT_MANAGER, Role.ADMIN})
class ImpactController {
    record CustomerRef(String id, String name) {}

    /**
     * A customer with an installation of the product, or with agreed maintenance for it.
     *
     * @param installations installations of the product
     * @param maintainedUntil last day of the agreed maintenance beyond the end of life (R10.3)
     */
    record AffectedCustomer(CustomerRef customer, List<String> versions, int installations, int contacts, List<String> languages,
            int openTickets, LocalDate contractEnds, @Nullable LocalDate maintainedUntil) {
        static AffectedCustomer of(Customer customer, String productId, int openTickets) {
            return new AffectedCustomer(new CustomerRef(customer.id(), customer.name()), customer.versionsOf(productId),
                    customer.installationsOf(productId), customer.contactLanguages().size(),
                    customer.contactLanguages().stream().distinct().sorted().toList(), openTickets, customer.contractEnds(),
                    customer.maintainedUntil(productId).orElse(null));
        }
    }

    /** A page of the affected customers; the numbers in front count all of them. */
    record ImpactResponse(String announcement, ProductRef product, LocalDate endOfLife, boolean shortNotice, int customers,
            int contacts, int installations,
            @Schema(description = "Open tickets about the product, at most 10,000") int openTickets,
            @Schema(description = "Customers with agreed maintenance of the product beyond its end of life") int maintained,
            List<AffectedCustomer> items, @Nullable String next, int limit) {}

    /** The sums over all affected customers. */
    private static final class Totals {
        private int customers;
        private int contacts;
        private int installations;
        private int maintained;

        void add(Customer customer, String productId, LocalDate endOfLife) {
            customers++;
            contacts += customer.contactLanguages().size();
            installations += customer.installationsOf(productId);
            if (customer.maintainedUntil(productId).filter(until -> !until.isBefore(endOfLife)).isPresent()) maintained++;
        }
    }

    private final Products products;
    private final Customers customers;
    private final Tickets tickets;
    private final VendorClock time;

    ImpactController(Products products, Customers customers, Tickets tickets, VendorClock time) {
        this.products = products;
        this.customers = customers;
        this.tickets = tickets;
        this.time = time;
    }

    @GetMapping
    @Operation(summary = "Read whom an announcement affects, by customer id")
    ImpactResponse getAnnouncementImpact(@PathVariable String id, @Valid @ParameterObject Page.Request page) {
        var product = products.findByAnnouncement(id).orElseThrow().state();
        var announcement = product.announcement(id).orElseThrow();
        var approval = announcement.approval();
        var totals = new Totals();
        customers.forEachAffected(product.id(), customer -> totals.add(customer, product.id(), announcement.endOfLife()));
        var after = page.after() == null ? "" : page.after();
        var found = page.of(customers.findAffected(product.id(), after, page.limit() + 1), Customer::id);
        var openTickets = tickets.countOpen(product.id(), found.items().stream().map(Customer::id).collect(toSet()));
        var affected = found.map(
                customer -> AffectedCustomer.of(customer, product.id(), openTickets.getOrDefault(customer.id(), 0L).intValue()));
        return new ImpactResponse(id, ProductRef.of(product), announcement.endOfLife(),
                approval == null ? product.isShortNotice(announcement.endOfLife(), time.today()) : approval.shortNotice(),
                totals.customers, totals.contacts, totals.installations, tickets.countOpen(product.id()), totals.maintained,
                affected.items(), affected.next(), affected.limit());
    }
}
