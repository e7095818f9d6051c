package io.amparo.notification.webhook;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Company;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.security.Role;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.platform.web.ApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who manages which endpoints: a contract administrator those of the own customer, an administrator of the vendor those of the
 * vendor. The vendor manages none of a customer, because a rotation would show the vendor the customer's secret.
 */
final class WebhookAccess {
    private final Webhooks webhooks;

    WebhookAccess(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /**
     * Returns the customer for which a caller makes a request; null for the vendor.
     *
     * @param requested customer that the request names; null if it names none
     */
    @Nullable
    String customer(Caller caller, @Nullable String requested) {
        if (caller.hasAnyRole(Role.ADMIN)) {
            if (requested != null) throw new ForbiddenException();
            return null;
        }
        var administered = caller.companies().stream().filter(Company::administrator).map(Company::id).toList();
        if (administered.isEmpty() || requested != null && !administered.contains(requested)) throw new ForbiddenException();
        if (requested != null) return requested;
        if (administered.size() > 1) throw ApiException.invalid(List.of(FieldError.requiredOneOf("customer", administered)));
        return administered.getFirst();
    }

    /** Finds an endpoint that the caller manages. Others do not exist for the caller. */
    Versioned<Webhook> find(Caller caller, String id) {
        if (!caller.hasAnyRole(Role.ADMIN) && caller.companies().stream().noneMatch(Company::administrator))
            throw new ForbiddenException();
        return webhooks.find(id).filter(found -> mayManage(caller, found.state().customerId()))
                .orElseThrow(ApiException::notFound);
    }

    private static boolean mayManage(Caller caller, @Nullable String customerId) {
        return customerId == null ? caller.hasAnyRole(Role.ADMIN) : caller.isAdministratorOf(customerId);
    }
}
