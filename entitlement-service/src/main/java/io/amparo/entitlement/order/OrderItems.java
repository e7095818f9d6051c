package io.amparo.entitlement.order;

import io.amparo.entitlement.catalogue.Products;
import io.amparo.entitlement.policy.Policies;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Creates the item of an order from a valid request, checked by the policy and the product catalogue. */
final class OrderItems {
    private final Policies policies;
    private final Products products;
    private final Predicate<Instant> isCatalogueComplete;
    private final Instant startedAt;

    /** @param isCatalogueComplete whether all products are known that were published until an instant */
    OrderItems(Policies policies, Products products, Predicate<Instant> isCatalogueComplete, Instant startedAt) {
        this.policies = policies;
        this.products = products;
        this.isCatalogueComplete = isCatalogueComplete;
        this.startedAt = startedAt;
    }

    /** @throws ApiException 422 if the policy or the catalogue does not have it */
    OrderItem of(OrderRequest request) {
        var policy = policies.effective();
        return switch (request.kind()) {
            case VOUCHER -> item(request, null, request.vouchers() == null ? 1 : request.vouchers());
            case PACKAGE -> item(request, request.packageCode(), units(request, policy));
            case HOURS -> item(request, service(request, policy), Objects.requireNonNull(request.minutes()));
            case MIGRATION_HELP -> item(request, knownProduct(Objects.requireNonNull(request.product())), 0);
            case CONTRACT_CHANGE -> item(request, edition(request, policy), 0);
        };
    }

    private static OrderItem item(OrderRequest request, @Nullable String code, int amount) {
        return new OrderItem(request.kind(), code, amount, request.validFrom(), request.validTo());
    }

    private static int units(OrderRequest request, SupportPolicy policy) {
        var ordered = policy.requirePackage("packageCode", Objects.requireNonNull(request.packageCode()));
        if (ordered.countsUnits() && request.units() == null) throw ApiException.invalid("units", "required");
        if (!ordered.countsUnits() && request.units() != null) throw ApiException.invalid("units", "no-units");
        return request.units() == null ? 0 : request.units();
    }

    private static @Nullable String service(OrderRequest request, SupportPolicy policy) {
        return request.service() == null ? null : policy.requireConsultancyService("service", request.service()).code();
    }

    private static @Nullable String edition(OrderRequest request, SupportPolicy policy) {
        return request.edition() == null ? null : policy.requireEdition("edition", request.edition()).code();
    }

    /** A product is unknown only after the catalogue is consumed. */
    private String knownProduct(String productId) {
        if (products.lineOf(productId).product(productId).isPresent()) return productId;
        throw isCatalogueComplete.test(startedAt)
                ? ApiException.invalid("product", "unknown-product")
                : UpstreamProblemException.unavailable();
    }
}
