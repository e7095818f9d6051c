package io.amparo.eol.product;

import io.amparo.eol.customer.Customer;
import io.amparo.eol.customer.Customers;
import io.amparo.eol.product.AnnouncementAnswer.ProductName;
import io.amparo.eol.product.ProductLives.Announced;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.Page;
import io.amparo.platform.web.RequestKey;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of end-of-life announcements, which one person drafts and another approves (R10.1). */
@RestController
@RequestMapping("/api/v1/eol/announcements")
@Staff({Role.PRODUCT_MANAGER, Role.ADMIN})
class AnnouncementController {
    record Draft(@NotBlank @Size(max = 60) String product, @NotNull LocalDate endOfLife,
            @NotBlank @Size(max = 2000) String reason, @Nullable @Size(max = 60) String successor,
            @Nullable @Size(max = 4000) String migrationPath, @Nullable @Size(max = 2000) String justification) {}

    record CustomerName(String id, String name) {}

    record Affected(CustomerName customer, List<String> versions, int contacts, List<String> languages, LocalDate contractEnds,
            @Nullable LocalDate maintainedUntil) {
        static Affected of(Customer customer, String productId) {
            return new Affected(new CustomerName(customer.id(), customer.name()), customer.versionsOf(productId),
                    customer.contactLanguages().size(), customer.contactLanguages().stream().distinct().sorted().toList(),
                    customer.contractEnds(), customer.maintainedUntil(productId).orElse(null));
        }
    }

    record Impact(String announcement, ProductName product, LocalDate endOfLife, boolean shortNotice, int customers, int contacts,
            List<Affected> items) {}

    private final ProductLives products;
    private final AnnounceEndOfLife announce;
    private final ApproveEndOfLife approve;
    private final Customers customers;
    private final VendorClock time;

    AnnouncementController(ProductLives products, AnnounceEndOfLife announce, ApproveEndOfLife approve, Customers customers,
            VendorClock time) {
        this.products = products;
        this.announce = announce;
        this.approve = approve;
        this.customers = customers;
        this.time = time;
    }

    /** Lists the announcements, newest first. */
    @GetMapping
    Page<AnnouncementAnswer> list(Caller caller, @Valid @ParameterObject Page.Request page) {
        var found = products.announced(page.after(), page.limit() + 1);
        return page.of(found, Announced::id).map(each -> answer(each.life(), each.id(), caller));
    }

    @GetMapping("/{id}")
    AnnouncementAnswer get(Caller caller, @PathVariable String id) {
        return answer(products.ofAnnouncement(id).orElseThrow().state(), id, caller);
    }

    /** Returns the affected customers, for review before the approval. */
    @GetMapping("/{id}/impact")
    Impact impact(Caller caller, @PathVariable String id) {
        var announced = get(caller, id);
        var product = announced.product();
        var affected = customers.running(product.id()).stream().map(customer -> Affected.of(customer, product.id())).toList();
        return new Impact(id, product, announced.endOfLife(), announced.shortNotice(), affected.size(),
                affected.stream().mapToInt(Affected::contacts).sum(), affected);
    }

    @PostMapping
    ResponseEntity<AnnouncementAnswer> post(Caller caller, RequestKey key, @Valid @RequestBody Draft body) {
        var id = key.id(caller, "announcement");
        var life = announce.handle(new AnnounceEndOfLife.Command(id, body.product(), body.endOfLife(), body.reason(),
                present(body.successor()), present(body.migrationPath()), present(body.justification()), caller.person()));
        return ResponseEntity.created(URI.create("/api/v1/eol/announcements/" + id)).body(answer(life.state(), id, caller));
    }

    /** Needs no If-Match: a draft never changes, so the approver has read the approved content. */
    @PostMapping("/{id}/approval")
    AnnouncementAnswer approve(Caller caller, @PathVariable String id) {
        return answer(approve.handle(new ApproveEndOfLife.Command(id, caller.person())).state(), id, caller);
    }

    private static @Nullable String present(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private AnnouncementAnswer answer(ProductLife life, String id, Caller reader) {
        return AnnouncementAnswer.of(life, life.announcement(id).orElseThrow(), time.today(), reader.person());
    }
}
